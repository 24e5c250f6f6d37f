package coach.hybrid.rooms.tools.orb.voice;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ComingVoiceTest {
  private static final short[] SAMPLES = {1, 2, 3};

  @Test
  void whoSpeaksBeforeItIsFoundWaitsForIt() throws Exception {
    CompletableFuture<Voice> found = new CompletableFuture<>();
    ComingVoice voice = new ComingVoice(found::get, () -> {});
    CompletableFuture<short[]> spoken =
        CompletableFuture.supplyAsync(() -> {
          try {
            return voice.speak("Hello.");
          } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
    found.complete(_ -> SAMPLES);

    assertArrayEquals(SAMPLES, spoken.get(10, TimeUnit.SECONDS));
  }

  @Test
  void whoHasNoneIsTold() throws Exception {
    CountDownLatch missing = new CountDownLatch(1);
    ComingVoice voice =
        new ComingVoice(
            () -> {
              throw new IOException("no voice: install espeak-ng");
            },
            missing::countDown);

    assertTrue(missing.await(10, TimeUnit.SECONDS));
    IOException e = assertThrows(IOException.class, () -> voice.speak("Hello."));
    assertEquals("there is no voice", e.getMessage());
    voice.close();
  }
}
