package coach.hybrid.rooms.tools.orb.voice;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** 16-bit mono samples and their rate, read from a RIFF file or from bare bytes. */
public final class Wave {
  private static final int RIFF = 0x46464952;
  private static final int FORMAT_CHUNK = 0x20746d66;
  private static final int DATA_CHUNK = 0x61746164;
  private static final int RIFF_HEADER_BYTES = 12;
  private static final int CHUNK_HEADER_BYTES = 8;
  private static final int PCM = 1;

  private final int samplesPerSecond;
  private final short[] samples;

  Wave(int samplesPerSecond, short[] samples) {
    this.samplesPerSecond = samplesPerSecond;
    this.samples = samples;
  }

  /** Engines that write to a pipe do not know the length: the data then goes on to the end. */
  public static Wave read(byte[] file) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    if (in.remaining() < RIFF_HEADER_BYTES || in.getInt() != RIFF) {
      throw new IOException("the voice engine wrote no RIFF file: " + file.length + " bytes");
    }
    in.position(RIFF_HEADER_BYTES);
    int rate = 0;
    while (in.remaining() >= CHUNK_HEADER_BYTES) {
      int chunk = in.getInt();
      long size = in.getInt() & 0xffff_ffffL;
      if (chunk == DATA_CHUNK && rate > 0) {
        return new Wave(rate, samples(in.slice(in.position(), cut(size, in.remaining()))));
      }
      int start = in.position();
      if (chunk == FORMAT_CHUNK && in.remaining() >= 16) {
        rate = rate(in);
      }
      in.position(start + cut(size, in.limit() - start));
    }
    throw new IOException("the voice engine's RIFF file has no samples");
  }

  private static int rate(ByteBuffer in) throws IOException {
    int format = in.getShort();
    int channels = in.getShort();
    int rate = in.getInt();
    in.getInt();
    in.getShort();
    int bits = in.getShort();
    if (format != PCM || channels != 1 || bits != 16 || rate <= 0) {
      throw new IOException("the voice engine must write 16-bit mono PCM");
    }
    return rate;
  }

  private static int cut(long size, int remaining) {
    return (int) Math.min(size, remaining);
  }

  static short[] samples(ByteBuffer bytes) {
    bytes.order(ByteOrder.LITTLE_ENDIAN);
    short[] samples = new short[bytes.remaining() / 2];
    bytes.asShortBuffer().get(samples);
    return samples;
  }

  int samplesPerSecond() {
    return samplesPerSecond;
  }

  short[] samples() {
    return samples;
  }

  public short[] at(int rate) {
    return Resampler.raise(samples, samplesPerSecond, rate);
  }
}
