package coach.hybrid.rooms.client.call;

/** A {@code MediaStreamTrack}, ours or theirs; what is in it is the browser's business. */
public interface MediaTrack {
  /** A disabled track goes on as silence or black: nothing is negotiated. */
  void setEnabled(boolean enabled);

  /** Lets go of the device: a camera's light goes off. */
  void stop();

  /**
   * Runs once if the track ends by itself: unplugged, revoked, or sharing stopped by the browser.
   */
  void onEnded(Runnable task);
}
