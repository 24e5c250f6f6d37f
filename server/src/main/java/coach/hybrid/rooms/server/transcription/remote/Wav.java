package coach.hybrid.rooms.server.transcription.remote;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** A WAV file of 16,000 samples a second, mono, 16 bit. */
final class Wav {
  private static final int HEADER_BYTES = 44;
  private static final int SAMPLE_RATE = 16_000;
  private static final int BYTES_A_SAMPLE = 2;
  private static final int FORMAT_BYTES = 16;
  private static final short PCM = 1;
  private static final short MONO = 1;

  private Wav() {}

  static byte[] encode(float[] samples) {
    int dataBytes = samples.length * BYTES_A_SAMPLE;
    ByteBuffer out = ByteBuffer.allocate(HEADER_BYTES + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
    out.put(ascii("RIFF")).putInt(HEADER_BYTES - 8 + dataBytes).put(ascii("WAVE"));
    out.put(ascii("fmt ")).putInt(FORMAT_BYTES).putShort(PCM).putShort(MONO);
    out.putInt(SAMPLE_RATE).putInt(SAMPLE_RATE * BYTES_A_SAMPLE);
    out.putShort((short) BYTES_A_SAMPLE).putShort((short) (8 * BYTES_A_SAMPLE));
    out.put(ascii("data")).putInt(dataBytes);
    for (float sample : samples) {
      float bounded = Math.max(-1, Math.min(1, sample));
      out.putShort((short) Math.round(bounded * Short.MAX_VALUE));
    }
    return out.array();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
