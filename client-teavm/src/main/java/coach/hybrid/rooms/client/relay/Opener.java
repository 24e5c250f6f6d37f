package coach.hybrid.rooms.client.relay;

import coach.hybrid.rooms.protocol.media.MediaFrame;

/**
 * Decrypts what comes from one participant, in order within its kind. A frame that is not newer
 * than the last of its kind is refused: somebody sent it twice.
 */
final class Opener {
  interface Listener {
    /**
     * A frame of theirs.
     *
     * @param lost frames of this kind that came before it and never reached us
     * @param breaks whether it does not follow the one before
     */
    void opened(MediaFrame frame, int lost, boolean breaks);
  }

  /** A second of sound; more in the works than that is a flood. */
  static final int MOST_WAITING = 64;

  private static final byte[] EMPTY = {};
  private static final int NEVER = -1;

  private final Crypto.Cipher cipher;
  private final Listener listener;
  private final InOrder[] orders = new InOrder[MediaFrame.CONTROL + 1];
  private final int[] lastGeneration = new int[MediaFrame.CONTROL + 1];
  private final int[] lastSeq = new int[MediaFrame.CONTROL + 1];
  private int refused;
  private boolean closed;

  Opener(Crypto.Cipher cipher, Listener listener) {
    this.cipher = cipher;
    this.listener = listener;
    for (int kind = 0; kind < orders.length; kind++) {
      orders[kind] = new InOrder();
      lastGeneration[kind] = NEVER;
    }
  }

  /** Frames that were old, not theirs, or of no kind we know. */
  int refused() {
    return refused;
  }

  void open(MediaFrame frame) {
    int kind = frame.kind();
    if (kind < MediaFrame.AUDIO
        || kind > MediaFrame.CONTROL
        || !isNewer(frame)
        || orders[kind].waiting() >= MOST_WAITING) {
      refused++;
      return;
    }
    byte[] header = with(frame, EMPTY).encode();
    InOrder.Slot slot = orders[kind].begin();
    cipher.open(
        Agreement.nonce(header),
        header,
        frame.payload(),
        text -> slot.finish(() -> accept(with(frame, text))),
        () -> {
          refused++;
          slot.finish(null);
        });
  }

  private boolean isNewer(MediaFrame frame) {
    int last = lastGeneration[frame.kind()];
    return frame.generation() > last
        || (frame.generation() == last
            && Integer.compareUnsigned(frame.seq(), lastSeq[frame.kind()]) > 0);
  }

  private void accept(MediaFrame frame) {
    if (closed) {
      return;
    }
    if (!isNewer(frame)) {
      refused++; // the same one twice, at once
      return;
    }
    int kind = frame.kind();
    boolean follows = frame.generation() == lastGeneration[kind];
    int lost = follows ? frame.seq() - lastSeq[kind] - 1 : 0;
    lastGeneration[kind] = frame.generation();
    lastSeq[kind] = frame.seq();
    listener.opened(frame, lost, !follows || lost != 0);
  }

  private static MediaFrame with(MediaFrame frame, byte[] payload) {
    return new MediaFrame(
        frame.kind(),
        frame.flags(),
        frame.codec(),
        0,
        frame.generation(),
        frame.seq(),
        frame.captureMillis(),
        payload);
  }

  void close() {
    closed = true;
  }
}
