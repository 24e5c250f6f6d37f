package coach.hybrid.rooms.server.event.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import coach.hybrid.rooms.server.FakeClock;
import coach.hybrid.rooms.server.config.WebhookConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JettySenderTest {
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private JettySender sender;

  @BeforeEach
  void open() throws Exception {
    sender = sender("127.0.0.1", Duration.ofSeconds(10));
  }

  @AfterEach
  void close() {
    sender.close();
    workers.shutdownNow();
  }

  private JettySender sender(String allowed, Duration timeout) throws Exception {
    WebhookConfig config =
        new WebhookConfig(LiveWebhooks.allowing(allowed).allowedHosts(), timeout, timeout);
    return new JettySender(config, workers, new FakeClock(), "1.2.3");
  }

  private Answer send(String url) {
    return sender
        .send(new Envelope(URI.create(url), Map.of("webhook-id", "evt_1"), "{\"a\":\"é😀\"}"))
        .join();
  }

  @Test
  void whatIsSentIsTheBodyAndTheHeadersAndNoMore() throws Exception {
    try (Receiver receiver = Receiver.answering(200)) {
      Answer answer = send(receiver.url() + "?a=b");
      assertTrue(answer.delivered());
      Receiver.Request request = receiver.next();
      assertEquals("{\"a\":\"é😀\"}", request.body());
      assertEquals("POST", request.exchange().getRequestMethod());
      assertEquals("/hook?a=b", request.exchange().getRequestURI().toString());
      assertEquals("application/json", request.header("Content-Type"));
      assertEquals("hybrid-rooms/1.2.3", request.header("User-Agent"));
      assertEquals("evt_1", request.header("webhook-id"));
      assertNull(request.header("Accept-Encoding"));
    }
  }

  @Test
  void redirectsAreNotFollowedAndCookiesNotKept() throws Exception {
    try (Receiver receiver =
        new Receiver((exchange, _) -> {
          exchange.getResponseHeaders().set("Location", "/elsewhere");
          exchange.getResponseHeaders().set("Set-Cookie", "a=b");
          return 302;
        })) {
      assertEquals(302, send(receiver.url()).status());
      assertFalse(send(receiver.url()).delivered());
      assertEquals("/hook", receiver.next().path());
      Receiver.Request second = receiver.next();
      assertEquals("/hook", second.path());
      assertNull(second.header("Cookie"));
      assertFalse(receiver.anyRequest());
    }
  }

  @Test
  void statusesArriveAsTheyAreAlsoThoseThatAskForSomething() throws Exception {
    for (int status : new int[] {204, 401, 407, 410, 417, 500}) {
      try (Receiver receiver = Receiver.answering(status)) {
        assertEquals(status, send(receiver.url()).status());
      }
    }
  }

  @Test
  void onlySomeStatusesMayAskForTime() throws Exception {
    for (int status : new int[] {429, 503, 500}) {
      try (Receiver receiver =
          new Receiver((exchange, _) -> {
            exchange.getResponseHeaders().set("Retry-After", "Sat, 31 Jan 2026 15:02:00 GMT");
            return status;
          })) {
        assertEquals(
            status == 500 ? null : Duration.ofMinutes(2), send(receiver.url()).retryAfter());
      }
    }
  }

  @Test
  void aLongAnswerIsCutOffAndItsStatusCounts() throws Exception {
    byte[] block = new byte[100_000];
    Arrays.fill(block, (byte) 'x');
    try (Receiver receiver =
        new Receiver((exchange, _) -> {
          exchange.sendResponseHeaders(200, 0);
          try {
            for (int i = 0; i < 1_000; i++) {
              exchange.getResponseBody().write(block);
            }
          } catch (IOException e) {
            return 200; // Cut off, as it should be.
          }
          throw new IOException("all of it was read");
        })) {
      assertTrue(send(receiver.url()).delivered());
    }
  }

  @Test
  void aReceiverThatDoesNotAnswerIsGivenUpInTime() throws Exception {
    sender.close();
    sender = sender("127.0.0.1", Duration.ofMillis(300));
    CountDownLatch never = new CountDownLatch(1);
    try (Receiver receiver =
        new Receiver((_, _) -> {
          never.await();
          return 200;
        })) {
      Answer answer = send(receiver.url());
      assertEquals(0, answer.status());
      assertEquals("no answer in time", answer.failure());
      assertTrue(answer.took().compareTo(Duration.ofSeconds(5)) < 0, answer.toString());
      never.countDown();
    }
  }

  @Test
  void aPortWhereNobodyListensIsAFailureInWords() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    assertEquals("the connection was refused", send("http://127.0.0.1:" + port + "/").failure());
  }

  @Test
  void aReceiverThatHangsUpIsAFailureInWords() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Void> hungUp =
          CompletableFuture.runAsync(() -> {
            try (Socket caller = socket.accept()) {
              caller.getInputStream().read();
              caller.shutdownOutput();
              caller.getInputStream().readAllBytes();
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
      String url = "http://127.0.0.1:" + socket.getLocalPort() + "/";
      assertEquals("the receiver closed the connection", send(url).failure());
      hungUp.join();
    }
  }

  @Test
  void aNameThatLeadsIntoThePrivateNetworkIsRefusedAfterItWasLookedUp() throws Exception {
    sender.close();
    sender = sender("10.9.9.9", Duration.ofSeconds(10));
    try (Receiver receiver = Receiver.answering(200)) {
      for (String host : new String[] {"localhost", "127.0.0.1", "2130706433", "[::1]"}) {
        Answer answer = send("http://" + host + ":" + receiver.port() + "/hook");
        String failure = answer.failure();
        assertNotNull(failure);
        assertTrue(failure.endsWith("is no public address"), host + ": " + failure);
      }
      assertFalse(receiver.anyRequest());
    }
  }

  @Test
  void aNameThatIsAllowedMayLeadThere() throws Exception {
    sender.close();
    try (Receiver receiver = Receiver.answering(200)) {
      sender = sender("localhost:" + receiver.port(), Duration.ofSeconds(10));
      assertTrue(send("http://localhost:" + receiver.port() + "/hook").delivered());
      assertFalse(send(receiver.url()).delivered());
    }
  }

  @Test
  void aNameThatIsNotKnownIsAFailure() {
    assertFalse(send("http://no-such-host.invalid/").delivered());
  }

  @Test
  void tlsIsNotAcceptedFromWhoeverCannotProveHisName() throws Exception {
    try (Receiver plain = Receiver.answering(200)) {
      Answer answer = send("https://127.0.0.1:" + plain.port() + "/hook");
      assertEquals(0, answer.status());
      assertFalse(answer.delivered());
    }
  }
}
