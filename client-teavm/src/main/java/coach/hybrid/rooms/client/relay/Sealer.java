package coach.hybrid.rooms.client.relay;

import coach.hybrid.rooms.protocol.media.MediaFrame;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts what goes to one participant, and numbers it. What has been sealed leaves in the order
 * of its numbers within its kind; sound does not wait for pictures.
 */
final class Sealer {
  interface Sink {
    void accept(int kind, byte[] message);
  }

  private static final byte[] EMPTY = {};

  private final Crypto.Cipher cipher;
  private final IntSupplier peer;
  private final Sink sink;
  private final int[] nextSeq = new int[MediaFrame.CONTROL + 1];
  private final InOrder[] orders = new InOrder[MediaFrame.CONTROL + 1];
  private int generation = -1;
  private boolean closed;

  /**
   * Seals with one key.
   *
   * @param before whose numbers go on, because nobody can be sure that its key never comes again
   */
  Sealer(Crypto.Cipher cipher, IntSupplier peer, Sink sink, @Nullable Sealer before) {
    if (before != null) {
      generation = before.generation;
      System.arraycopy(before.nextSeq, 0, nextSeq, 0, nextSeq.length);
    }
    this.cipher = cipher;
    this.peer = peer;
    this.sink = sink;
    for (int kind = 0; kind < orders.length; kind++) {
      orders[kind] = new InOrder();
    }
  }

  /** Frames of this kind that are being encrypted. */
  int waiting(int kind) {
    return orders[kind].waiting();
  }

  /** A generation that falls would use numbers again: nothing is sealed then. */
  void seal(int kind, int flags, int codec, int ofGeneration, int capturedMillis, byte[] payload) {
    if (ofGeneration < generation) {
      return;
    }
    if (ofGeneration > generation) {
      generation = ofGeneration;
      for (int i = 0; i < nextSeq.length; i++) {
        nextSeq[i] = 0;
      }
    }
    int seq = nextSeq[kind]++;
    byte[] header =
        new MediaFrame(kind, flags, codec, 0, ofGeneration, seq, capturedMillis, EMPTY).encode();
    InOrder.Slot slot = orders[kind].begin();
    cipher.seal(
        Agreement.nonce(header),
        header,
        payload,
        sealed ->
            slot.finish(() -> {
              if (!closed && generation == ofGeneration) {
                sink.accept(kind, message(header, sealed));
              }
            }),
        () -> slot.finish(null));
  }

  /** The header that was sealed, with the number that it is delivered by. */
  private byte[] message(byte[] header, byte[] sealed) {
    byte[] message = new byte[header.length + sealed.length];
    System.arraycopy(header, 0, message, 0, header.length);
    System.arraycopy(sealed, 0, message, header.length, sealed.length);
    int mediaId = peer.getAsInt();
    message[4] = (byte) (mediaId >> 8);
    message[5] = (byte) mediaId;
    return message;
  }

  void close() {
    closed = true;
  }
}
