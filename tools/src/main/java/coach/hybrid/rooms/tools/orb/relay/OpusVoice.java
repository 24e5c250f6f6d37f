package coach.hybrid.rooms.tools.orb.relay;

import io.github.jaredmdobson.concentus.OpusApplication;
import io.github.jaredmdobson.concentus.OpusEncoder;
import io.github.jaredmdobson.concentus.OpusException;
import io.github.jaredmdobson.concentus.OpusSignal;
import java.util.Arrays;

/** The orb's voice as Opus, one packet for 20 ms at 48 kHz. One thread only. */
final class OpusVoice {
  static final int SAMPLES_PER_SECOND = 48_000;
  static final int FRAME_MILLIS = 20;
  static final int FRAME_SAMPLES = SAMPLES_PER_SECOND / 1_000 * FRAME_MILLIS;

  private static final int BITS_PER_SECOND = 32_000;
  private static final int COMPLEXITY = 5;
  private static final int LARGEST_PACKET_BYTES = 1_275;

  private final byte[] room = new byte[LARGEST_PACKET_BYTES];
  private final OpusEncoder encoder;

  OpusVoice() {
    try {
      encoder = new OpusEncoder(SAMPLES_PER_SECOND, 1, OpusApplication.OPUS_APPLICATION_VOIP);
    } catch (OpusException e) {
      throw new IllegalStateException("no Opus encoder", e);
    }
    encoder.setBitrate(BITS_PER_SECOND);
    encoder.setComplexity(COMPLEXITY);
    encoder.setSignalType(OpusSignal.OPUS_SIGNAL_VOICE);
  }

  byte[] encode(short[] frame) {
    try {
      int length = encoder.encode(frame, 0, FRAME_SAMPLES, room, 0, room.length);
      return Arrays.copyOf(room, length);
    } catch (OpusException e) {
      throw new IllegalStateException("20 ms cannot be encoded", e);
    }
  }
}
