package coach.hybrid.rooms.server.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.junit.jupiter.api.Test;

class OutboundQueueTest {
  private final FakeSession session = new FakeSession();
  private static final SocketLimits LIMITS =
      new SocketLimits("test", 64 * 1024, false, 512, 2 * 1024 * 1024);

  private final OutboundQueue queue = new OutboundQueue(session, LIMITS);

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void oneFrameIsUnderWayAtATimeAndOrderIsKept() {
    queue.send("a");
    queue.send("b");
    assertEquals(List.of("a"), session.sent);
    session.take();
    assertEquals(List.of("a", "b"), session.sent);
  }

  @Test
  void closeWaitsForWhatWasSentBeforeAndNothingFollowsIt() {
    queue.send("a");
    queue.close(4410, "over");
    queue.send("late");
    queue.pong(bytes("late"));
    queue.close(1000, "again");
    session.takeAll();
    assertEquals(List.of("a", "close 4410"), session.sent);
    assertTrue(queue.isClosing());
  }

  @Test
  void aFeedIsAskedOnlyWhenThePeerCanTakeTheNextAndNothingElseWaits() {
    List<String> fed = new ArrayList<>(List.of("1", "2", "3"));
    queue.feedFrom(() -> fed.isEmpty() ? null : new SocketMessage.Binary(bytes(fed.removeFirst())));
    queue.feedHasMore();
    assertEquals(List.of("1"), session.sent);
    queue.feedHasMore();
    assertEquals(List.of("2", "3"), fed);
    queue.pong(bytes("p"));
    session.take();
    session.take();
    assertEquals(List.of("1", "pong p", "2"), session.sent);
    queue.close(4409, "elsewhere");
    session.takeAll();
    assertEquals(List.of("1", "pong p", "2", "close 4409"), session.sent);
    queue.feedHasMore();
    assertEquals(List.of("3"), fed);
  }

  @Test
  void aPeerThatReadsTooSlowlyIsCutOffByNumber() {
    for (int i = 0; i < 513; i++) {
      queue.send("m");
    }
    assertFalse(session.aborted);
    queue.send("one too many");
    assertTrue(session.aborted);
    session.takeAll();
    assertEquals(List.of("m"), session.sent);
  }

  @Test
  void aPeerThatReadsTooSlowlyIsCutOffByLength() {
    String megabyte = "x".repeat(1024 * 1024);
    queue.send("under way");
    queue.send(megabyte);
    queue.send(megabyte);
    assertFalse(session.aborted);
    queue.send("x");
    assertTrue(session.aborted);
  }

  @Test
  void whatHasLeftMakesRoom() {
    for (int i = 0; i < 2_000; i++) {
      queue.send("x".repeat(10_000));
      session.take();
    }
    assertFalse(session.aborted);
    assertEquals(2_000, session.sent.size());
  }

  @Test
  void pingsAreAnsweredInOrderAndBeforeWhatWaits() {
    queue.send("a");
    queue.send("b");
    queue.pong(bytes("1"));
    queue.pong(bytes("2"));
    session.takeAll();
    assertEquals(List.of("a", "pong 1", "pong 2", "b"), session.sent);
  }

  @Test
  void ofAFloodOfPingsOnlyTheLastFewAreAnswered() {
    queue.send("a");
    for (int i = 0; i < 10_000; i++) {
      queue.pong(bytes("p" + i));
    }
    queue.send("b");
    session.takeAll();
    assertEquals(18, session.sent.size());
    assertEquals("pong p9984", session.sent.get(1));
    assertEquals("pong p9999", session.sent.get(16));
  }

  @Test
  void aCloseIsAnsweredAfterWhatWaitsAndThenTheFrameIsDone() {
    List<String> done = new ArrayList<>();
    queue.send("a");
    queue.send("b");
    queue.answerClose(new CloseStatus(1000), Callback.from(() -> done.add("done"), _ -> {}));
    assertEquals(List.of("a"), session.sent);
    assertEquals(List.of(), done);
    session.takeAll();
    assertEquals(List.of("a", "b", "close 1000"), session.sent);
    assertEquals(List.of("done"), done);
  }

  @Test
  void aCloseThatAnswersOursIsDoneAtOnce() {
    List<String> done = new ArrayList<>();
    queue.send("a");
    queue.close(4410, "over");
    queue.answerClose(new CloseStatus(4410), Callback.from(() -> done.add("done"), _ -> {}));
    assertEquals(List.of("done"), done);
    session.takeAll();
    assertEquals(List.of("a", "close 4410"), session.sent);
  }

  @Test
  void aBrokenSocketTakesNothingMore() {
    queue.send("a");
    queue.send("b");
    session.breakDown();
    queue.send("c");
    assertTrue(session.aborted);
    assertEquals(List.of("a"), session.sent);
  }
}
