package coach.hybrid.rooms.server.transcription;

/** Samples as everything behind the decoders has them: mono, 16,000 a second, signed 16 bit. */
final class Sound {
  static final int SAMPLES_PER_MILLI = 16;
  private static final float SCALE = 1f / 32_768;

  private Sound() {}

  static float toFloat(short sample) {
    return sample * SCALE;
  }

  /** Root mean square, 0 to 1. */
  static float level(float[] samples) {
    double sum = 0;
    for (float sample : samples) {
      sum += (double) sample * sample;
    }
    return (float) Math.sqrt(sum / samples.length);
  }

  /** Reads signed 16-bit little-endian samples. */
  static short[] fromLittleEndian(byte[] octets) {
    short[] samples = new short[octets.length / 2];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (short) ((octets[2 * i] & 0xff) | octets[2 * i + 1] << 8);
    }
    return samples;
  }
}
