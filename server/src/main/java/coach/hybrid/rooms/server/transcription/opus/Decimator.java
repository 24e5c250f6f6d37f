package coach.hybrid.rooms.server.transcription.opus;

import java.util.Arrays;

/**
 * From 48,000 to 16,000 samples a second: a low-pass filter that lets through what the lower rate
 * can carry, worked out only where a sample is kept. Remembers the end of what came before.
 */
final class Decimator {
  private static final int FACTOR = 3;

  /** Odd and symmetric: the delay is the same for all frequencies. */
  private static final int TAPS = 97;

  /** In parts of the higher rate: half-way down at 7.2 kHz, all the way at 8.2 kHz. */
  private static final double CUT_OFF = 7_200.0 / 48_000;

  private static final float[] FILTER = filter();

  private final float[] before = new float[TAPS - 1];

  /** A sinc in a Blackman window, of unit gain. */
  private static float[] filter() {
    float[] taps = new float[TAPS];
    double sum = 0;
    for (int i = 0; i < TAPS; i++) {
      double x = i - (TAPS - 1) / 2.0;
      double angle = 2 * Math.PI * i / (TAPS - 1);
      double window = 0.42 - 0.5 * Math.cos(angle) + 0.08 * Math.cos(2 * angle);
      double sinc = x == 0 ? 2 * CUT_OFF : Math.sin(2 * Math.PI * CUT_OFF * x) / (Math.PI * x);
      taps[i] = (float) (sinc * window);
      sum += taps[i];
    }
    for (int i = 0; i < TAPS; i++) {
      taps[i] = (float) (taps[i] / sum);
    }
    return taps;
  }

  /**
   * @param count of the samples to use; a multiple of three, as all Opus frames are
   */
  short[] decimate(short[] samples, int count) {
    float[] line = new float[before.length + count];
    System.arraycopy(before, 0, line, 0, before.length);
    for (int i = 0; i < count; i++) {
      line[before.length + i] = samples[i];
    }
    short[] out = new short[count / FACTOR];
    for (int i = 0; i < out.length; i++) {
      float sum = 0;
      int at = i * FACTOR;
      for (int tap = 0; tap < TAPS; tap++) {
        sum += FILTER[tap] * line[at + tap];
      }
      out[i] = (short) Math.clamp(Math.round(sum), Short.MIN_VALUE, Short.MAX_VALUE);
    }
    System.arraycopy(line, count, before, 0, before.length);
    return out;
  }

  void reset() {
    Arrays.fill(before, 0);
  }
}
