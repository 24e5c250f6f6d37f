package coach.hybrid.rooms.server;

import static coach.hybrid.rooms.server.FakeEventFeed.ROOM;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import coach.hybrid.rooms.server.auth.ApiKeys;
import coach.hybrid.rooms.server.config.Secret;
import coach.hybrid.rooms.server.config.SocketConfig;
import coach.hybrid.rooms.server.signal.EventsEndpoint;
import coach.hybrid.rooms.server.socket.OpenSockets;
import coach.hybrid.rooms.server.socket.SilentWatch;
import coach.hybrid.rooms.server.socket.SocketHandler;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.NetworkConnector;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code /events/{roomId}} on a real port, with the events in the test's hand. */
@Timeout(value = 15, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // Heartbeats never end.
class EventsSocketTest {
  private static final String KEY = "key-of-the-main-app";
  private static final String PATH = "/events/" + ROOM;

  private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private final FakeEventFeed feed = new FakeEventFeed();
  private final FakeClock clock = new FakeClock();
  private final SocketConfig config =
      new SocketConfig(Duration.ofDays(1), Duration.ofDays(2), 20, 1, Duration.ofMillis(20), false);
  private final OpenSockets sockets =
      new OpenSockets(config, clock, scheduler, workers, new SilentWatch());
  private final Server server = new Server(0);

  @BeforeEach
  void start() throws Exception {
    ApiKeys keys = new ApiKeys(List.of(new Secret(KEY)));
    server.setHandler(
        new SocketHandler(
            List.of(new EventsEndpoint(keys, feed, config, sockets, clock)),
            sockets,
            new Handler.Wrapper()));
    server.start();
  }

  @AfterEach
  void stop() throws Exception {
    server.stop();
    scheduler.shutdownNow();
    workers.close();
  }

  private int port() {
    return ((NetworkConnector) server.getConnectors()[0]).getLocalPort();
  }

  private RawSocket open(String query, String... headers) throws IOException {
    return RawSocket.open(port(), PATH + query, headers);
  }

  private static void await(BooleanSupplier happened) {
    long patience = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!happened.getAsBoolean()) {
      assertTrue(System.nanoTime() < patience, "did not happen");
      Thread.onSpinWait();
    }
  }

  private static long nextEvent(RawSocket socket) throws IOException {
    return socket.readUntil("participant-joined").get("seq").getAsLong();
  }

  private JsonObject refusal(String target, int status) throws IOException {
    try (RawSocket refused = RawSocket.open(port(), target)) {
      assertEquals(status, refused.status(), refused.body());
      return JsonParser.parseString(refused.body()).getAsJsonObject();
    }
  }

  private String code(String target, int status) throws IOException {
    return refusal(target, status).get("code").getAsString();
  }

  @Test
  void aFollowerGetsWhatHappensFromNowOn() throws Exception {
    feed.begin(4);
    try (RawSocket socket = open("?token=" + KEY)) {
      assertEquals(4, socket.readUntil("heartbeat").get("seq").getAsLong());
      feed.happen();
      feed.happen();
      assertEquals(5, nextEvent(socket));
      assertEquals(6, nextEvent(socket));
    }
  }

  @Test
  void withSinceItGetsWhatItMissedFirst() throws Exception {
    feed.begin(3);
    try (RawSocket socket = open("?since=1", "Authorization: bearer " + KEY)) {
      assertEquals(2, nextEvent(socket));
      assertEquals(3, nextEvent(socket));
      feed.happen();
      assertEquals(4, nextEvent(socket));
    }
  }

  @Test
  void aWholeSessionIsReplayedToWhoeverReadsIt() throws Exception {
    feed.begin(10_000);
    try (RawSocket socket = open("?since=0&token=" + KEY)) {
      for (int seq = 1; seq <= 10_000; seq++) {
        assertEquals(seq, nextEvent(socket));
      }
    }
  }

  @Test
  void theHeartbeatSaysHowFarTheRoomIsAndWhatTimeItIs() throws Exception {
    feed.begin(7);
    try (RawSocket socket = open("?token=" + KEY)) {
      assertEquals(
          "{\"type\":\"heartbeat\",\"seq\":7,\"data\":{\"roomId\":\"room-1\",\"timestamp\":\""
              + clock.instant().toString().replace("Z", ".000Z")
              + "\"}}",
          socket.readMessage().toString());
      socket.readUntil("heartbeat");
    }
  }

  @Test
  void withoutAKeyNothingIsSaidAboutRooms() throws Exception {
    assertEquals("unauthorized", code(PATH, 401));
    assertEquals("unauthorized", code(PATH + "?token=another", 401));
    assertEquals("unauthorized", code("/events/gone?token=another", 401));
    assertEquals("unauthorized", code("/events/gone?token=another&since=x", 401));
  }

  @Test
  void aRoomThatIsNotThereIsNotFound() throws Exception {
    assertEquals("room-not-found", code("/events/gone?token=" + KEY, 404));
  }

  @Test
  void sinceIsAWholeNumber() throws Exception {
    for (String since : List.of("-1", "x", "1.5", "", "9999999999999999999", "%2B1")) {
      JsonObject problem = refusal(PATH + "?token=" + KEY + "&since=" + since, 400);
      assertEquals("invalid-request", problem.get("code").getAsString(), since);
      assertTrue(problem.get("errors").toString().contains("since"));
    }
  }

  @Test
  void aLostSocketFollowsNoLonger() throws Exception {
    try (RawSocket socket = open("?token=" + KEY)) {
      socket.readUntil("heartbeat");
      assertEquals(1, feed.subscribers());
      socket.frame(RawSocket.CLOSE, true, new byte[] {0x03, (byte) 0xe8});
      assertEquals(1000, socket.readCloseCode());
      assertTrue(socket.isAtEnd());
    }
    // The server hangs up before it says so to itself.
    await(() -> sockets.count() == 0 && feed.subscribers() == 0);
  }

  @Test
  void whenTheFeedEndsTheSocketClosesWithItsCode() throws Exception {
    try (RawSocket socket = open("?token=" + KEY)) {
      socket.readUntil("heartbeat");
      feed.followers.getFirst().subscriber.close(1000, "the room is gone");
      RawSocket.Frame close = socket.readClose();
      assertEquals(1000, close.closeCode());
      assertEquals("the room is gone", close.closeReason());
    }
  }

  @Test
  void whatAFollowerSaysIsIgnoredAndBounded() throws Exception {
    try (RawSocket socket = open("?token=" + KEY)) {
      socket.text("hello");
      feed.happen();
      assertEquals(1, nextEvent(socket));
      socket.pour("hello", 30);
      assertEquals(4429, socket.readCloseCode());
    }
    try (RawSocket socket = open("?token=" + KEY)) {
      socket.text("x".repeat(5_000));
      assertEquals(1009, socket.readCloseCode());
    }
  }

  @Test
  void whoeverReadsTooSlowlyIsCutOffAndComesBackWithSince() throws Exception {
    feed.begin(200_000);
    try (RawSocket socket = open("?since=0&token=" + KEY)) {
      assertEquals(1, nextEvent(socket));
      await(() -> sockets.count() == 0);
    }
    try (RawSocket socket = open("?since=199999&token=" + KEY)) {
      assertEquals(200_000, nextEvent(socket));
    }
  }

  @Test
  void oneThatIsComingInWhileTheServiceStopsIsSentAwayAndTheNextIsNotLetIn() throws Exception {
    Semaphore subscribed = new Semaphore(0);
    Semaphore stopped = new Semaphore(0);
    feed.beforeSubscribing(() -> {
      subscribed.release();
      stopped.acquireUninterruptibly();
    });
    Thread stopping =
        Thread.ofVirtual()
            .start(() -> {
              subscribed.acquireUninterruptibly();
              sockets.stop();
              stopped.release(10);
            });
    try (RawSocket socket = open("?token=" + KEY)) {
      assertEquals(101, socket.status());
      RawSocket.Frame close = socket.readClose();
      assertEquals(1001, close.closeCode());
      assertEquals("service restarts, reconnect", close.closeReason());
    }
    stopping.join();
    try (RawSocket refused = open("?token=" + KEY)) {
      assertEquals(503, refused.status());
      assertTrue(refused.body().contains("\"stopping\""), refused.body());
      assertTrue(refused.head().contains("Retry-After: "), refused.head());
    }
  }
}
