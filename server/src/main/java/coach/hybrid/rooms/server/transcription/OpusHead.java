package coach.hybrid.rooms.server.transcription;

/** Reads from an Opus packet's first octets how much sound it holds (RFC 6716, 3.1 and 3.2). */
final class OpusHead {
  /** The shortest frame of all, 2.5 ms, in samples at 16,000 a second. */
  private static final int UNIT = 40;

  private static final int MAX_UNITS = 24;
  private static final int FRAMES_MASK = 0x3f;
  private static final int FIRST_HYBRID = 12;
  private static final int FIRST_CELT = 16;
  private static final int[] SILK_UNITS = {4, 8, 16, 24};

  private OpusHead() {}

  /** Samples at 16,000 a second. */
  static int samples(byte[] packet) throws UnusableAudioException {
    if (packet.length == 0) {
      throw new UnusableAudioException("an Opus packet has at least one octet");
    }
    int head = packet[0] & 0xff;
    int units = frameUnits(head >> 3) * frames(head & 3, packet);
    if (units == 0 || units > MAX_UNITS) {
      throw new UnusableAudioException("an Opus packet holds 2.5 to 60 ms");
    }
    return units * UNIT;
  }

  private static int frameUnits(int config) {
    if (config < FIRST_HYBRID) {
      return SILK_UNITS[config & 3];
    }
    return config < FIRST_CELT ? 4 << (config & 1) : 1 << (config & 3);
  }

  private static int frames(int code, byte[] packet) throws UnusableAudioException {
    if (code < 3) {
      return code == 0 ? 1 : 2;
    }
    if (packet.length < 2) {
      throw new UnusableAudioException("an Opus packet without its count of frames");
    }
    return packet[1] & FRAMES_MASK;
  }
}
