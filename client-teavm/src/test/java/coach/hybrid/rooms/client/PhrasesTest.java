package coach.hybrid.rooms.client;

import static org.junit.jupiter.api.Assertions.assertTrue;

import coach.hybrid.rooms.client.call.Ending;
import coach.hybrid.rooms.client.call.MediaDevices;
import coach.hybrid.rooms.client.call.OrbControls;
import coach.hybrid.rooms.protocol.AiState;
import coach.hybrid.rooms.protocol.OrbAction;
import coach.hybrid.rooms.protocol.OrbState;
import coach.hybrid.rooms.protocol.TranscriptionState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page has words for everything that the client may want to say by name. */
class PhrasesTest {
  private final String page = read();

  private static String read() {
    try {
      return Files.readString(Path.of("..", "static", "room.html"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void assertPhrase(String name) {
    assertTrue(page.contains("<p data-part=\"" + name + "\">"), "no words for " + name);
  }

  @Test
  void everyEndingHasATitleAndAnAdvice() {
    for (Ending ending : Ending.values()) {
      assertPhrase("title-" + ending.name());
      assertPhrase("advice-" + ending.name());
    }
  }

  @Test
  void everyStateOfTheAssistantHasWords() {
    for (OrbState state : OrbState.values()) {
      assertPhrase("orb-" + state.wireName());
      OrbAction next = OrbControls.next(state);
      assertPhrase(next == null ? "do" : "do-" + next.wireName());
    }
    for (AiState state : AiState.values()) {
      assertPhrase("ai-" + state.wireName());
    }
  }

  @Test
  void everyStateOfTheTranscriptionHasWords() {
    for (TranscriptionState state : TranscriptionState.values()) {
      assertPhrase("transcription-" + state.wireName());
      assertPhrase("transcript-" + state.wireName());
    }
    assertPhrase("transcription-withheld");
    assertPhrase("transcript-loading");
  }

  @Test
  void everyStateOfALinkHasWords() {
    for (String state : new String[] {"good", "poor", "poor-relay", "connecting", "reconnecting"}) {
      assertPhrase("link-" + state);
    }
    for (String name : new String[] {"link-relay", "link-unreachable", "link", "way"}) {
      assertPhrase(name);
    }
    for (String name : new String[] {"way-none", "way-direct", "way-relay", "unreachable"}) {
      assertPhrase(name);
    }
    for (String name : new String[] {"interrupted", "interrupted-heard", "unheard"}) {
      assertPhrase(name);
    }
    for (String name : new String[] {"held-back", "picture-paused", "picture-back"}) {
      assertPhrase(name);
    }
  }

  @Test
  void everyWayToLoseADeviceHasWords() {
    for (String device : new String[] {"lost-camera", "lost-microphone"}) {
      assertPhrase(device);
      assertPhrase(device + "-REPLACED");
      assertPhrase(device + "-" + MediaDevices.Failure.DENIED);
      assertPhrase(device + "-" + MediaDevices.Failure.MISSING);
    }
  }

  @Test
  void whatIsNotKnownByNameHasGeneralWords() {
    for (String name : new String[] {"way", "title", "advice", "button", "ai", "do", "deaf"}) {
      assertPhrase(name);
    }
  }
}
