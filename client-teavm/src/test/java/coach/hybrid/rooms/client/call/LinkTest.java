package coach.hybrid.rooms.client.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import coach.hybrid.rooms.client.call.PeerConnection.ConnectionState;
import coach.hybrid.rooms.client.call.PeerConnection.SignalingState;
import coach.hybrid.rooms.protocol.ClientMessage;
import coach.hybrid.rooms.protocol.LinkPath;
import coach.hybrid.rooms.protocol.LinkQuality;
import coach.hybrid.rooms.protocol.RawJson;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two links wired to each other in memory: the coach offers first, the client is polite. */
class LinkTest {
  private static final Direction BOTH = Direction.SENDRECV;

  private final FakeTimers timers = new FakeTimers();
  private final Side coach = new Side(new LinkPlan("client", true, false, false, all(BOTH)));
  private final Side client = new Side(new LinkPlan("coach", false, true, false, all(BOTH)));

  private static List<Direction> all(Direction direction) {
    return List.of(direction, direction, direction);
  }

  /** A link, its connection, and the way to the other side. */
  private final class Side implements Link.Listener, Outbox {
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

  private void settle() {
    while (coach.connection.step()
        || client.connection.step()
        || coach.deliverTo(client)
        || client.deliverTo(coach)) {}
  }

  private void connect() {
    coach.link.start();
    client.link.start();
    settle();
    coach.connection.connection = ConnectionState.CONNECTED;
    client.connection.connection = ConnectionState.CONNECTED;
  }

  private void tick(int times) {
    for (int i = 0; i < times; i++) {
      timers.advance(Call.TICK_MILLIS);
      coach.link.tick();
      client.link.tick();
    }
  }

  @Test
  void theFixedOffererOffersThreeLinesAndTheOtherAnswers() {
    connect();

    assertEquals(1, coach.offers());
    assertEquals(0, client.offers());
    assertEquals(SignalingState.STABLE, coach.connection.signaling);
    assertEquals(SignalingState.STABLE, client.connection.signaling);
    assertEquals(3, client.connection.lines.size());
    assertEquals(List.of(Line.AUDIO, Line.CAMERA, Line.SCREEN), client.received());
  }

  @Test
  void theAnswererNeverOffersFirst() {
    client.link.start();
    client.link.restart();
    tick(60);
    settle();

    assertEquals(0, client.offers());
  }

  @Test
  void theAnswererAdoptsTheOfferedLinesWithItsOwnDirectionsAndTracks() {
    Side listener =
        new Side(
            new LinkPlan(
                "coach",
                false,
                true,
                false,
                List.of(BOTH, Direction.RECVONLY, Direction.INACTIVE)));
    FakeTrack microphone = new FakeTrack();
    FakeTrack camera = new FakeTrack();
    listener.link.setTrack(Line.AUDIO, microphone);
    listener.link.setTrack(Line.CAMERA, camera);
    coach.link.start();
    coach.connection.settle();
    coach.deliverTo(listener);
    listener.connection.settle();

    var lines = listener.connection.lines;
    assertSame(microphone, lines.get(0).track);
    assertNull(lines.get(1).track);
    assertEquals(Direction.RECVONLY, lines.get(1).direction);
    assertEquals(Direction.INACTIVE, lines.get(2).direction);
    assertEquals(List.of(Line.AUDIO, Line.CAMERA), listener.received());
    assertEquals(
        "answer a:SENDRECV v:RECVONLY v:INACTIVE",
        ((ClientMessage.Answer) listener.sent.get(0)).answer().text());
  }

  @Test
  void togglingACameraNegotiatesNothing() {
    connect();
    int before = coach.sent.size();
    FakeTrack camera = new FakeTrack();
    coach.link.setTrack(Line.CAMERA, camera);
    assertSame(camera, coach.connection.lines.get(1).track);
    coach.link.setTrack(Line.CAMERA, null);
    settle();

    assertNull(coach.connection.lines.get(1).track);
    assertEquals(before, coach.sent.size());
  }

  @Test
  void candidatesBeforeTheDescriptionAreHeld() {
    client.link.receiveCandidate(new RawJson("{\"candidate\":\"early\"}"));
    assertTrue(client.connection.candidates.isEmpty());

    connect();

    assertEquals(List.of(new RawJson("{\"candidate\":\"early\"}")), client.connection.candidates);
  }

