package coach.hybrid.rooms.client.relay;

import coach.hybrid.rooms.client.call.MediaTrack;

/** Decodes pictures onto a track of its own. */
public interface PicturePlayer {
  interface Listener {
    /** A picture has been decoded: whether it is shown, now or never. */
    boolean shows(int capturedMillis);

    /**
     * What was given could not be decoded; only a key frame can be next.
     *
     * @param forGood whether nothing of this codec ever can
     */
    void failed(int codec, boolean forGood);
  }

  MediaTrack track();

  void decode(int codec, boolean isKey, int capturedMillis, byte[] picture);

  /** Pictures that were given and have not come out. */
  int decoding();

  void stop();
}
