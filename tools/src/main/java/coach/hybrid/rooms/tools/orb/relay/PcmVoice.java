package coach.hybrid.rooms.tools.orb.relay;

/**
 * The orb's voice as bare samples, 16,000 a second, for those who cannot decode Opus: every third
 * sample of what a low-pass leaves. One thread only.
 */
final class PcmVoice {
  private static final int STEP = 3;
  private static final int TAPS = 63;
  private static final double CUT_HERTZ = 7_000;

  private final double[] weights = new double[TAPS];
  private final double[] line = new double[TAPS - 1 + OpusVoice.FRAME_SAMPLES];

  PcmVoice() {
    double cut = CUT_HERTZ / OpusVoice.SAMPLES_PER_SECOND;
    double sum = 0;
    for (int i = 0; i < TAPS; i++) {
      double x = i - (TAPS - 1) / 2.0;
      double sinc = x == 0 ? 2 * cut : Math.sin(2 * Math.PI * cut * x) / (Math.PI * x);
      weights[i] = sinc * (0.54 - 0.46 * Math.cos(2 * Math.PI * i / (TAPS - 1)));
      sum += weights[i];
    }
    for (int i = 0; i < TAPS; i++) {
      weights[i] /= sum;
    }
  }

  /** 20 ms, little-endian. */
  byte[] encode(short[] frame) {
    System.arraycopy(line, OpusVoice.FRAME_SAMPLES, line, 0, TAPS - 1);
    for (int i = 0; i < OpusVoice.FRAME_SAMPLES; i++) {
      line[TAPS - 1 + i] = frame[i];
    }
    byte[] out = new byte[2 * OpusVoice.FRAME_SAMPLES / STEP];
    for (int i = 0; i < out.length / 2; i++) {
      double sum = 0;
      for (int tap = 0; tap < TAPS; tap++) {
        sum += weights[tap] * line[i * STEP + tap];
      }
      long sample = Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, Math.round(sum)));
      out[2 * i] = (byte) sample;
      out[2 * i + 1] = (byte) (sample >> 8);
    }
    return out;
  }
}
