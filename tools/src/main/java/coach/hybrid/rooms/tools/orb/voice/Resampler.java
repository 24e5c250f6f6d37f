package coach.hybrid.rooms.tools.orb.voice;

/** Brings samples to another rate by windowed-sinc interpolation, as engines speak at 22.05 kHz. */
final class Resampler {
  private static final int TAPS_EACH_SIDE = 12;

  private Resampler() {}

  /** For rising rates only: a falling one would need a low-pass filter first. */
  static short[] raise(short[] samples, int fromRate, int toRate) {
    if (fromRate == toRate) {
      return samples;
    }
    if (fromRate > toRate) {
      throw new IllegalArgumentException("cannot lower " + fromRate + " Hz to " + toRate + " Hz");
    }
    int length = (int) ((long) samples.length * toRate / fromRate);
    short[] raised = new short[length];
    for (int i = 0; i < length; i++) {
      double at = (double) i * fromRate / toRate;
      int middle = (int) at;
      double sum = 0;
      int last = Math.min(samples.length - 1, middle + TAPS_EACH_SIDE);
      for (int k = Math.max(0, middle - TAPS_EACH_SIDE + 1); k <= last; k++) {
        sum += samples[k] * weight(at - k);
      }
      raised[i] = (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, Math.round(sum)));
    }
    return raised;
  }

  private static double weight(double distance) {
    if (distance == 0) {
      return 1;
    }
    double x = Math.PI * distance;
    double window = 0.5 * (1 + Math.cos(x / TAPS_EACH_SIDE));
    return Math.abs(distance) >= TAPS_EACH_SIDE ? 0 : Math.sin(x) / x * window;
  }
}
