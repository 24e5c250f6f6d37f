package coach.hybrid.rooms.client.bindings;

import coach.hybrid.rooms.client.call.Line;
import coach.hybrid.rooms.client.call.MediaTrack;
import coach.hybrid.rooms.client.call.RelayPath;
import coach.hybrid.rooms.client.media.RoomMedia;
import coach.hybrid.rooms.client.stats.LinkStats;
import coach.hybrid.rooms.protocol.TranscriptionState;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.typedarrays.Int32Array;

/** The end of the bridge in {@code media.js}. */
public final class MediaExport implements Bridge.Media {
  /** Makes what is behind the bridge, once for each stay in a call. */
  public interface Maker {
    RoomMedia make(String roomId, Supplier<String> socketUrl);
  }

  private final RoomMedia media;

  private MediaExport(RoomMedia media) {
    this.media = media;
  }

  /** Tells the page that its second script is there. */
  public static void offer(Maker maker) {
    Bridge.offer((roomId, socketUrl) -> new MediaExport(maker.make(roomId, socketUrl::now)));
  }

  private static @Nullable MediaTrack track(Rtc.@Nullable Track track) {
    return track == null ? null : new BrowserTrack(track);
  }

  @Override
  public void setJoined(boolean joined) {
    media.setJoined(joined);
  }

  @Override
  public void setConsent(boolean mayBeWrittenDown) {
    media.setConsent(mayBeWrittenDown);
  }

  @Override
  public void setTranscription(String wireName) {
    media.setTranscription(Objects.requireNonNull(TranscriptionState.fromWire(wireName)));
  }

  @Override
  public void setMicrophone(Rtc.@Nullable Track track, boolean on) {
    media.setMicrophone(track(track), on);
  }

  @Override
  public Bridge.Path create(
      String selfId, String peerId, Bridge.MediaId peerMediaId, int lines, Bridge.Events events) {
    return new Path(
        media.create(
            new RelayPath.RelayPeer(
                selfId,
                peerId,
                peerMediaId::now,
                (lines & 1) != 0,
                (lines & 2) != 0,
                (lines & 4) != 0),
            new Listener(events)));
  }

  @Override
  public void networkChanged() {
    media.networkChanged();
  }

  @Override
  public void close() {
    media.close();
  }

  private static final class Listener implements RelayPath.Listener {
    private final Bridge.Events events;

    Listener(Bridge.Events events) {
      this.events = events;
    }

    @Override
    public void keyMade(String publicKey, int generation) {
      events.keyMade(publicKey, generation);
    }

    @Override
    public void trackReceived(Line line, MediaTrack track) {
      events.trackReceived(line.index(), ((BrowserTrack) track).overlay());
    }

    @Override
    public void relayChanged() {
      events.relayChanged();
    }
  }

  private static final class Path implements Bridge.Path {
    private final RelayPath path;

    Path(RelayPath path) {
      this.path = path;
    }

    @Override
    public void prepare() {
      path.prepare();
    }

    @Override
    public void receiveKey(String publicKey, int generation) {
      path.receiveKey(publicKey, generation);
    }

    @Override
    public void setTrack(int line, Rtc.@Nullable Track track) {
      path.setTrack(Objects.requireNonNull(Line.at(line)), track(track));
    }

    @Override
    public void setSending(boolean sending) {
      path.setSending(sending);
    }

    @Override
    public void setReceiving(boolean receiving) {
      path.setReceiving(receiving);
    }

    @Override
    public void retry() {
      path.retry();
    }

    @Override
    public boolean holdsPictureBack() {
      return path.holdsPictureBack();
    }

    @Override
    public boolean isUnheard() {
      return path.isUnheard();
    }

    @Override
    public boolean isReady() {
      return path.isReady();
    }

    /** All that a relay counts. */
    @Override
    public Int32Array stats() {
      LinkStats stats = path.stats();
      return Int32Array.fromJavaArray(
          new int[] {
            stats.packetsReceived(),
            stats.packetsLost(),
            stats.framesDecoded(),
            stats.jitterMillis(),
            stats.bytesSent(),
            stats.bytesReceived(),
            stats.concealedSamples(),
            stats.samplesReceived(),
            stats.freezeMillis()
          });
    }

    @Override
    public @Nullable String safetyWords() {
      return path.safetyWords();
    }

    @Override
    public void close() {
      path.close();
    }
  }
}
