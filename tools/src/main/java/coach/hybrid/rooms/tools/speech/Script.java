package coach.hybrid.rooms.tools.speech;

import coach.hybrid.rooms.tools.orb.voice.Onset;
import coach.hybrid.rooms.tools.orb.voice.Voice;
import coach.hybrid.rooms.tools.orb.voice.Voices;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Sentences with exact silences between, as 16 kHz samples.
 *
 * @param ends where each sentence ends, in samples
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record Script(short[] samples, List<String> sentences, List<Integer> ends) {
  static final int SAMPLES_PER_SECOND = 16_000;

  private static final int DECIMATION = Voice.SAMPLES_PER_SECOND / SAMPLES_PER_SECOND;
  private static final List<String> WORDS =
      List.of(
          "I have been thinking about what we talked about last week.",
          "The new job is exciting, but I am afraid of leaving my team.",
          "Every morning I write down three things that went well.",
          "My manager said that I should speak up more in meetings.",
          "What would you do if nobody could be disappointed?",
          "I will send you the list of my goals before Friday.",
          "It felt good to say no to something for the first time.",
          "Perhaps I am more tired than I want to admit.");

  Script {
    sentences = List.copyOf(sentences);
    ends = List.copyOf(ends);
  }

  /** Spoken by the best voice of this machine, with so much silence after each sentence. */
  static Script speak(int silenceMillis) throws IOException, InterruptedException {
    List<short[]> parts = new ArrayList<>();
    List<Integer> ends = new ArrayList<>();
    short[] silence = new short[SAMPLES_PER_SECOND / 1_000 * silenceMillis];
    int length = silence.length;
    parts.add(silence);
    try (Voice voice = Voices.find(System.getenv(), "default")) {
      for (String sentence : WORDS) {
        short[] said = decimated(Onset.trimmed(voice.speak(sentence)));
        length += said.length;
        ends.add(length);
        parts.add(said);
        parts.add(silence);
        length += silence.length;
      }
    }
    short[] all = new short[length];
    int at = 0;
    for (short[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return new Script(all, WORDS, ends);
  }

  /** Means of three: voices end well below what this folds back. */
  private static short[] decimated(short[] samples) {
    short[] fewer = new short[samples.length / DECIMATION];
    for (int i = 0; i < fewer.length; i++) {
      int sum = 0;
      for (int j = 0; j < DECIMATION; j++) {
        sum += samples[i * DECIMATION + j];
      }
      fewer[i] = (short) (sum / DECIMATION);
    }
    return fewer;
  }
}
