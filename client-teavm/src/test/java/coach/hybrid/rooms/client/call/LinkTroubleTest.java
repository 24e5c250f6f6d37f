package coach.hybrid.rooms.client.call;

import static org.junit.jupiter.api.Assertions.assertEquals;

import coach.hybrid.rooms.client.call.PeerConnection.ConnectionState;
import coach.hybrid.rooms.client.call.PeerConnection.SignalingState;
import org.junit.jupiter.api.Test;

/** What two links do when packets or answers stop coming: which of them restarts ICE, and when. */
class LinkTroubleTest {
  private final LinkPair pair = new LinkPair();
  private final LinkPair.Side coach = pair.coach;
  private final LinkPair.Side client = pair.client;

  @Test
  void aLostAnswerIsOvercomeByTheWatchdog() {
    coach.link.start();
    coach.connection.settle();
    coach.wire.clear();
    pair.tick(9);
    assertEquals(1, coach.offers());
    pair.tick(2);
    pair.settle();

    assertEquals(2, coach.offers());
    assertEquals(1, coach.connection.iceRestarts);
    assertEquals(SignalingState.STABLE, coach.connection.signaling);
  }

  @Test
  void missingPacketsRestartIceFromTheFirstOffererOnly() {
    pair.connect();
    for (int i = 0; i < 4; i++) {
      coach.connection.receivePackets(25);
      client.connection.receivePackets(25);
      pair.tick(1);
    }
    assertEquals(LinkState.CONNECTED, coach.link.state());
    pair.tick(4);
    pair.settle();

    assertEquals(LinkState.RECONNECTING, coach.link.state());
    assertEquals(LinkState.RECONNECTING, client.link.state());
    assertEquals(1, coach.connection.iceRestarts);
    assertEquals(0, client.connection.iceRestarts);
    assertEquals(2_000, coach.link.troubledMillis());
  }

  @Test
  void theOtherSideRestartsIfTheFirstOffererDoesNot() {
    pair.connect();
    client.connection.receivePackets(25);
    client.link.tick();
    for (int i = 0; i < 9; i++) {
      pair.timers.advance(Call.TICK_MILLIS);
      client.link.tick();
    }

    assertEquals(1, client.connection.iceRestarts);
  }

  @Test
  void packetsThatComeBackEndTheTrouble() {
    pair.connect();
    coach.connection.receivePackets(25);
    pair.tick(6);
    assertEquals(LinkState.RECONNECTING, coach.link.state());

    coach.connection.receivePackets(25);
    pair.tick(1);

    assertEquals(LinkState.CONNECTED, coach.link.state());
    assertEquals(0, coach.link.troubledMillis());
  }

  @Test
  void somebodyWhoSendsNothingIsNotMissed() {
    pair.connect();
    pair.tick(20);

    assertEquals(LinkState.CONNECTED, coach.link.state());
    assertEquals(0, coach.connection.iceRestarts);
  }

  @Test
  void aDisconnectedPathIsRestartedWithGrowingPauses() {
    pair.connect();
    pair.tick(1);
    coach.connection.connection = ConnectionState.DISCONNECTED;
    pair.tick(1);
    assertEquals(1, coach.connection.iceRestarts);
    pair.tick(9);
    assertEquals(1, coach.connection.iceRestarts);
    pair.tick(1);
    assertEquals(2, coach.connection.iceRestarts);
    pair.tick(19);
    assertEquals(2, coach.connection.iceRestarts);
    pair.tick(1);
    assertEquals(3, coach.connection.iceRestarts);
  }
}
