package coach.hybrid.rooms.client.bindings;

import coach.hybrid.rooms.client.call.Line;
import coach.hybrid.rooms.client.call.MediaTrack;
import coach.hybrid.rooms.client.call.RelayPath;
import coach.hybrid.rooms.client.media.RoomMedia;
import coach.hybrid.rooms.client.stats.LinkStats;
import coach.hybrid.rooms.protocol.LinkPath;
import coach.hybrid.rooms.protocol.TranscriptionState;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The page's end of the bridge to {@code media.js}. */
public final class MediaImport implements RoomMedia {
  private final Bridge.Media media;

  private MediaImport(Bridge.Media media) {
    this.media = media;
  }

  /**
   * Loads the script.
   *
   * @param socketUrl asked for with each socket, because its token changes
   */
  public static void load(
      String roomId, Supplier<String> socketUrl, Consumer<RoomMedia> then, Runnable failed) {
    Bridge.load(
        () -> then.accept(new MediaImport(Bridge.open(roomId, socketUrl::get))), failed::run);
  }

  private static Rtc.@Nullable Track overlay(@Nullable MediaTrack track) {
    return track == null ? null : ((BrowserTrack) track).overlay();
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
  public void setTranscription(TranscriptionState state) {
    media.setTranscription(state.wireName());
  }

  @Override
  public void setMicrophone(@Nullable MediaTrack track, boolean on) {
    media.setMicrophone(overlay(track), on);
  }

  @Override
  public RelayPath create(RelayPath.RelayPeer peer, RelayPath.Listener listener) {
    int lines =
        (peer.sendsAudio() ? 1 : 0) | (peer.sendsVideo() ? 2 : 0) | (peer.sendsScreen() ? 4 : 0);
    return new Path(
        media.create(
            peer.selfId(),
            peer.peerId(),
            peer.peerMediaId()::getAsInt,
            lines,
            new Events(listener)));
  }

  @Override
  public void networkChanged() {
    media.networkChanged();
  }

  @Override
  public void close() {
    media.close();
  }

  private static final class Events implements Bridge.Events {
    private final RelayPath.Listener listener;

    Events(RelayPath.Listener listener) {
      this.listener = listener;
    }

    @Override
    public void keyMade(String publicKey, int generation) {
      listener.keyMade(publicKey, generation);
    }

    @Override
    public void trackReceived(int line, Rtc.Track track) {
      listener.trackReceived(Objects.requireNonNull(Line.at(line)), new BrowserTrack(track));
    }

    @Override
    public void relayChanged() {
      listener.relayChanged();
    }
  }

  private static final class Path implements RelayPath {
    private final Bridge.Path path;

    Path(Bridge.Path path) {
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
    public void setTrack(Line line, @Nullable MediaTrack track) {
      path.setTrack(line.index(), overlay(track));
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

    /** In the order in which {@link MediaExport} gives them. */
    @Override
    public LinkStats stats() {
      int[] is = path.stats().toJavaArray();
      return new LinkStats(
          is[0], is[1], is[2], is[3], 0, LinkPath.RELAY, "", is[4], is[5], is[6], is[7], is[8]);
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
