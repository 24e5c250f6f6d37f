package coach.hybrid.rooms.client.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import coach.hybrid.rooms.client.call.PeerConnection.ConnectionState;
import coach.hybrid.rooms.protocol.ClientMessage;
import coach.hybrid.rooms.protocol.LinkPath;
import coach.hybrid.rooms.protocol.LinkQuality;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two links and the relays beside them: who is asked for what, and what goes out meanwhile. */
class LinkRelayTest {
  private final LinkPair pair = new LinkPair();
  private final LinkPair.Side coach = pair.coach;
  private final LinkPair.Side client = pair.client;

  @Test
  void theRelayBeginsOnlyWhenAskedForAndIsLeftWithoutAGap() {
    coach.link.start();
    client.link.start();
    pair.settle();
    coach.connection.connection = ConnectionState.CONNECTING;
    client.connection.connection = ConnectionState.CONNECTING;
    FakeTrack microphone = new FakeTrack();
    coach.link.setTrack(Line.AUDIO, microphone);
    coach.link.expect(true);
    client.link.expect(true);
    pair.flow(7, false);
    assertFalse(coach.relays.get(0).sending, "nobody asked yet");
    pair.flow(3, false);
    FakeRelayPath relay = coach.relays.get(0);
    assertTrue(relay.sending && relay.receiving);
    assertSame(microphone, relay.tracks.get(Line.AUDIO));
    assertEquals(LinkState.CONNECTED, coach.link.state());
    assertEquals("tiger lamp river stone", coach.link.safetyWords());

    coach.connection.connection = ConnectionState.CONNECTED;
    client.connection.connection = ConnectionState.CONNECTED;
    pair.flow(2, true);
    assertTrue(relay.sending && relay.receiving, "until it has held");
    pair.flow(2, true);

    assertFalse(relay.sending || relay.receiving);
    assertEquals(LinkPath.DIRECT, coach.link.path());
    assertEquals("direct good", client.states().get(client.states().size() - 1));
  }

  @Test
  void aRelayedTrackPlaysOnceItsMediaCome() {
    pair.connect();
    client.link.expect(true);
    pair.flow(2, true);
    assertNotNull(client.link.track(Line.CAMERA));
    pair.flow(9, false);
    FakeTrack byRelay = new FakeTrack();
    client.relays.get(0).listener.trackReceived(Line.CAMERA, byRelay);
    pair.flow(1, false);
    assertSame(byRelay, client.link.track(Line.CAMERA));

    pair.flow(8, true);
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
    pair.connect();
    pair.flow(10, true);
    assertEquals(List.of("direct good"), coach.states());
    coach.link.receiveKey("their key", 1);
    coach.link.sayState();
    assertEquals(List.of("direct good", "direct good"), coach.states());
    assertEquals(1, coach.relays.get(0).retries, "and our key");
    pair.flow(4, false);

    assertEquals("direct lost", coach.states().get(2));
  }

  @Test
  void aPictureGivesWayWhereTheOtherEndHearsUsPoorlyAndTheVoiceNever() {
    pair.connect();
    coach.link.setTrack(Line.CAMERA, new FakeTrack());
    pair.flow(2, true);
    coach.link.receiveState(LinkPath.DIRECT, LinkQuality.POOR);
    pair.flow(28, true);

    assertEquals(SendLimit.FULL, coach.connection.lines.get(0).limit);
    assertEquals(SendLimit.NONE, coach.connection.lines.get(1).limit);
    assertTrue(coach.link.holdsPictureBack());
    coach.link.receiveState(LinkPath.DIRECT, LinkQuality.GOOD);
    pair.flow(62, true);
    assertEquals(SendLimit.FULL, coach.connection.lines.get(1).limit);
    assertFalse(coach.link.holdsPictureBack());
  }

  @Test
  void aLineThatIsAdoptedLaterIsLimitedAsTheOthersAre() {
    client.link.receiveState(LinkPath.DIRECT, LinkQuality.POOR);
    pair.tick(1);
    pair.connect();

    assertEquals(SendLimit.LESS, client.connection.lines.get(1).limit);
    assertEquals(SendLimit.FULL, client.connection.lines.get(0).limit);
  }

  @Test
  void onTheRelayItsPaceDecidesWhetherOurPictureIsHeldBack() {
    pair.connect();
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
    pair.connect();
    coach.link.expect(true);
    client.link.expect(true);
    pair.flow(2, true);
    pair.flow(9, false);
    assertEquals(LinkPath.RELAY, coach.link.path());
    FakeRelayPath relay = coach.relays.get(0);
    assertEquals(0, relay.retries);
    coach.link.receiveState(LinkPath.RELAY, LinkQuality.GOOD);
    coach.link.receiveState(LinkPath.RELAY, LinkQuality.POOR);
    assertEquals(0, relay.retries);
    coach.link.receiveState(LinkPath.RELAY, LinkQuality.LOST);
    assertEquals(1, relay.retries, "they do not hear us");
    pair.tick(14);

    assertTrue(relay.retries >= 2 && relay.retries <= 4, relay.retries + " times");
    assertEquals(LinkState.RECONNECTING, coach.link.state());
  }

  @Test
  void soundThatCannotBePlayedIsSaidOnlyWhereTheRelayIsHeard() {
    pair.connect();
    client.link.expect(true);
    pair.flow(2, true);
    client.link.receiveKey("their key", 1);
    client.relays.get(0).unheard = true;
    assertFalse(client.link.isUnheard());
    pair.flow(9, false);

    assertTrue(client.link.isUnheard());
  }

  @Test
  void aLinkThatHearsPoorlySaysSo() {
    pair.connect();
    for (int i = 0; i < 10; i++) {
      coach.connection.losePackets(10);
      pair.flow(1, true);
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

  @Test
  void theRelayIsAskedForOnTimeWhenTheTickComesLater() {
    pair.connect();
    coach.link.expect(true);
    client.link.expect(true);
    pair.flow(2, true);
    pair.flow(7, false);
    pair.timers.advance(LinkLadder.RELAY_MILLIS - 7 * Call.TICK_MILLIS - 1);
    assertEquals(LinkPath.DIRECT, coach.link.path());
    pair.timers.advance(1);

    assertEquals(LinkPath.RELAY, coach.link.path());
  }

  @Test
  void whoIsHeardAgainByIceSendsAKeyFrame() {
    pair.connect();
    pair.flow(2, true);
    int before = coach.connection.lines.get(1).limited;
    coach.link.receiveState(LinkPath.DIRECT, LinkQuality.LOST);
    assertEquals(before, coach.connection.lines.get(1).limited);
    coach.link.receiveState(LinkPath.TURN_UDP, LinkQuality.GOOD);
    assertEquals(before + 1, coach.connection.lines.get(1).limited);
    assertEquals(0, coach.connection.lines.get(0).limited, "a voice has none");
    coach.link.receiveState(LinkPath.TURN_UDP, LinkQuality.POOR);

    assertEquals(before + 1, coach.connection.lines.get(1).limited);
  }
}
