package coach.hybrid.rooms.client.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import coach.hybrid.rooms.client.call.Ending;
import coach.hybrid.rooms.client.call.FakeTimers;
import coach.hybrid.rooms.protocol.ClientMessage;
import coach.hybrid.rooms.protocol.CloseCode;
import coach.hybrid.rooms.protocol.ParticipantType;
import coach.hybrid.rooms.protocol.Protocol;
import coach.hybrid.rooms.protocol.RawJson;
import coach.hybrid.rooms.protocol.Role;
import coach.hybrid.rooms.protocol.ServerMessage;
import coach.hybrid.rooms.protocol.json.MessageCodec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignalClientTest implements SignalClient.Listener {
  private static final int ABNORMAL = 1006;

  /** A socket whose other end is the test. */
  private static final class FakeSocket implements SignalSocket {
    final SignalSocket.Listener listener;
    final List<String> sent = new ArrayList<>();
    int closedWith;

    FakeSocket(SignalSocket.Listener listener) {
      this.listener = listener;
    }

    @Override
    public void send(String text) {
      sent.add(text);
    }

    @Override
    public void close(int code) {
      closedWith = code;
    }

    void receive(ServerMessage message) {
      listener.received(MessageCodec.encode(message));
    }

    /** Opens and lets the client join. */
    void admit() {
      listener.opened();
      receive(new ServerMessage.PeerDiscovery(List.of(), false, 1));
    }

    long pings() {
      return sent.stream().filter(text -> text.contains("\"ping\"")).count();
    }
  }

  private final FakeTimers timers = new FakeTimers();
  private final List<FakeSocket> sockets = new ArrayList<>();
  private final List<String> log = new ArrayList<>();
  private @Nullable Ending doorAnswer;
  private int doorAsked;
  private final SignalClient client =
      new SignalClient(
          new ClientMessage.Join(
              "room", "me", "Me", Role.COACH, ParticipantType.HUMAN, Protocol.VERSION, "i-1"),
          listener -> {
            sockets.add(new FakeSocket(listener));
            return last();
          },
          then -> {
            doorAsked++;
            then.accept(doorAnswer);
          },
          timers,
          bound -> bound / 2,
          this);

  private FakeSocket last() {
    return sockets.get(sockets.size() - 1);
  }

  @Override
  public void joined() {
    log.add("joined");
  }

  @Override
  public void received(ServerMessage message) {}

  @Override
  public void interrupted() {
    log.add("interrupted");
  }

  @Override
  public void ended(Ending ending) {
    log.add("ended " + ending);
  }

  @Override
  public void notUnderstood(String why) {
    log.add("not understood");
  }

  private void join() {
    client.connect();
    last().admit();
  }

  @Test
  void joinsAsSoonAsTheSocketOpens() {
    join();

    assertTrue(last().sent.get(0).contains("\"join\""));
    assertTrue(last().sent.get(0).contains("\"instanceId\":\"i-1\""));
    assertEquals(List.of("joined"), log);
  }

  @Test
  void comesBackAfterALossWithTheSameInstance() {
    join();
    last().listener.closed(ABNORMAL, "");
    timers.advance(500);
    last().admit();

    assertEquals(2, sockets.size());
    assertTrue(last().sent.get(0).contains("\"instanceId\":\"i-1\""));
    assertEquals(List.of("joined", "interrupted", "joined"), log);
  }

  @Test
  void waitsTwiceAsLongEachTimeUpToEightSeconds() {
    join();
    last().listener.closed(ABNORMAL, "");
    for (int wait : new int[] {500, 1_000, 2_000, 4_000, 8_000, 8_000}) {
      int before = sockets.size();
      timers.advance(wait - 1);
      assertEquals(before, sockets.size(), "before " + wait);
      timers.advance(1);
      assertEquals(before + 1, sockets.size(), "after " + wait);
      last().listener.opened();
      last().listener.closed(ABNORMAL, "");
    }
    assertEquals(List.of("joined", "interrupted"), log);
  }

  @Test
  void connectsAtOnceWhenTheNetworkIsBack() {
    join();
    last().listener.closed(ABNORMAL, "");
    client.networkChanged();

    assertEquals(2, sockets.size());
  }

  @Test
  void pingsAndGivesUpASocketThatMissesTwoPongs() {
    join();
    FakeSocket halfOpen = last();
    timers.advance(20_000);
    assertEquals(2, halfOpen.pings());
    assertEquals(0, halfOpen.closedWith);
    timers.advance(10_000);

    assertEquals(CloseCode.TIMEOUT, halfOpen.closedWith);
    assertEquals(List.of("joined", "interrupted"), log);
    halfOpen.receive(new ServerMessage.Pong());
    timers.advance(500);
    assertEquals(2, sockets.size());
  }

  @Test
  void anythingReceivedProvesTheSocketAlive() {
    join();
    for (int i = 0; i < 10; i++) {
      timers.advance(10_000);
      last().receive(new ServerMessage.Pong());
    }

    assertEquals(1, sockets.size());
  }

  @Test
  void probesTheSocketWhenTheNetworkChanged() {
    join();
    client.networkChanged();
    assertEquals(1, last().pings());
    FakeSocket dead = last();
    timers.advance(SignalClient.PROBE_MILLIS);

    assertEquals(List.of("joined", "interrupted"), log);
    assertEquals(CloseCode.TIMEOUT, dead.closedWith);
    assertEquals(2, sockets.size(), "without a pause");
  }

  @Test
  void doubtsAsksOnceAndKeepsASocketThatAnswers() {
    join();
    client.doubt();
    timers.advance(SignalClient.PROBE_MILLIS - 1);
    client.doubt();
    assertEquals(1, last().pings(), "one at a time");
    last().receive(new ServerMessage.Pong());
    timers.advance(1);
    client.doubt();
    assertEquals(2, last().pings());
    last().receive(new ServerMessage.Pong());
    timers.advance(SignalClient.PROBE_MILLIS);

    assertEquals(1, sockets.size());
    timers.advance(SignalClient.PING_MILLIS);
    assertEquals(3, last().pings(), "its own pulse goes on");
  }

  @Test
  void aLineThatIsMerelySlowIsGivenMoreTime() {
    join();
    client.doubt();
    timers.advance(SignalClient.PROBE_MILLIS);
    assertEquals(2, sockets.size());
    last().admit();
    client.doubt();
    timers.advance(2 * SignalClient.PROBE_MILLIS - 1);
    assertEquals(2, sockets.size());
    last().receive(new ServerMessage.Pong());
    timers.advance(1);
    client.doubt();
    timers.advance(SignalClient.PROBE_MILLIS);
    assertEquals(3, sockets.size(), "it had answered: the next doubt is as short as the first");
  }

  @Test
  void anotherNetworkIsAskedAboutEvenWhileADoubtWaits() {
    join();
    client.doubt();
    last().receive(new ServerMessage.Pong());
    timers.advance(500);
    client.networkChanged();
    timers.advance(SignalClient.PROBE_MILLIS);

    assertEquals(2, sockets.size());
  }

  @Test
  void aDoubtBeforeTheSeatIsTakenAsksNothing() {
    client.connect();
    client.doubt();
    timers.advance(SignalClient.PROBE_MILLIS);

    assertEquals(1, sockets.size());
    assertEquals(0, last().pings());
  }

  @Test
  void givesUpASocketThatNeverOpens() {
    client.connect();
    timers.advance(8_500);

    assertEquals(2, sockets.size());
  }

  @ParameterizedTest
  @CsvSource({
    "4409, '', ELSEWHERE",
    "4410, session_completed, COMPLETED",
    "4410, timeout, TIME_UP",
    "4410, error, FAILED",
    "4410, cancelled, CANCELLED",
    "4401, '', LINK_EXPIRED",
    "4403, '', REMOVED",
  })
  void finalCloseCodesEndIt(int code, String reason, Ending ending) {
    join();
    last().listener.closed(code, reason);
    timers.advance(60_000);

    assertEquals(1, sockets.size());
    assertEquals(List.of("joined", "ended " + ending), log);
  }

  @ParameterizedTest
  @CsvSource({"1000", "1001", "1011", "4400", "4408", "4429"})
  void allOtherCloseCodesReconnect(int code) {
    join();
    last().listener.closed(code, "");
    timers.advance(500);

    assertEquals(2, sockets.size());
  }

  @Test
  void asksTheDoorAfterTwoRefusedUpgradesAndBelievesIt() {
    doorAnswer = Ending.LINK_EXPIRED;
    client.connect();
    last().listener.closed(ABNORMAL, "");
    assertEquals(0, doorAsked);
    timers.advance(500);
    last().listener.closed(ABNORMAL, "");
    timers.advance(60_000);

    assertEquals(1, doorAsked);
    assertEquals(2, sockets.size());
    assertEquals(List.of("ended LINK_EXPIRED"), log);
  }

  @Test
  void keepsTryingIfTheDoorKnowsNothingAgainstIt() {
    client.connect();
    last().listener.closed(ABNORMAL, "");
    timers.advance(500);
    last().listener.closed(ABNORMAL, "");
    timers.advance(1_000);

    assertEquals(3, sockets.size());
  }

  @Test
  void descriptionsSentWhileDownFollowTheJoinInOrder() {
    join();
    last().listener.closed(ABNORMAL, "");
    client.send(new ClientMessage.Offer("cleo", new RawJson("{\"n\":1}")));
    client.send(new ClientMessage.SetSpeaking(true));
    client.send(new ClientMessage.IceCandidate("cleo", new RawJson("{\"n\":2}")));
    client.send(new ClientMessage.Offer("gone", new RawJson("{\"n\":3}")));
    client.discard("gone");
    timers.advance(500);
    last().admit();

    List<String> sent = last().sent;
    assertEquals(3, sent.size());
    assertTrue(sent.get(1).contains("\"n\":1"));
    assertTrue(sent.get(2).contains("\"n\":2"));
  }

  @Test
  void whatIsHeldIsBounded() {
    join();
    last().listener.closed(ABNORMAL, "");
    for (int i = 0; i < SignalClient.MAX_HELD + 50; i++) {
      client.send(new ClientMessage.IceCandidate("cleo", new RawJson("{\"n\":" + i + "}")));
    }
    timers.advance(500);
    last().admit();

    assertEquals(1 + SignalClient.MAX_HELD, last().sent.size());
    assertTrue(last().sent.get(1).contains("\"n\":50}"));
  }

  @Test
  void leavingIsSaidAndFinal() {
    join();
    client.leave();
    last().listener.closed(1000, "");
    timers.advance(60_000);

    assertTrue(last().sent.get(1).contains("\"leave\""));
    assertEquals(CloseCode.NORMAL, last().closedWith);
    assertEquals(1, sockets.size());
    assertEquals(List.of("joined"), log);
  }

  @Test
  void unknownTypesAreIgnoredAndGarbageIsReported() {
    join();
    last().listener.received("{\"type\":\"from-the-future\"}");
    last().listener.received("garbage");

    assertEquals(List.of("joined", "not understood"), log);
  }

  @Test
  void aDroppedSocketIsNotHeardAnyMore() {
    join();
    FakeSocket old = last();
    timers.advance(30_000);
    timers.advance(500);
    last().admit();
    old.listener.closed(CloseCode.REPLACED, "");

    assertEquals(List.of("joined", "interrupted", "joined"), log);
  }
}