  @Test
  void whenBothRestartAtOnceThePoliteSideGivesWay() {
    connect();
    coach.link.restart();
    client.link.restart();
    coach.connection.settle();
    client.connection.settle();
    settle();

    assertEquals(0, coach.connection.rollbacks);
    assertEquals(1, client.connection.rollbacks);
    assertEquals(SignalingState.STABLE, coach.connection.signaling);
    assertEquals(SignalingState.STABLE, client.connection.signaling);
  }

  @Test
  void candidatesOfWhoGaveWayAreTakenOnceItHasAnswered() {
    connect();
    coach.link.restart();
    client.link.restart();
    coach.connection.settle();
    client.connection.settle();
    settle();
    RawJson candidate = new RawJson("{\"candidate\":\"of the answer\"}");
    client.link.candidateFound(candidate);
    settle();

    assertEquals(1, client.connection.rollbacks);
    assertEquals(List.of(candidate), coach.connection.candidates);
  }

  /** An offer of the coach's is out, and the answer to it on its way; then it offers once more. */
  private void cross() {
    connect();
    coach.link.restart();
    coach.connection.settle();
    coach.deliverTo(client);
    client.connection.settle();
    coach.link.restart();
    coach.connection.settle();
  }

  @Test
  void anAnswerTakenForAnotherIsMendedByARestartAtOnce() {
    cross();
    client.deliverTo(coach);
    coach.connection.settle();
    assertEquals(SignalingState.STABLE, coach.connection.signaling);
    settle();

    assertEquals(3, coach.connection.iceRestarts);
    assertEquals(4, coach.offers());
    assertEquals(SignalingState.STABLE, coach.connection.signaling);
    assertEquals(SignalingState.STABLE, client.connection.signaling);
  }

  @Test
  void twoAnswersAtOnceAreMendedAsWell() {
    cross();
    coach.deliverTo(client);
    client.connection.settle();
    client.deliverTo(coach);
    client.deliverTo(coach);
    settle();

    assertEquals(3, coach.connection.iceRestarts);
    assertEquals(SignalingState.STABLE, coach.connection.signaling);
  }

  @Test
  void whereTheFirstAnswerWasLostTheSecondIsTheRightOne() {
    cross();
    client.wire.clear();
    settle();

    assertEquals(2, coach.connection.iceRestarts);
    assertEquals(SignalingState.STABLE, coach.connection.signaling);
  }

