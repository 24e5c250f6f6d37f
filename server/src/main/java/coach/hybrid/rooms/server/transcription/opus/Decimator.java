package coach.hybrid.rooms.server.transcription.opus;

import java.util.Arrays;

/**
 * 48,000 samples a second to 16,000: a windowed-sinc low-pass, and every third sample of what comes
 * out. Keeps the end of what it saw, so that frames join without a seam. One stream's.
 */
final class Decimator {
  static final int FACTOR = 3;

  private static final int TAPS = 63;

  /** Of the incoming rate: 7.3 kHz, where little of a voice is left. */
  private static final double CUTOFF = 7_300.0 / 48_000;

  private static final float[] FILTER = filter();

  private final float[] past = new float[TAPS - 1];

  private static float[] filter() {
    float[] filter = new float[TAPS];
    double sum = 0;
    for (int i = 0; i < TAPS; i++) {
      double at = i - (TAPS - 1) / 2.0;
      double sinc = at == 0 ? 2 * CUTOFF : Math.sin(2 * Math.PI * CUTOFF * at) / (Math.PI * at);
      double angle = 2 * Math.PI * i / (TAPS - 1);
      double blackman = 0.42 - 0.5 * Math.cos(angle) + 0.08 * Math.cos(2 * angle);
      filter[i] = (float) (sinc * blackman);
      sum += filter[i];
    }
    for (int i = 0; i < TAPS; i++) {
      filter[i] /= (float) sum;
    }
    return filter;
  }

  /**
   * @param samples of the incoming rate; as many as make a whole number of outgoing ones
   */
  short[] thirdOf(short[] samples, int length) {
    float[] seen = new float[past.length + length];
    System.arraycopy(past, 0, seen, 0, past.length);
    for (int i = 0; i < length; i++) {
      seen[past.length + i] = samples[i];
    }
    short[] fewer = new short[length / FACTOR];
    for (int i = 0; i < fewer.length; i++) {
      float sum = 0;
      int from = i * FACTOR;
      for (int tap = 0; tap < TAPS; tap++) {
        sum += FILTER[tap] * seen[from + tap];
      }
      fewer[i] = (short) Math.clamp(Math.round(sum), Short.MIN_VALUE, Short.MAX_VALUE);
    }
    System.arraycopy(seen, seen.length - past.length, past, 0, past.length);
    return fewer;
  }

  void reset() {
    Arrays.fill(past, 0);
  }
}
