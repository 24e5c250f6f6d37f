package coach.hybrid.rooms.tools.orb.relay;

import coach.hybrid.rooms.protocol.media.MediaFrame;
import io.github.jaredmdobson.concentus.OpusDecoder;
import io.github.jaredmdobson.concentus.OpusException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What one person says, as it comes over the relay: decoded and handed on in pieces of 10 ms, as
 * WebRTC does it. Where nothing comes it is silent, so that a voice ends also with its line. One
 * thread at a time: guarded by itself.
 */
final class RelayEar {
  /** After so long without sound it is silence. */
  static final long QUIET_MILLIS = 100;

  private static final int SAMPLES_PER_SECOND = 48_000;
  private static final int PIECE_MILLIS = 10;
  private static final int PIECE_SAMPLES = SAMPLES_PER_SECOND / 1_000 * PIECE_MILLIS;
  private static final int MOST_SAMPLES = SAMPLES_PER_SECOND * 120 / 1_000;
  private static final int PCM_RAISE = 3;
  private static final int MOST_PCM_BYTES = 3_200;

  /** What may come at once after a stall; in the long run it is real time and half as much. */
  private static final long MOST_CREDIT_MILLIS = 3_000;

  private final Consumer<byte[]> heard;
  private final short[] room = new short[MOST_SAMPLES];
  private @Nullable OpusDecoder decoder;
  private byte[] piece = new byte[2 * PIECE_SAMPLES];
  private int filled;
  private long creditMillis = MOST_CREDIT_MILLIS;
  private long creditedMillis;
  private long silentUntilMillis;
  private boolean begun;

  RelayEar(Consumer<byte[]> heard) {
    this.heard = heard;
  }

  private static OpusDecoder newDecoder() {
    try {
      // At the codec's own rate: below it the port decodes browsers' hybrid packets to silence.
      return new OpusDecoder(SAMPLES_PER_SECOND, 1);
    } catch (OpusException e) {
      throw new IllegalStateException("no Opus decoder", e);
    }
  }

  /** Takes one packet; what cannot be decoded, or is far too much, is let go. */
  synchronized void packet(int codec, byte[] payload, long nowMillis) {
    creditMillis =
        Math.min(MOST_CREDIT_MILLIS, creditMillis + (nowMillis - creditedMillis) * 3 / 2);
    creditedMillis = nowMillis;
    if (creditMillis <= 0) {
      return;
    }
    int samples =
        switch (codec) {
          case MediaFrame.OPUS -> decode(payload);
          case MediaFrame.PCM_16K -> raise(payload);
          default -> 0;
        };
    creditMillis -= samples * 1_000L / SAMPLES_PER_SECOND;
    begun = begun || samples > 0;
    silentUntilMillis = nowMillis + QUIET_MILLIS;
    handOn(samples);
  }

  private int decode(byte[] packet) {
    if (packet.length == 0) {
      return 0; // To the decoder it would be a loss to be made up.
    }
    OpusDecoder with = decoder == null ? newDecoder() : decoder;
    decoder = with;
    try {
      return with.decode(packet, 0, packet.length, room, 0, MOST_SAMPLES, false);
    } catch (OpusException | RuntimeException | AssertionError e) {
      // The port checks itself by AssertionErrors of its own, and leaves array bounds to Java.
      decoder = null;
      return 0;
    }
  }

  /** Each sample three times: the ears measure how loud it is, and nothing else. */
  private int raise(byte[] pcm) {
    if (pcm.length > MOST_PCM_BYTES) {
      return 0;
    }
    int samples = pcm.length / 2;
    for (int i = 0; i < samples * PCM_RAISE; i++) {
      int at = 2 * (i / PCM_RAISE);
      room[i] = (short) ((pcm[at] & 0xff) | (pcm[at + 1] << 8));
    }
    return samples * PCM_RAISE;
  }

  private void handOn(int samples) {
    for (int i = 0; i < samples; i++) {
      piece[filled++] = (byte) room[i];
      piece[filled++] = (byte) (room[i] >> 8);
      if (filled == piece.length) {
        byte[] whole = piece;
        piece = new byte[2 * PIECE_SAMPLES];
        filled = 0;
        heard.accept(whole);
      }
    }
  }

  /** Time passes: silence for as long as nothing comes. */
  synchronized void passed(long nowMillis) {
    if (!begun) {
      return;
    }
    if (nowMillis - silentUntilMillis > MOST_CREDIT_MILLIS) {
      silentUntilMillis = nowMillis; // It was not listened to meanwhile.
    }
    while (silentUntilMillis + PIECE_MILLIS <= nowMillis) {
      silentUntilMillis += PIECE_MILLIS;
      heard.accept(new byte[2 * PIECE_SAMPLES]);
    }
  }
}
