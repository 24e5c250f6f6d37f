package coach.hybrid.rooms.client.bindings;

import coach.hybrid.rooms.client.call.MediaTrack;
import coach.hybrid.rooms.client.media.Recorder;
import coach.hybrid.rooms.client.relay.MediaEngine;
import coach.hybrid.rooms.client.relay.PicturePlayer;
import coach.hybrid.rooms.client.relay.PictureRecorder;
import coach.hybrid.rooms.client.relay.SoundPlayer;
import java.util.function.Consumer;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;
import org.teavm.jso.JSProperty;
import org.teavm.jso.typedarrays.Int8Array;

/**
 * WebCodecs and what stands in for it, as {@code relay-pictures.js} and {@code relay-sound.js} have
 * them.
 */
public final class BrowserMediaEngine implements MediaEngine {
  private static final int VOICE_BITS_A_SECOND = 32_000;

  private interface Filming extends JSObject {
    void configure(int avoided, int width, int height, int framesASecond, int kilobits);

    void stop();
  }

  private interface Player extends JSObject {
    @JSProperty
    Rtc.Track getTrack();

    void stop();
  }

  private interface Showing extends Player {
    @JSProperty
    int getDecoding();

    void decode(int codec, boolean isKey, int capturedMillis, Int8Array picture);
  }

  private interface Speaking extends Player {
    void play(int codec, int capturedMillis, Int8Array packet);

    void setTarget(int millis, boolean breaksNow);
  }

  @JSFunctor
  private interface WantsTask extends JSObject {
    int wants(int encoding);
  }

  @JSFunctor
  private interface EncodedTask extends JSObject {
    void accept(int codec, boolean isKey, int capturedMillis, Int8Array picture);
  }

  @JSFunctor
  private interface CodecTask extends JSObject {
    void accept(int codec, boolean forGood);
  }

  @JSFunctor
  private interface ShowsTask extends JSObject {
    boolean shows(int capturedMillis);
  }

  @JSFunctor
  private interface PlayingTask extends JSObject {
    void accept(int capturedMillis, int bufferedMillis, int concealedMillis);
  }

  private BrowserMediaEngine() {}

  public static void load(Consumer<MediaEngine> then, Runnable failed) {
    int[] missing = {3};
    Rtc.Task loaded =
        () -> {
          missing[0]--;
          if (missing[0] == 0) {
            then.accept(new BrowserMediaEngine());
          }
        };
    Rtc.Task broken =
        () -> {
          if (missing[0] > 0) {
            missing[0] = -1; // One of them is enough; the others may have come, or fail as well.
            failed.run();
          }
        };
    Scripts.load("relayPictures", "/assets/relay-pictures.js", loaded, broken);
    Scripts.load("relaySound", "/assets/relay-sound.js", loaded, broken);
    Scripts.load("safetyWords", "/assets/safety-words.js", loaded, broken);
  }

  @Override
  public Recorder record(MediaTrack microphone, boolean opus, Recorder.Listener listener) {
    return new BrowserRecorder(microphone, opus ? VOICE_BITS_A_SECOND : 0, listener);
  }

  @Override
  public PictureRecorder film(MediaTrack track, PictureRecorder.Listener listener) {
    Filming filming =
        newFilming(
            ((BrowserTrack) track).overlay(),
            listener::wants,
            (codec, isKey, capturedMillis, picture) ->
                listener.encoded(codec, isKey, capturedMillis, picture.toJavaArray()),
            (codec, _) -> listener.failed(codec));
    return new PictureRecorder() {
      @Override
      public void configure(int avoided, int width, int height, int framesASecond, int kilobits) {
        filming.configure(avoided, width, height, framesASecond, kilobits);
      }

      @Override
      public void stop() {
        filming.stop();
      }
    };
  }

  @Override
  public PicturePlayer show(PicturePlayer.Listener listener) {
    Showing showing = newShowing(listener::shows, listener::failed);
    return new PicturePlayer() {
      private final MediaTrack track = new BrowserTrack(showing.getTrack());

      @Override
      public MediaTrack track() {
        return track;
      }

      @Override
      public void decode(int codec, boolean isKey, int capturedMillis, byte[] picture) {
        showing.decode(codec, isKey, capturedMillis, Int8Array.fromJavaArray(picture));
      }

      @Override
      public int decoding() {
        return showing.getDecoding();
      }

      @Override
      public void stop() {
        showing.stop();
      }
    };
  }

  @Override
  public SoundPlayer play(SoundPlayer.Listener listener) {
    Speaking speaking =
        newSpeaking(
            (capturedMillis, bufferedMillis, concealedMillis) -> {
              if (concealedMillis > 0) {
                listener.concealed(concealedMillis);
              }
              if (bufferedMillis >= 0) {
                listener.playing(capturedMillis, bufferedMillis);
              }
            },
            (codec, _) -> listener.failed(codec));
    return new SoundPlayer() {
      private final MediaTrack track = new BrowserTrack(speaking.getTrack());

      @Override
      public MediaTrack track() {
        return track;
      }

      @Override
      public void play(int codec, int capturedMillis, byte[] packet) {
        speaking.play(codec, capturedMillis, Int8Array.fromJavaArray(packet));
      }

      @Override
      public void setTarget(int millis, boolean breaksNow) {
        speaking.setTarget(millis, breaksNow);
      }

      @Override
      public void stop() {
        speaking.stop();
      }
    };
  }

  @Override
  public String word(int index) {
    return wordAt(index);
  }

  @JSBody(
      params = {"track", "wants", "encoded", "failed"},
      script = "return window.relayPictures.film(track, wants, encoded, failed);")
  private static native Filming newFilming(
      Rtc.Track track, WantsTask wants, EncodedTask encoded, CodecTask failed);

  @JSBody(
      params = {"shows", "failed"},
      script = "return window.relayPictures.show(shows, failed);")
  private static native Showing newShowing(ShowsTask shows, CodecTask failed);

  @JSBody(
      params = {"playing", "failed"},
      script = "return window.relaySound.play(playing, failed);")
  private static native Speaking newSpeaking(PlayingTask playing, CodecTask failed);

  @JSBody(params = "index", script = "return window.safetyWords[index];")
  private static native String wordAt(int index);
}
