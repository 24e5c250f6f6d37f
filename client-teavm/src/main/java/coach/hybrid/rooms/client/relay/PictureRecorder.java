package coach.hybrid.rooms.client.relay;

/** Encodes the pictures of one track: each only if the listener wants it. */
public interface PictureRecorder {
  int LEAVE_OUT = 0;
  int TAKE = 1;
  int TAKE_KEY = 2;

  interface Listener {
    /**
     * A picture is there.
     *
     * @param encoding pictures that have not come out yet
     * @return one of the three words above
     */
    int wants(int encoding);

    void encoded(int codec, boolean isKey, int capturedMillis, byte[] picture);

    /**
     * It gives nothing more.
     *
     * @param codec that does not work, or 0 if it was something else
     */
    void failed(int codec);
  }

  /**
   * At most so large and so often, in so many bits, by none of the codecs whose bits are set in
   * {@code avoided}. May be called again at any time.
   */
  void configure(int avoided, int width, int height, int framesASecond, int kilobits);

  /** Nothing comes any more, not even what was encoding. */
  void stop();
}
