package coach.hybrid.rooms.client.media;

import coach.hybrid.rooms.client.call.MediaTrack;

/** Takes the sound of a microphone and encodes it, in packets of 20 ms. */
public interface Recorder {
  interface Factory {
    Recorder start(MediaTrack microphone, Listener listener);
  }

  interface Listener {
    /**
     * A packet is ready.
     *
     * @param isOpus else it is PCM as {@code MediaFrame} has it
     * @param capturedMillis when its sound was heard, by the page's own clock
     */
    void encoded(boolean isOpus, int capturedMillis, byte[] packet);

    /** It broke, and gives nothing more. */
    void failed();
  }

  /** Nothing comes any more, not even what was heard already. */
  void stop();
}
