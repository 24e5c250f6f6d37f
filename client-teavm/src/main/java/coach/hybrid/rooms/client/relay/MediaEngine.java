package coach.hybrid.rooms.client.relay;

import coach.hybrid.rooms.client.call.MediaTrack;
import coach.hybrid.rooms.client.media.Recorder;
import java.util.function.Consumer;

/** The browser's encoders, decoders and players; they decide nothing. */
public interface MediaEngine {
  /** Engines take some loading, which most calls never need. */
  interface Loader {
    void load(Consumer<MediaEngine> then, Runnable failed);
  }

  /**
   * Encodes a voice.
   *
   * @param opus else as PCM
   */
  Recorder record(MediaTrack microphone, boolean opus, Recorder.Listener listener);

  PictureRecorder film(MediaTrack track, PictureRecorder.Listener listener);

  SoundPlayer play(SoundPlayer.Listener listener);

  PicturePlayer show(PicturePlayer.Listener listener);

  /** One of 256 words. */
  String word(int index);
}
