package coach.hybrid.rooms.tools.orb.relay;

import coach.hybrid.rooms.protocol.media.MediaFrame;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Brings the orb's voice and face to everybody who listens by the relay, to each sealed. Any
 * thread.
 */
final class Broadcast {
  private static final int LARGEST_PICTURE_BYTES = 200 * 1024;

  private final Map<String, RelayPeer> peers;
  private final RelayLine line;
  private final Outbox outbox;
  private final LongSupplier clock;

  // The pump's thread only.
  private @Nullable OpusVoice opusVoice;
  private @Nullable PcmVoice pcmVoice;

  /** For these peers, who come and go. */
  Broadcast(Map<String, RelayPeer> peers, RelayLine line, Outbox outbox, LongSupplier clock) {
    this.peers = peers;
    this.line = line;
    this.outbox = outbox;
    this.clock = clock;
  }

  boolean isHeard() {
    return line.isOpen() && peers.values().stream().anyMatch(RelayPeer::listens);
  }

  /** 20 ms of the voice. The pump's thread only. */
  void voice(short[] frame, int captureMillis) {
    long now = clock.getAsLong();
    byte[] opus = null;
    byte[] pcm = null;
    for (RelayPeer peer : peers.values()) {
      if (!peer.listens()) {
        continue;
      }
      boolean bare = peer.cannotDecodeOpus();
      if (bare && pcm == null) {
        pcm = pcm(frame);
      } else if (!bare && opus == null) {
        opus = opus(frame);
      }
      byte[] payload = Objects.requireNonNull(bare ? pcm : opus);
      int codec = bare ? MediaFrame.PCM_16K : MediaFrame.OPUS;
      byte[] message = peer.seal(frame(peer, MediaFrame.AUDIO, 0, codec, captureMillis, payload));
      if (message != null) {
        outbox.sound(message, now);
      }
    }
    line.push();
  }

  private byte[] opus(short[] frame) {
    if (opusVoice == null) {
      opusVoice = new OpusVoice(); // Most orbs never need one.
    }
    return opusVoice.encode(frame);
  }

  private byte[] pcm(short[] frame) {
    if (pcmVoice == null) {
      pcmVoice = new PcmVoice();
    }
    return pcmVoice.encode(frame);
  }

  void picture(byte[] jpeg, boolean isNew) {
    long now = clock.getAsLong();
    if (jpeg.length > LARGEST_PICTURE_BYTES) {
      throw new IllegalArgumentException("a picture of " + jpeg.length + " octets");
    }
    for (RelayPeer peer : peers.values()) {
      if (peer.listens() && peer.takesPicture(isNew, now)) {
        byte[] message =
            peer.seal(
                frame(peer, MediaFrame.CAMERA, MediaFrame.KEY, MediaFrame.JPEG, (int) now, jpeg));
        if (message != null) {
          outbox.picture(peer.userId(), message);
        }
      }
    }
    line.push();
  }

  private MediaFrame frame(
      RelayPeer peer, int kind, int flags, int codec, int captureMillis, byte[] payload) {
    return new MediaFrame(
        kind, flags, codec, peer.mediaId(), line.generation(), 0, captureMillis, payload);
  }
}
