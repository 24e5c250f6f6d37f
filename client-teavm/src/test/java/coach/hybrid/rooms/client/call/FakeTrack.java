package coach.hybrid.rooms.client.call;

/** A track that remembers what was done to it. */
public final class FakeTrack implements MediaTrack {
  boolean enabled = true;
  boolean stopped;
  Runnable ended = () -> {};

  @Override
  public void setEnabled(boolean enabled) {
    this.enabled = enabled;
  }

  @Override
  public void stop() {
    stopped = true;
  }

  @Override
  public void onEnded(Runnable task) {
    ended = task;
  }
}
