package coach.hybrid.rooms.client.call;

import coach.hybrid.rooms.protocol.ClientMessage;
import coach.hybrid.rooms.protocol.Consent;
import coach.hybrid.rooms.protocol.IceServer;
import coach.hybrid.rooms.protocol.MediaFlags;
import coach.hybrid.rooms.protocol.OrbAction;
import coach.hybrid.rooms.protocol.PeerInfo;
import coach.hybrid.rooms.protocol.RawJson;
import coach.hybrid.rooms.protocol.ServerMessage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who is in the call, and the link to each of them. The room service's messages come in through
 * {@link #receive}; nothing else changes the roster.
 */
public final class Call {
  /** Half a second. */
  public static final int TICK_MILLIS = 500;

  public interface Listener {
    void joined(Participant participant);

    /** Something about them changed: a track, their link, whether they speak. */
    void changed(Participant participant);

    void left(Participant participant);

    /** How it stands with the assistant. */
    void assistantChanged(ServerMessage.OrbStateChanged state);

    /** The room service refused something we sent. */
    void refused(ServerMessage.Refused refusal);
  }

  private final Outbox outbox;
  private final Listener listener;

  private final Roster roster;
  private final List<Participant> participants;

  private final @Nullable MediaTrack[] tracks = new @Nullable MediaTrack[Line.values().length];
  private final SelfReport report;
  private final LinkMaker links;

  /**
   * An empty call.
   *
   * @param relays null where no browser can relay
   */
  public Call(
      Self self,
      PeerConnection.Factory connections,
      RelayPath.@Nullable Factory relays,
      Outbox outbox,
      Timers timers,
      Listener listener) {
    this.outbox = outbox;
    this.report = new SelfReport(outbox);
    this.links = new LinkMaker(self, connections, relays, outbox, timers, report);
    this.listener = listener;
    this.roster = new Roster(listener);
    this.participants = roster.participants;
  }

  /** The others, in the order in which they came. */
  public List<Participant> participants() {
    return participants;
  }

  /** Takes one message of the room service. */
  public void receive(ServerMessage message) {
    switch (message) {
      case ServerMessage.IceServers servers -> useIceServers(servers.iceServers());
      case ServerMessage.PeerDiscovery discovery -> meet(discovery);
      case ServerMessage.UserJoined joined -> admit(joined.peer());
      case ServerMessage.UserLeft left -> dismiss(left.userId());
      case ServerMessage.Offer offer -> {
        Link link = roster.linkTo(offer.fromId());
        if (link != null) {
          link.receiveOffer(offer.offer());
        }
      }
      case ServerMessage.Answer answer -> {
        Link link = roster.linkTo(answer.fromId());
        if (link != null) {
          link.receiveAnswer(answer.answer());
        }
      }
      case ServerMessage.IceCandidate candidate -> {
        Link link = roster.linkTo(candidate.fromId());
        if (link != null) {
          link.receiveCandidate(candidate.candidate());
        }
      }
      case ServerMessage.RelayKeyed key -> {
        Link link = roster.linkTo(key.fromId());
        if (link != null) {
          link.receiveKey(key.publicKey(), key.generation());
        }
      }
      case ServerMessage.LinkStateChanged state -> {
        Link link = roster.linkTo(state.fromId());
        if (link != null) {
          link.receiveState(state.path(), state.quality());
        }
      }
      case ServerMessage.MediaStateChanged changed -> roster.setMedia(changed);
      case ServerMessage.SpeakingChanged changed -> roster.setSpeaking(changed);
      case ServerMessage.AiStatusChanged changed -> roster.setAiState(changed);
      case ServerMessage.ConsentChanged changed -> roster.setConsent(changed);
      case ServerMessage.OrbStateChanged changed -> roster.setOrbState(changed);
      case ServerMessage.Refused refusal -> listener.refused(refusal);
      case ServerMessage.OrbShutdownAnnounced _,
          ServerMessage.Pong _,
          ServerMessage.TokenRefreshed _,
          ServerMessage.Caption _,
          ServerMessage.TranscriptionChanged _,
          ServerMessage.RoomStateChanged _ -> {}
    }
  }

  /** Somebody who was heard is not any more. */
  public boolean missesSomebody() {
    for (Participant participant : participants) {
      if (participant.linkState() == LinkState.RECONNECTING) {
        return true;
      }
    }
    return false;
  }

  /** Half-second heart beat of every link. */
  public void tick() {
    roster.onLinks(Link::tick);
  }

  /** Puts one of our tracks on every link, or takes it off; negotiates nothing. */
  public void setTrack(Line line, @Nullable MediaTrack track) {
    tracks[line.index()] = track;
    roster.onLinks(link -> link.setTrack(line, track));
  }

  /** Tells the others what we send now. */
  public void setMedia(MediaFlags flags) {
    report.setMedia(flags);
  }

  public void setSpeaking(boolean now) {
    report.setSpeaking(now);
  }

  /**
   * Says what we allow from now on. Towards an orb nothing of us is sent before it was allowed, nor
   * after it was taken back.
   */
  public void setConsent(Consent consent) {
    boolean heardBefore = report.letsAssistantHear();
    report.setConsent(consent);
    if (heardBefore == consent.assistant()) {
      return;
    }
    for (Participant participant : participants) {
      if (participant.isOrb() && participant.link != null) {
        participant.link.replan(links.planFor(participant));
      }
    }
  }

  /** Asks something of the assistant; only a coach is listened to. */
  public void controlOrb(OrbAction action) {
    outbox.send(new ClientMessage.ControlOrb(action));
  }

  /** Removes somebody from the room; only a coach is listened to. */
  public void kick(Participant participant) {
    outbox.send(new ClientMessage.Kick(participant.info.userId()));
  }

  /** Another network: every link is restarted at once, whatever it still shows. */
  public void networkChanged() {
    roster.onLinks(Link::networkChanged);
  }

  /** Tells the room, and the others, what they forgot or never knew about us: after every join. */
  public void announceSelf() {
    report.sayAll();
    roster.onLinks(Link::sayState);
  }

  /** Ends every link; the roster stays readable. */
  public void close() {
    for (Participant participant : participants) {
      cut(participant);
    }
  }

  private void useIceServers(List<IceServer> servers) {
    links.useIceServers(servers);
    roster.onLinks(link -> link.setIceServers(servers));
  }

  /**
   * The whole roster. A resumed seat keeps its links to those who still sit where they sat; a fresh
   * one keeps none, because the others have seen us leave.
   */
  private void meet(ServerMessage.PeerDiscovery discovery) {
    for (Participant known : new ArrayList<>(participants)) {
      if (!names(discovery.peers(), known.info.userId())) {
        dismiss(known.info.userId());
      } else if (!discovery.resumed()) {
        cut(known);
      }
    }
    for (PeerInfo peer : discovery.peers()) {
      admit(peer);
    }
    if (discovery.resumed()) {
      roster.onLinks(Link::recover);
    }
  }

  private static boolean names(List<PeerInfo> peers, String userId) {
    for (PeerInfo peer : peers) {
      if (peer.userId().equals(userId)) {
        return true;
      }
    }
    return false;
  }

  private void admit(PeerInfo peer) {
    Participant known = roster.find(peer.userId());
    if (known == null) {
      Participant participant = new Participant(peer);
      roster.add(participant);
      connect(participant, null);
      return;
    }
    boolean sameSeat = known.link != null && known.info.generation() == peer.generation();
    known.info = peer;
    known.media = peer.media();
    known.consent = peer.consent();
    if (!sameSeat) {
      cut(known);
      connect(known, null);
    }
    listener.changed(known);
  }

  private void dismiss(String userId) {
    Participant participant = roster.find(userId);
    if (participant != null) {
      participants.remove(participant);
      cut(participant);
      listener.left(participant);
    }
  }

  private void cut(Participant participant) {
    Link link = participant.link;
    if (link != null) {
      participant.link = null;
      link.close();
    }
    participant.speaking = false;
  }

  /** Builds a link; {@code offer} is one that the link before could not take. */
  private void connect(Participant participant, @Nullable RawJson offer) {
    Link link = links.make(participant, new LinkEvents(participant, offer == null));
    participant.link = link;
    for (Line line : Line.values()) {
      link.setTrack(line, tracks[line.index()]);
    }
    if (offer == null) {
      link.start();
    } else {
      link.sayState(); // what the link before had asked of the other end holds no more
      link.receiveOffer(offer);
    }
    listener.changed(participant);
  }

  /** What one link reports, brought to the participant at its other end. */
  private final class LinkEvents implements Link.Listener {
    private final Participant participant;
    private final boolean mayRebuild;

    LinkEvents(Participant participant, boolean mayRebuild) {
      this.participant = participant;
      this.mayRebuild = mayRebuild;
    }

    @Override
    public void linkChanged() {
      listener.changed(participant);
    }

    @Override
    public void offerNotTaken(Link link, RawJson offer) {
      if (mayRebuild && link.equals(participant.link)) {
        cut(participant);
        connect(participant, offer);
      }
    }
  }
}
