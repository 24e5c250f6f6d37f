package coach.hybrid.rooms.client.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import coach.hybrid.rooms.client.call.PeerConnection.SignalingState;
import coach.hybrid.rooms.protocol.ClientMessage;
import coach.hybrid.rooms.protocol.RawJson;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What two links negotiate, in whatever order their messages come. */
class LinkTest {
  private static final Direction BOTH = LinkPair.BOTH;

  private final LinkPair pair = new LinkPair();
  private final LinkPair.Side coach = pair.coach;
  private final LinkPair.Side client = pair.client;

  @Test
  void theFixedOffererOffersThreeLinesAndTheOtherAnswers() {
    pair.connect();

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
    pair.tick(60);
    pair.settle();

    assertEquals(0, client.offers());
  }

  @Test
  void theAnswererAdoptsTheOfferedLinesWithItsOwnDirectionsAndTracks() {
    LinkPair.Side listener =
        pair.side(
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
    pair.connect();
    int before = coach.sent.size();
    FakeTrack camera = new FakeTrack();
    coach.link.setTrack(Line.CAMERA, camera);
    assertSame(camera, coach.connection.lines.get(1).track);
    coach.link.setTrack(Line.CAMERA, null);
    pair.settle();

    assertNull(coach.connection.lines.get(1).track);
    assertEquals(before, coach.sent.size());
  }

  @Test
  void candidatesBeforeTheDescriptionAreHeld() {
    client.link.receiveCandidate(new RawJson("{\"candidate\":\"early\"}"));
    assertTrue(client.connection.candidates.isEmpty());

    pair.connect();

    assertEquals(List.of(new RawJson("{\"candidate\":\"early\"}")), client.connection.candidates);
  }

  @Test
  void whenBothRestartAtOnceThePoliteSideGivesWay() {
    pair.connect();
    coach.link.restart();
    client.link.restart();
    coach.connection.settle();
    client.connection.settle();
    pair.settle();

    assertEquals(0, coach.connection.rollbacks);
    assertEquals(1, client.connection.rollbacks);
    assertEquals(SignalingState.STABLE, coach.connection.signaling);
    assertEquals(SignalingState.STABLE, client.connection.signaling);
  }

  @Test
  void candidatesOfWhoGaveWayAreTakenOnceItHasAnswered() {
    pair.connect();
    coach.link.restart();
    client.link.restart();
    coach.connection.settle();
    client.connection.settle();
    pair.settle();
    RawJson candidate = new RawJson("{\"candidate\":\"of the answer\"}");
    client.link.candidateFound(candidate);
    pair.settle();

    assertEquals(1, client.connection.rollbacks);
    assertEquals(List.of(candidate), coach.connection.candidates);
  }

  /** An offer of the coach's is out, and the answer to it on its way; then it offers once more. */
  private void cross() {
    pair.connect();
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
    pair.settle();

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
    pair.settle();

    assertEquals(3, coach.connection.iceRestarts);
    assertEquals(SignalingState.STABLE, coach.connection.signaling);
  }

  @Test
  void whereTheFirstAnswerWasLostTheSecondIsTheRightOne() {
    cross();
    client.wire.clear();
    pair.settle();

    assertEquals(2, coach.connection.iceRestarts);
    assertEquals(SignalingState.STABLE, coach.connection.signaling);
  }

  @Test
  void anAnswerThatWasKeptForUsComesBeforeAnotherOffer() {
    pair.connect();
    coach.link.restart();
    coach.connection.settle();
    coach.deliverTo(client);
    client.connection.settle();
    coach.link.recover();
    client.deliverTo(coach);
    coach.connection.settle();
    pair.tick(1);
    pair.settle();
    assertEquals(1, coach.connection.iceRestarts);

    coach.link.restart();
    coach.connection.settle();
    coach.wire.clear();
    coach.link.recover();
    pair.tick(1);
    pair.settle();
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
    pair.settle();

    assertEquals(SignalingState.STABLE, coach.connection.signaling);
    assertEquals(SignalingState.STABLE, client.connection.signaling);
    assertTrue(coach.notTaken.isEmpty() && client.notTaken.isEmpty());
    assertEquals(3, client.connection.lines.size());
  }

  @Test
  void anOfferThatCannotBeTakenIsReported() {
    client.connection.refusesOffers = true;
    coach.link.start();
    pair.settle();

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
}
