package coach.hybrid.rooms.server.transcription.opus;

import coach.hybrid.rooms.server.transcription.PacketDecoder;
import coach.hybrid.rooms.server.transcription.UnusableAudioException;
import io.github.jaredmdobson.concentus.OpusDecoder;
import io.github.jaredmdobson.concentus.OpusException;
import java.util.Arrays;

/**
 * One stream's Opus, decoded to 16,000 samples a second at once: the decoder leaves out what lies
 * above and needs no filter behind it.
 */
public final class ConcentusDecoder implements PacketDecoder {
  private static final int SAMPLE_RATE = 16_000;
  private static final int MAX_SAMPLES = SAMPLE_RATE * 120 / 1_000;

  private final short[] room = new short[MAX_SAMPLES];
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
      return Arrays.copyOf(room, samples);
    } catch (OpusException | RuntimeException | AssertionError e) {
      // The port checks itself by AssertionErrors of its own, and leaves array bounds to Java.
      decoder = newDecoder();
      throw new UnusableAudioException("the Opus packet cannot be decoded", e);
    }
  }

  @Override
  public void reset() {
    decoder.resetState();
  }
}
