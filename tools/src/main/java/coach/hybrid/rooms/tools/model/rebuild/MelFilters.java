package coach.hybrid.rooms.tools.model.rebuild;

/**
 * The triangular filters between a spectrum and whisper's mel scale (Slaney's: linear to 1 kHz,
 * then logarithmic; each triangle of the same area), computed as the published ones were.
 */
final class MelFilters {
  private static final int SAMPLE_RATE_HZ = 16_000;
  private static final int WINDOW_SAMPLES = 400;

  /** How many frequencies a window's spectrum has. */
  static final int FREQUENCIES = WINDOW_SAMPLES / 2 + 1;

  private static final double HERTZ_PER_LINEAR_MEL = 200.0 / 3;
  private static final double LOG_FROM_HERTZ = 1000.0;
  private static final double LOG_FROM_MEL = LOG_FROM_HERTZ / HERTZ_PER_LINEAR_MEL;
  private static final double LOG_STEP = Math.log(6.4) / 27.0;

  private MelFilters() {}

  /** One row of {@link #FREQUENCIES} for each mel. */
  static float[][] of(int mels) {
    double[] corners = corners(mels + 2);
    float[][] filters = new float[mels][FREQUENCIES];
    for (int mel = 0; mel < mels; mel++) {
      double low = corners[mel];
      double middle = corners[mel + 1];
      double high = corners[mel + 2];
      double area = 2.0 / (high - low);
      for (int i = 0; i < FREQUENCIES; i++) {
        double hertz = i * ((double) SAMPLE_RATE_HZ / WINDOW_SAMPLES);
        double rising = (hertz - low) / (middle - low);
        double falling = (high - hertz) / (high - middle);
        // Rounded to a float before and after the area, as the published ones are.
        float height = (float) Math.max(0.0, Math.min(rising, falling));
        filters[mel][i] = (float) (height * area);
      }
    }
    return filters;
  }

  private static double[] corners(int count) {
    double top = mel(SAMPLE_RATE_HZ / 2.0);
    double step = top / (count - 1);
    double[] corners = new double[count];
    for (int i = 0; i < count; i++) {
      corners[i] = hertz(i == count - 1 ? top : i * step);
    }
    return corners;
  }

  /** Of a frequency in the logarithmic part. */
  private static double mel(double hertz) {
    return LOG_FROM_MEL + Math.log(hertz / LOG_FROM_HERTZ) / LOG_STEP;
  }

  private static double hertz(double mel) {
    return mel >= LOG_FROM_MEL
        ? LOG_FROM_HERTZ * Math.exp(LOG_STEP * (mel - LOG_FROM_MEL))
        : HERTZ_PER_LINEAR_MEL * mel;
  }
}
