package coach.hybrid.rooms.server.transcription;

import java.util.Arrays;

/** The second octet of a packet is how loud its 20 ms are; 255 cannot be decoded. */
final class FakeDecoder implements PacketDecoder {
  static final int SAMPLES = 320;

  /** An Opus packet by its head, 20 ms of CELT. */
  static byte[] packet(int loudness) {
    return new byte[] {(byte) (31 << 3), (byte) loudness};
  }

  @Override
  public short[] decode(byte[] packet) throws UnusableAudioException {
    int loudness = packet[1] & 0xff;
    if (loudness == 255) {
      throw new UnusableAudioException("not Opus");
    }
    short[] samples = new short[SAMPLES];
    Arrays.fill(samples, (short) (loudness * 100));
    return samples;
  }

  @Override
  public void reset() {
    // Remembers nothing.
  }
}
