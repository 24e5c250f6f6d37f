package coach.hybrid.rooms.client.bindings;

import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;
import org.teavm.jso.typedarrays.Int32Array;

/**
 * What the page's two scripts, each a Java program of its own, say to each other: nothing but
 * numbers, words and the browser's own objects. {@code RoomMedia} and {@code RelayPath} say what it
 * means.
 */
final class Bridge {
  private static final String SCRIPT = "/assets/media.js";
  private static final String GLOBAL = "roomMedia";

  @JSFunctor
  interface Opener extends JSObject {
    Media open(String roomId, Address socketUrl);
  }

  @JSFunctor
  interface Address extends JSObject {
    String now();
  }

  @JSFunctor
  interface MediaId extends JSObject {
    int now();
  }

  interface Media extends JSObject {
    void setJoined(boolean joined);

    void setConsent(boolean mayBeWrittenDown);

    void setTranscription(String wireName);

    void setMicrophone(Rtc.@Nullable Track track, boolean on);

    void networkChanged();

    /** The lines that we may send on are bits: 1 for the first. */
    Path create(String selfId, String peerId, MediaId peerMediaId, int lines, Events events);

    void close();
  }

  interface Path extends JSObject {
    void prepare();

    void receiveKey(String publicKey, int generation);

    void retry();

    void setTrack(int line, Rtc.@Nullable Track track);

    void setSending(boolean sending);

    void setReceiving(boolean receiving);

    boolean holdsPictureBack();

    boolean isUnheard();

    boolean isReady();

    Int32Array stats();

    @Nullable String safetyWords();

    void close();
  }

  interface Events extends JSObject {
    void keyMade(String publicKey, int generation);

    void trackReceived(int line, Rtc.Track track);

    void relayChanged();
  }

  private Bridge() {}

  /** For the page: runs {@code then} once the other script is there. */
  static void load(Rtc.Task then, Rtc.Task failed) {
    Scripts.load(GLOBAL, SCRIPT, then, failed);
  }

  @JSBody(
      params = {"roomId", "socketUrl"},
      script = "return window.roomMedia(roomId, socketUrl);")
  static native Media open(String roomId, Address socketUrl);

  /** For the other script: it is there. */
  @JSBody(params = "opener", script = "window.roomMedia = opener;")
  static native void offer(Opener opener);
}
