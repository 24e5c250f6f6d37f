package coach.hybrid.rooms.server.transcription.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import coach.hybrid.rooms.server.config.Secret;
import coach.hybrid.rooms.server.transcription.SpeechEngine;
import coach.hybrid.rooms.server.transcription.Transcriber;
import coach.hybrid.rooms.server.transcription.TranscriptionException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a service of ours that answers as OpenAI's does. */
class RemoteEngineTest {
  private static final float[] SAMPLES = new float[16_000];

  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private final List<String> keys = new CopyOnWriteArrayList<>();
  private final CountDownLatch never = new CountDownLatch(1);
  private volatile int status = 200;
  private volatile String answer = "{\"text\": \" Hello there. \"}";
  private volatile boolean silent;
  private HttpServer service;

  @BeforeEach
  void open() throws IOException {
    service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    service.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    service.createContext("/v1/audio/transcriptions", this::transcribe);
    service.start();
  }

  @AfterEach
  void close() {
    never.countDown();
    service.stop(0);
  }

  private void transcribe(HttpExchange exchange) throws IOException {
    bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
    keys.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
    if (silent) {
      try {
        never.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    byte[] octets = answer.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, octets.length);
    exchange.getResponseBody().write(octets);
    exchange.close();
  }

  private RemoteEngine engine(@Nullable SpeechEngine fallback) {
    return engine(fallback, Duration.ofSeconds(20));
  }

  private RemoteEngine engine(@Nullable SpeechEngine fallback, Duration timeout) {
    URI url = URI.create("http://127.0.0.1:" + service.getAddress().getPort());
    return new RemoteEngine(url, new Secret("key-1"), "whisper-1", timeout, fallback);
  }

  private static SpeechEngine embedded() {
    return new SpeechEngine() {
      @Override
      public String describe() {
        return "embedded";
      }

      @Override
      public boolean understands(String lang) {
        return lang.equals("en");
      }

      @Override
      public Transcriber newTranscriber() {
        return new Transcriber() {
          @Override
          public String transcribe(float[] samples, String lang) {
            return "by itself";
          }

          @Override
          public void close() {
            // Nothing is open.
          }
        };
      }

      @Override
      public void close() {
        // Nothing is open.
      }
    };
  }

  @Test
  void theServiceIsAskedWithModelLanguageAndSound() throws Exception {
    try (RemoteEngine engine = engine(null);
        Transcriber transcriber = engine.newTranscriber()) {
      assertEquals("Hello there.", transcriber.transcribe(SAMPLES, "en-GB"));
    }
    String body = bodies.getFirst();
    assertTrue(body.contains("name=\"model\"\r\n\r\nwhisper-1\r\n"), body);
    assertTrue(body.contains("name=\"language\"\r\n\r\nen\r\n"));
    assertTrue(body.contains("filename=\"speech.wav\"\r\nContent-Type: audio/wav\r\n\r\nRIFF"));
    assertTrue(body.length() > 32_000);
    assertEquals(List.of("Bearer key-1"), keys);
  }

  @Test
  void whileItFailsTheEmbeddedEngineWritesAndItIsSpared() throws Exception {
    status = 500;
    try (RemoteEngine engine = engine(embedded());
        Transcriber transcriber = engine.newTranscriber()) {
      for (int i = 0; i < 10; i++) {
        assertEquals("by itself", transcriber.transcribe(SAMPLES, "en"));
      }
      assertFalse(engine.isReached());
    }
    assertEquals(3, bodies.size());
  }

  @Test
  void aServiceThatDoesNotAnswerIsNotWaitedFor() throws Exception {
    silent = true;
    try (RemoteEngine engine = engine(embedded(), Duration.ofMillis(200));
        Transcriber transcriber = engine.newTranscriber()) {
      assertEquals("by itself", transcriber.transcribe(SAMPLES, "en"));
    }
  }

  @Test
  void withoutAnEmbeddedEngineAFailureIsAFailure() throws Exception {
    status = 503;
    try (RemoteEngine engine = engine(null);
        Transcriber transcriber = engine.newTranscriber()) {
      assertThrows(TranscriptionException.class, () -> transcriber.transcribe(SAMPLES, "en"));
    }
  }

  @Test
  void aLanguageTheEmbeddedEngineDoesNotKnowIsNotGivenToIt() throws Exception {
    status = 500;
    try (RemoteEngine engine = engine(embedded());
        Transcriber transcriber = engine.newTranscriber()) {
      assertThrows(TranscriptionException.class, () -> transcriber.transcribe(SAMPLES, "de"));
    }
  }

  @Test
  void oneUtteranceItDoesNotLikeDoesNotCountAgainstIt() throws Exception {
    status = 400;
    try (RemoteEngine engine = engine(embedded());
        Transcriber transcriber = engine.newTranscriber()) {
      for (int i = 0; i < 5; i++) {
        assertEquals("by itself", transcriber.transcribe(SAMPLES, "en"));
      }
      assertTrue(engine.isReached());
    }
  }

  @Test
  void anAnswerWithoutATextIsAFailure() throws Exception {
    for (String wrong : List.of("no JSON", "{}", "[]", "{\"text\": {}}")) {
      answer = wrong;
      try (RemoteEngine engine = engine(null);
          Transcriber transcriber = engine.newTranscriber()) {
        assertThrows(
            TranscriptionException.class, () -> transcriber.transcribe(SAMPLES, "en"), wrong);
      }
    }
  }

  @Test
  void theAddressMayBeGivenInAnyWay() {
    String whole = "https://ai.example/v1/audio/transcriptions";
    for (String given :
        List.of("https://ai.example", "https://ai.example/", "https://ai.example/v1", whole)) {
      assertEquals(URI.create(whole), RemoteCall.endpoint(URI.create(given)));
    }
  }
}
