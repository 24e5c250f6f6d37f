package coach.hybrid.rooms.tools.soak;

import coach.hybrid.rooms.tools.orb.voice.Voice;
import coach.hybrid.rooms.tools.orb.voice.Voices;
import java.io.IOException;
import java.util.Map;

/**
 * Words without an end, for everybody: who speaks is a matter of whose microphone is on. Pulled by
 * the audio device's thread only.
 */
final class Speech {
  private static final String TEXT =
      "last week I tried what we had talked about and it went better than I thought it would and"
          + " then on Thursday my manager asked me whether I could take over the other team as well"
          + " and I said that I would have to sleep on it because it is a lot of work and I do not"
          + " want to lose the evenings with my children again as I did in the year before last";

  private final short[] samples;
  private int next;

  private Speech(short[] samples) {
    this.samples = samples;
  }

  static Speech synthesized() throws IOException, InterruptedException {
    try (Voice voice = Voices.find(Map.of("PATH", System.getenv("PATH")), "espeak")) {
      return new Speech(voice.speak(TEXT));
    }
  }

  /** Fills the buffer, 16-bit little-endian mono. */
  void pull(byte[] buffer, int count) {
    for (int i = 0; i < count; i++) {
      short sample = samples[next];
      next = (next + 1) % samples.length;
      buffer[2 * i] = (byte) sample;
      buffer[2 * i + 1] = (byte) (sample >> 8);
    }
  }
}
