package coach.hybrid.rooms.client.call;

import coach.hybrid.rooms.client.call.PeerConnection.ConnectionState;
import coach.hybrid.rooms.protocol.ClientMessage;
import coach.hybrid.rooms.protocol.LinkPath;
import coach.hybrid.rooms.protocol.RawJson;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/** Two links wired to each other in memory: the coach offers first, the client is polite. */
final class LinkPair {
  static final Direction BOTH = Direction.SENDRECV;

  final FakeTimers timers = new FakeTimers();
  final Side coach = new Side(new LinkPlan("client", true, false, false, all(BOTH)));
  final Side client = new Side(new LinkPlan("coach", false, true, false, all(BOTH)));

  static List<Direction> all(Direction direction) {
    return List.of(direction, direction, direction);
  }

  /** Wired to nobody: what it says goes where the test takes it. */
  Side side(LinkPlan plan) {
    return new Side(plan);
  }

  /** A link, its connection, and the way to the other side. */
  final class Side implements Link.Listener, Outbox {
    final Deque<ClientMessage> wire = new ArrayDeque<>();
    final List<ClientMessage> sent = new ArrayList<>();
    final List<RawJson> notTaken = new ArrayList<>();
    final FakePeerConnection connection;
    final Link link;

    final List<FakeRelayPath> relays = new ArrayList<>();

    Side(LinkPlan plan) {
      var made = new ArrayList<FakePeerConnection>();
      link =
          new Link(
              plan,
              new Link.Parts(
                  (servers, listener) -> {
                    made.add(new FakePeerConnection(servers, listener));
                    return made.get(0);
                  },
                  listener -> {
                    relays.add(new FakeRelayPath(listener));
                    return relays.get(0);
                  },
                  this,
                  timers),
              List.of(),
              this);
      connection = made.get(0);
    }

    List<Line> received() {
      return Arrays.stream(Line.values()).filter(line -> link.track(line) != null).toList();
    }

    List<String> states() {
      return sent.stream()
          .filter(ClientMessage.SetLinkState.class::isInstance)
          .map(ClientMessage.SetLinkState.class::cast)
          .map(state -> state.path().wireName() + " " + state.quality().wireName())
          .toList();
    }

    @Override
    public void send(ClientMessage message) {
      wire.add(message);
      sent.add(message);
    }

    @Override
    public void discard(String userId) {}

    @Override
    public void linkChanged() {}

    @Override
    public void offerNotTaken(Link from, RawJson offer) {
      notTaken.add(offer);
    }

    long offers() {
      return sent.stream().filter(ClientMessage.Offer.class::isInstance).count();
    }

    boolean deliverTo(Side other) {
      switch (wire.poll()) {
        case ClientMessage.Offer offer -> other.link.receiveOffer(offer.offer());
        case ClientMessage.Answer answer -> other.link.receiveAnswer(answer.answer());
        case ClientMessage.IceCandidate candidate ->
            other.link.receiveCandidate(candidate.candidate());
        case ClientMessage.RelayKey key -> other.link.receiveKey(key.publicKey(), key.generation());
        case ClientMessage.SetLinkState state ->
            other.link.receiveState(state.path(), state.quality());
        case null -> {
          return false;
        }
        default -> throw new AssertionError("links send nothing else");
      }
      return true;
    }
  }

  void settle() {
    while (coach.connection.step()
        || client.connection.step()
        || coach.deliverTo(client)
        || client.deliverTo(coach)) {}
  }

  void connect() {
    coach.link.start();
    client.link.start();
    settle();
    coach.connection.connection = ConnectionState.CONNECTED;
    client.connection.connection = ConnectionState.CONNECTED;
  }

  void tick(int times) {
    for (int i = 0; i < times; i++) {
      timers.advance(Call.TICK_MILLIS);
      coach.link.tick();
      client.link.tick();
    }
  }

  /** Media flow both ways for so many half seconds, over whatever carries them. */
  void flow(int times, boolean ice) {
    for (int i = 0; i < times; i++) {
      for (Side side : List.of(coach, client)) {
        if (ice) {
          side.connection.receivePackets(25);
        }
        for (FakeRelayPath relay : side.relays) {
          relay.packets += side.link.path() == LinkPath.RELAY ? 25 : 0;
        }
      }
      tick(1);
      settle();
    }
  }
}
