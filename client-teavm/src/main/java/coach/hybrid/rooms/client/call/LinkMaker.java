package coach.hybrid.rooms.client.call;

import coach.hybrid.rooms.protocol.IceServer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Plans and makes links: who we are, by which means, and with which servers' help. */
final class LinkMaker {
  private final Self self;
  private final PeerConnection.Factory connections;
  private final RelayPath.@Nullable Factory relays;
  private final Outbox outbox;
  private final Timers timers;
  private final SelfReport report;
  private List<IceServer> iceServers = List.of();

  LinkMaker(
      Self self,
      PeerConnection.Factory connections,
      RelayPath.@Nullable Factory relays,
      Outbox outbox,
      Timers timers,
      SelfReport report) {
    this.self = self;
    this.connections = connections;
    this.relays = relays;
    this.outbox = outbox;
    this.timers = timers;
    this.report = report;
  }

  /** For the links to come. */
  void useIceServers(List<IceServer> servers) {
    iceServers = servers;
  }

  LinkPlan planFor(Participant participant) {
    return LinkPlan.between(self, participant.info, report.letsAssistantHear());
  }

  Link make(Participant participant, Link.Listener events) {
    Link link =
        new Link(
            planFor(participant),
            new Link.Parts(connections, listener -> relayTo(participant, listener), outbox, timers),
            iceServers,
            events);
    link.expect(participant.sendsAnything());
    return link;
  }

  /** Whether anything of us may be heard by an orb, its tracks say; here stands what ever may. */
  private @Nullable RelayPath relayTo(Participant participant, RelayPath.Listener listener) {
    return relays == null
        ? null
        : relays.create(
            new RelayPath.RelayPeer(
                self.userId(),
                participant.info.userId(),
                () -> participant.info.mediaId(),
                Line.AUDIO.permittedBy(self.permissions()),
                Line.CAMERA.permittedBy(self.permissions()),
                Line.SCREEN.permittedBy(self.permissions()) && !participant.isOrb()),
            listener);
  }
}
