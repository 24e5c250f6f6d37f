package coach.hybrid.rooms.client.relay;

import coach.hybrid.rooms.client.call.MediaTrack;

/** Decodes sound onto a track of its own, and fades out where nothing is there to play. */
public interface SoundPlayer {
  /** Stands for all codecs where nothing can be played. */
  int NOTHING = 0;

  interface Listener {
    /**
     * Some ten times a second, while there is something to play.
     *
     * @param capturedMillis of what is heard at this moment
     * @param bufferedMillis that wait behind it
     */
    void playing(int capturedMillis, int bufferedMillis);

    /** So much more was made up. */
    void concealed(int millis);

    /** No sound of this codec can be decoded here; or, until something plays, none of any. */
    void failed(int codec);
  }

  MediaTrack track();

  void play(int codec, int capturedMillis, byte[] packet);

  /**
   * After a break it begins to play when so much waits.
   *
   * @param breaksNow whether to break off for that at once
   */
  void setTarget(int millis, boolean breaksNow);

  void stop();
}
