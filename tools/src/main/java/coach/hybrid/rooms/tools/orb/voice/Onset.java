package coach.hybrid.rooms.tools.orb.voice;

import java.util.Arrays;

/**
 * Where a clip begins to be heard. Engines put up to a fifth of a second of silence in front of a
 * sentence, which a listener takes for hesitation.
 */
public final class Onset {
  /** A hundredth of full scale: below it a voice is not heard beside a room's own noise. */
  private static final int HEARD = 328;

  private static final int LEAD_MILLIS = 10;

  private Onset() {}

  /** From the first loud sample to the last: a sentence ends where nothing more sounds. */
  public static short[] trimmed(short[] samples) {
    int end = samples.length;
    while (end > 0 && Math.abs(samples[end - 1]) < HEARD) {
      end--;
    }
    return Arrays.copyOfRange(samples, Math.min(first(samples), end), end);
  }

  private static int first(short[] samples) {
    int first = 0;
    while (first < samples.length && Math.abs(samples[first]) < HEARD) {
      first++;
    }
    return first;
  }

  /** The same clip, with no more silence before it than a voice needs to rise. */
  public static short[] prompt(short[] samples) {
    int first = first(samples);
    int lead = Voice.SAMPLES_PER_SECOND / 1_000 * LEAD_MILLIS;
    return first == samples.length || first <= lead
        ? samples
        : Arrays.copyOfRange(samples, first - lead, samples.length);
  }
}
