package coach.hybrid.rooms.client.relay;

import coach.hybrid.rooms.client.call.FakeTrack;
import coach.hybrid.rooms.client.call.MediaTrack;
import coach.hybrid.rooms.client.media.Recorder;
import java.util.ArrayList;
import java.util.List;

/** Encoders, decoders and players that do what the test says, and remember what they were given. */
final class FakeEngine implements MediaEngine {
  static final class Voice implements Recorder {
    final MediaTrack track;
    final boolean opus;
    final Recorder.Listener listener;
    boolean stopped;

    Voice(MediaTrack track, boolean opus, Recorder.Listener listener) {
      this.track = track;
      this.opus = opus;
      this.listener = listener;
    }

    @Override
    public void stop() {
      stopped = true;
    }
  }

  static final class Film implements PictureRecorder {
    final MediaTrack track;
    final PictureRecorder.Listener listener;
    int avoided;
    int width;
    int height;
    int framesASecond;
    int kilobits;
    boolean stopped;

    Film(MediaTrack track, PictureRecorder.Listener listener) {
      this.track = track;
      this.listener = listener;
    }

    @Override
    public void configure(int avoided, int width, int height, int framesASecond, int kilobits) {
      this.avoided = avoided;
      this.width = width;
      this.height = height;
      this.framesASecond = framesASecond;
      this.kilobits = kilobits;
    }

    @Override
    public void stop() {
      stopped = true;
    }
  }

  static final class Sound implements SoundPlayer {
    final MediaTrack track = new FakeTrack();
    final SoundPlayer.Listener listener;
    final List<Integer> played = new ArrayList<>();
    int target;
    int breaks;
    boolean stopped;

    Sound(SoundPlayer.Listener listener) {
      this.listener = listener;
    }

    @Override
    public MediaTrack track() {
      return track;
    }

    @Override
    public void play(int codec, int capturedMillis, byte[] packet) {
      played.add(capturedMillis);
    }

    @Override
    public void setTarget(int millis, boolean breaksNow) {
      target = millis;
      breaks += breaksNow ? 1 : 0;
    }

    @Override
    public void stop() {
      stopped = true;
    }
  }

  /** Decodes at once. */
  static final class Pictures implements PicturePlayer {
    final MediaTrack track = new FakeTrack();
    final PicturePlayer.Listener listener;
    final List<Integer> decoded = new ArrayList<>();
    final List<Integer> shown = new ArrayList<>();
    int decoding;
    int fails;
    boolean stopped;

    Pictures(PicturePlayer.Listener listener) {
      this.listener = listener;
    }

    @Override
    public MediaTrack track() {
      return track;
    }

    @Override
    public void decode(int codec, boolean isKey, int capturedMillis, byte[] picture) {
      if (fails > 0) {
        fails--;
        listener.failed(codec, false);
        return;
      }
      decoded.add(capturedMillis);
      if (listener.shows(capturedMillis)) {
        shown.add(capturedMillis);
      }
    }

    @Override
    public int decoding() {
      return decoding;
    }

    @Override
    public void stop() {
      stopped = true;
    }
  }

  final List<Voice> voices = new ArrayList<>();
  final List<Film> films = new ArrayList<>();
  final List<Sound> sounds = new ArrayList<>();
  final List<Pictures> screens = new ArrayList<>();

  @Override
  public Recorder record(MediaTrack microphone, boolean opus, Recorder.Listener listener) {
    Voice made = new Voice(microphone, opus, listener);
    voices.add(made);
    return made;
  }

  @Override
  public PictureRecorder film(MediaTrack track, PictureRecorder.Listener listener) {
    Film made = new Film(track, listener);
    films.add(made);
    return made;
  }

  @Override
  public SoundPlayer play(SoundPlayer.Listener listener) {
    Sound made = new Sound(listener);
    sounds.add(made);
    return made;
  }

  @Override
  public PicturePlayer show(PicturePlayer.Listener listener) {
    Pictures made = new Pictures(listener);
    screens.add(made);
    return made;
  }

  @Override
  public String word(int index) {
    return "w" + index;
  }
}
