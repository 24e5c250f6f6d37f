package coach.hybrid.rooms.server.transcription;

/** Unpacks one stream's Opus packets; remembers the packet before. */
public interface PacketDecoder {
  /** Mono samples, 16,000 a second. */
  short[] decode(byte[] packet) throws UnusableAudioException;

  /** The next packet does not follow on the last. */
  void reset();
}
