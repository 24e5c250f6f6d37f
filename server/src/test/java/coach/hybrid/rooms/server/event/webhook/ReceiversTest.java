package coach.hybrid.rooms.server.event.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real receivers over real HTTP, each bad in its own way: nothing lost, nothing out of order. */
class ReceiversTest {
  private static final int ROOMS = 20;
  private static final int EVENTS = 5;

  @TempDir Path directory;

  private static List<String> row(String roomId, int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(seq -> roomId + "#" + seq).toList();
  }

  private static void assertAllInOrder(Receiver receiver) {
    for (int room = 0; room < ROOMS; room++) {
      assertEquals(row("room" + room, 1, EVENTS), receiver.taken("room" + room));
    }
  }

  private static void happenEverywhere(LiveWebhooks live) {
    for (int seq = 0; seq < EVENTS; seq++) {
      for (int room = 0; room < ROOMS; room++) {
        live.happen("room" + room);
      }
    }
  }

  @Test
  void aReceiverThatFailsEverySecondTimeGetsEverythingInOrder() throws Exception {
    AtomicInteger requests = new AtomicInteger();
    try (LiveWebhooks live = new LiveWebhooks(directory);
        Receiver flaky = new Receiver((_, _) -> requests.incrementAndGet() % 2 == 0 ? 500 : 200)) {
      live.register(flaky.url());
      happenEverywhere(live);
      flaky.awaitTaken(ROOMS * EVENTS);
      assertAllInOrder(flaky);
    }
  }

  @Test
  void aDeadAndASlowReceiverDoNotKeepAnotherWaiting() throws Exception {
    int deadPort;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      deadPort = socket.getLocalPort();
    }
    CountDownLatch never = new CountDownLatch(1);
    try (LiveWebhooks live = new LiveWebhooks(directory);
        Receiver well = Receiver.answering(204);
        Receiver slow =
            new Receiver((_, _) -> {
              never.await();
              return 200;
            })) {
      String dead = live.register("http://127.0.0.1:" + deadPort + "/hook");
      live.register(slow.url());
      live.register(well.url());
      happenEverywhere(live);
      well.awaitTaken(ROOMS * EVENTS);
      assertAllInOrder(well);
      WebhookStatus status = live.webhooks().find(dead);
      assertNotNull(status);
      assertEquals(ROOMS * EVENTS, status.pending());
      try (Receiver back = new Receiver(deadPort, (_, _) -> 200)) {
        back.awaitTaken(ROOMS * EVENTS);
        assertAllInOrder(back);
      }
      never.countDown();
    }
  }

  @Test
  void aServiceThatDiesInBetweenGoesOnWhereItWasAndRepeatsAtMostTheLast() throws Exception {
    try (Receiver receiver = Receiver.answering(200)) {
      try (LiveWebhooks live = new LiveWebhooks(directory)) {
        live.register(receiver.url());
        live.happen("room0");
        live.happen("room0");
        receiver.awaitTaken(2);
        receiver.behave((_, _) -> 503);
        live.happen("room0");
        live.happen("room0");
        receiver.next();
        receiver.next();
        assertEquals("room0#3", receiver.next().id());
        live.die();
      }
      receiver.behave((_, _) -> 200);
      try (LiveWebhooks live = new LiveWebhooks(directory)) {
        live.happen("room0");
        receiver.awaitTaken(3);
        assertEquals(row("room0", 1, 5), receiver.taken("room0").stream().distinct().toList());
        assertEquals(5, receiver.taken("room0").size());
      }
    }
  }

  @Test
  void goneDisablesOverHttpToo() throws Exception {
    try (LiveWebhooks live = new LiveWebhooks(directory);
        Receiver receiver = Receiver.answering(410)) {
      String id = live.register(receiver.url());
      live.happen("room0");
      receiver.next();
      live.await(() -> live.disabled(id) && !live.webhooks().deadLetters(id, null, 9).isEmpty());
      live.happen("room0");
      live.await(() -> live.webhooks().deadLetters(id, null, 9).size() == 2);
      assertFalse(receiver.anyRequest());
    }
  }

  @Test
  void aRedirectIsAFailureAndItsTargetHearsNothing() throws Exception {
    try (LiveWebhooks live = new LiveWebhooks(directory);
        Receiver target = Receiver.answering(200);
        Receiver redirecting =
            new Receiver((exchange, _) -> {
              exchange.getResponseHeaders().set("Location", target.url());
              return 307;
            })) {
      String id = live.register(redirecting.url());
      live.happen("room0");
      redirecting.next();
      redirecting.next();
      assertFalse(target.anyRequest());
      WebhookStatus status = live.webhooks().find(id);
      assertNotNull(status);
      assertEquals(307, status.health().lastStatus());
    }
  }

  @Test
  void aReceiverThatAsksForTimeGetsIt() throws Exception {
    ConcurrentHashMap<Integer, Long> times = new ConcurrentHashMap<>();
    AtomicInteger requests = new AtomicInteger();
    try (LiveWebhooks live = new LiveWebhooks(directory);
        Receiver busy =
            new Receiver((exchange, _) -> {
              int request = requests.incrementAndGet();
              times.put(request, System.nanoTime());
              exchange.getResponseHeaders().set("Retry-After", "1");
              return request == 1 ? 429 : 200;
            })) {
      live.register(busy.url());
      live.happen("room0");
      busy.awaitTaken(1);
      long waited = times.getOrDefault(2, 0L) - times.getOrDefault(1, 0L);
      assertTrue(waited >= 990_000_000L, "only " + Duration.ofNanos(waited));
    }
  }
}
