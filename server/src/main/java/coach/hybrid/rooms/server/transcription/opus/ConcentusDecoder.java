package coach.hybrid.rooms.server.transcription.opus;

import coach.hybrid.rooms.server.transcription.PacketDecoder;
import coach.hybrid.rooms.server.transcription.UnusableAudioException;
import io.github.jaredmdobson.concentus.OpusDecoder;
import io.github.jaredmdobson.concentus.OpusException;

/**
 * One stream's Opus. It is decoded at the codec's own rate and filtered down: asked for 16,000
 * samples a second at once, the port answers hybrid packets, which are what browsers send, with
 * silence.
 */
public final class ConcentusDecoder implements PacketDecoder {
  private static final int SAMPLE_RATE = 48_000;
  private static final int MAX_SAMPLES = SAMPLE_RATE * 120 / 1_000;

  private final short[] room = new short[MAX_SAMPLES];
  private final Decimator decimator = new Decimator();
  private OpusDecoder decoder = newDecoder();

  private static OpusDecoder newDecoder() {
    try {
      return new OpusDecoder(SAMPLE_RATE, 1);
    } catch (OpusException e) {
      throw new IllegalStateException("no Opus decoder", e);
    }
  }

  @Override
  public short[] decode(byte[] packet) throws UnusableAudioException {
    try {
      int samples = decoder.decode(packet, 0, packet.length, room, 0, MAX_SAMPLES, false);
      return decimator.decimate(room, samples);
    } catch (OpusException | RuntimeException | AssertionError e) {
      // The port checks itself by AssertionErrors of its own, and leaves array bounds to Java.
      decoder = newDecoder();
      throw new UnusableAudioException("the Opus packet cannot be decoded", e);
    }
  }

  @Override
  public void reset() {
    decoder.resetState();
    decimator.reset();
  }
}