  @Test
  void anAnswerThatWasKeptForUsComesBeforeAnotherOffer() {
    connect();
    coach.link.restart();
    coach.connection.settle();
    coach.deliverTo(client);
    client.connection.settle();
    coach.link.recover();
    client.deliverTo(coach);
    coach.connection.settle();
    tick(1);
    settle();
    assertEquals(1, coach.connection.iceRestarts);

    coach.link.restart();
    coach.connection.settle();
    coach.wire.clear();
    coach.link.recover();
    tick(1);
    settle();
    assertEquals(3, coach.connection.iceRestarts, "that one was lost");
    assertEquals(SignalingState.STABLE, coach.connection.signaling);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void glareEndsStableWhateverTheInterleaving(int seed) {
    Random random = new Random(seed);
    coach.link.start();
    client.link.start();
    for (int i = 0; i < 400; i++) {
      switch (random.nextInt(i < 200 ? 6 : 4)) {
        case 0 -> coach.connection.step();
        case 1 -> client.connection.step();
        case 2 -> coach.deliverTo(client);
        case 3 -> client.deliverTo(coach);
        case 4 -> coach.link.restart();
        default -> client.link.restart();
      }
    }
    settle();

    assertEquals(SignalingState.STABLE, coach.connection.signaling);
    assertEquals(SignalingState.STABLE, client.connection.signaling);
    assertTrue(coach.notTaken.isEmpty() && client.notTaken.isEmpty());
    assertEquals(3, client.connection.lines.size());
  }

  @Test
  void aLostAnswerIsOvercomeByTheWatchdog() {
    coach.link.start();
    coach.connection.settle();
    coach.wire.clear();
    tick(9);
    assertEquals(1, coach.offers());
    tick(2);
    settle();

    assertEquals(2, coach.offers());
    assertEquals(1, coach.connection.iceRestarts);
    assertEquals(SignalingState.STABLE, coach.connection.signaling);
  }

  @Test
  void missingPacketsRestartIceFromTheFirstOffererOnly() {
    connect();
    for (int i = 0; i < 4; i++) {
      coach.connection.receivePackets(25);
      client.connection.receivePackets(25);
      tick(1);
    }
    assertEquals(LinkState.CONNECTED, coach.link.state());
    tick(4);
    settle();

    assertEquals(LinkState.RECONNECTING, coach.link.state());
    assertEquals(LinkState.RECONNECTING, client.link.state());
    assertEquals(1, coach.connection.iceRestarts);
    assertEquals(0, client.connection.iceRestarts);
    assertEquals(2_000, coach.link.troubledMillis());
  }

  @Test
  void theOtherSideRestartsIfTheFirstOffererDoesNot() {
    connect();
    client.connection.receivePackets(25);
    client.link.tick();
    for (int i = 0; i < 9; i++) {
      timers.advance(Call.TICK_MILLIS);
      client.link.tick();
    }

    assertEquals(1, client.connection.iceRestarts);
  }

  @Test
  void packetsThatComeBackEndTheTrouble() {
    connect();
    coach.connection.receivePackets(25);
    tick(6);
    assertEquals(LinkState.RECONNECTING, coach.link.state());

    coach.connection.receivePackets(25);
    tick(1);

    assertEquals(LinkState.CONNECTED, coach.link.state());
    assertEquals(0, coach.link.troubledMillis());
  }

  @Test
  void somebodyWhoSendsNothingIsNotMissed() {
    connect();
    tick(20);

    assertEquals(LinkState.CONNECTED, coach.link.state());
    assertEquals(0, coach.connection.iceRestarts);
  }

  @Test
  void aDisconnectedPathIsRestartedWithGrowingPauses() {
    connect();
    tick(1);
    coach.connection.connection = ConnectionState.DISCONNECTED;
    tick(1);
    assertEquals(1, coach.connection.iceRestarts);
    tick(9);
    assertEquals(1, coach.connection.iceRestarts);
    tick(1);
    assertEquals(2, coach.connection.iceRestarts);
    tick(19);
    assertEquals(2, coach.connection.iceRestarts);
    tick(1);
    assertEquals(3, coach.connection.iceRestarts);
  }

  @Test
  void anOfferThatCannotBeTakenIsReported() {
    client.connection.refusesOffers = true;
    coach.link.start();
    settle();

    assertEquals(1, client.notTaken.size());
    assertEquals(0, client.sent.size());
  }

  @Test
  void aClosedLinkSendsNothingMore() {
    coach.link.start();
    coach.link.close();
    coach.connection.settle();
    coach.link.candidateFound(new RawJson("{}"));

    assertTrue(coach.sent.isEmpty());
    assertEquals(LinkState.CLOSED, coach.link.state());
    assertFalse(coach.link.showsFrames());
  }

  /** Media flow both ways for so many half seconds, over whatever carries them. */
  private void flow(int times, boolean ice) {
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

  @Test
  void theRelayBeginsOnlyWhenAskedForAndIsLeftWithoutAGap() {
    coach.link.start();
    client.link.start();
    settle();
    coach.connection.connection = ConnectionState.CONNECTING;
    client.connection.connection = ConnectionState.CONNECTING;
    FakeTrack microphone = new FakeTrack();
    coach.link.setTrack(Line.AUDIO, microphone);
    coach.link.expect(true);
    client.link.expect(true);
    flow(7, false);
    assertFalse(coach.relays.get(0).sending, "nobody asked yet");
    flow(3, false);
    FakeRelayPath relay = coach.relays.get(0);
    assertTrue(relay.sending && relay.receiving);
    assertSame(microphone, relay.tracks.get(Line.AUDIO));
    assertEquals(LinkState.CONNECTED, coach.link.state());
    assertEquals("tiger lamp river stone", coach.link.safetyWords());

    coach.connection.connection = ConnectionState.CONNECTED;
    client.connection.connection = ConnectionState.CONNECTED;
    flow(2, true);
    assertTrue(relay.sending && relay.receiving, "until it has held");
    flow(2, true);

    assertFalse(relay.sending || relay.receiving);
    assertEquals(LinkPath.DIRECT, coach.link.path());
    assertEquals("direct good", client.states().get(client.states().size() - 1));
  }

  @Test
  void aRelayedTrackPlaysOnceItsMediaCome() {
    connect();
    client.link.expect(true);
    flow(2, true);
    assertNotNull(client.link.track(Line.CAMERA));
    flow(9, false);
    FakeTrack byRelay = new FakeTrack();
    client.relays.get(0).listener.trackReceived(Line.CAMERA, byRelay);
    flow(1, false);
    assertSame(byRelay, client.link.track(Line.CAMERA));

    flow(8, true);
    assertNotNull(client.link.track(Line.CAMERA));
    assertNotSame(byRelay, client.link.track(Line.CAMERA));
  }

  @Test
  void whoGetsAKeyAnswersWithItsOwnOnce() {
    coach.link.receiveKey("their key", 1);
    coach.link.receiveKey("their key", 2);

    assertEquals(1, coach.relays.size());
    assertEquals("their key", coach.relays.get(0).theirKey);
    assertEquals(List.of(new ClientMessage.RelayKey("client", "our key", 1)), coach.sent);
  }

  @Test
  void eachChangeOfTheWayWeHearIsSaidOnceAndAllOfItAgainAfterAResume() {
    connect();
    flow(10, true);
    assertEquals(List.of("direct good"), coach.states());
    coach.link.receiveKey("their key", 1);
    coach.link.sayState();
    assertEquals(List.of("direct good", "direct good"), coach.states());
    assertEquals(1, coach.relays.get(0).retries, "and our key");
    flow(4, false);

    assertEquals("direct lost", coach.states().get(2));
  }

  @Test
  void aPictureGivesWayWhereTheOtherEndHearsUsPoorlyAndTheVoiceNever() {
    connect();
    coach.link.setTrack(Line.CAMERA, new FakeTrack());
    flow(2, true);
    coach.link.receiveState(LinkPath.DIRECT, LinkQuality.POOR);
    flow(28, true);

    assertEquals(SendLimit.FULL, coach.connection.lines.get(0).limit);
    assertEquals(SendLimit.NONE, coach.connection.lines.get(1).limit);
    assertTrue(coach.link.holdsPictureBack());
    coach.link.receiveState(LinkPath.DIRECT, LinkQuality.GOOD);
    flow(62, true);
    assertEquals(SendLimit.FULL, coach.connection.lines.get(1).limit);
    assertFalse(coach.link.holdsPictureBack());
  }

  @Test
  void aLineThatIsAdoptedLaterIsLimitedAsTheOthersAre() {
    client.link.receiveState(LinkPath.DIRECT, LinkQuality.POOR);
    tick(1);
    connect();

    assertEquals(SendLimit.LESS, client.connection.lines.get(1).limit);
    assertEquals(SendLimit.FULL, client.connection.lines.get(0).limit);
  }

  @Test
  void onTheRelayItsPaceDecidesWhetherOurPictureIsHeldBack() {
    connect();
    coach.link.setTrack(Line.CAMERA, new FakeTrack());
    coach.link.receiveState(LinkPath.RELAY, LinkQuality.GOOD);
    assertFalse(coach.link.holdsPictureBack());
    coach.relays.get(0).holdsPictureBack = true;
    assertTrue(coach.link.holdsPictureBack());
    coach.link.receiveState(LinkPath.DIRECT, LinkQuality.GOOD);

    assertFalse(coach.link.holdsPictureBack());
  }

  @Test
  void aRelayThatIsNotHeardIsTriedAgainByBothEnds() {
    connect();
    coach.link.expect(true);
    client.link.expect(true);
    flow(2, true);
    flow(9, false);
    assertEquals(LinkPath.RELAY, coach.link.path());
    FakeRelayPath relay = coach.relays.get(0);
    assertEquals(0, relay.retries);
    coach.link.receiveState(LinkPath.RELAY, LinkQuality.GOOD);
    coach.link.receiveState(LinkPath.RELAY, LinkQuality.POOR);
    assertEquals(0, relay.retries);
    coach.link.receiveState(LinkPath.RELAY, LinkQuality.LOST);
    assertEquals(1, relay.retries, "they do not hear us");
    tick(14);

    assertTrue(relay.retries >= 2 && relay.retries <= 4, relay.retries + " times");
    assertEquals(LinkState.RECONNECTING, coach.link.state());
  }

  @Test
  void soundThatCannotBePlayedIsSaidOnlyWhereTheRelayIsHeard() {
    connect();
    client.link.expect(true);
    flow(2, true);
    client.link.receiveKey("their key", 1);
    client.relays.get(0).unheard = true;
    assertFalse(client.link.isUnheard());
    flow(9, false);

    assertTrue(client.link.isUnheard());
  }

  @Test
  void aLinkThatHearsPoorlySaysSo() {
    connect();
    for (int i = 0; i < 10; i++) {
      coach.connection.losePackets(10);
      flow(1, true);
    }

    assertEquals(List.of("direct good", "direct poor"), coach.states());
    assertEquals(LinkState.POOR, coach.link.state());
  }

  @Test
  void aClosedLinkClosesItsRelay() {
    coach.link.receiveKey("their key", 1);
    coach.link.close();

    assertTrue(coach.relays.get(0).closed);
    assertNull(coach.link.track(Line.AUDIO));
  }
}
