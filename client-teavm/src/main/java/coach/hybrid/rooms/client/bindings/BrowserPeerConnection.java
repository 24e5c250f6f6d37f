package coach.hybrid.rooms.client.bindings;

import coach.hybrid.rooms.client.call.Detail;
import coach.hybrid.rooms.client.call.Direction;
import coach.hybrid.rooms.client.call.Line;
import coach.hybrid.rooms.client.call.MediaTrack;
import coach.hybrid.rooms.client.call.PeerConnection;
import coach.hybrid.rooms.client.call.SendLimit;
import coach.hybrid.rooms.client.stats.LinkStats;
import coach.hybrid.rooms.protocol.IceServer;
import coach.hybrid.rooms.protocol.LinkPath;
import coach.hybrid.rooms.protocol.RawJson;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSObject;

/** {@code RTCPeerConnection} of this browser. */
public final class BrowserPeerConnection implements PeerConnection {
  private final Rtc.Connection connection;
  private final JSObject voiceAndFace = Rtc.newStream();
  private final JSObject screen = Rtc.newStream();

  private final List<BrowserTransceiver> transceivers = new ArrayList<>();

  /** Between people; an orb gets a voice as plain as it always was. */
  private boolean thrifty = true;

  public BrowserPeerConnection(List<IceServer> iceServers, Listener listener) {
    connection = new Rtc.Connection(Rtc.configuration(json(iceServers)));
    connection.onCandidate(event -> {
      JSObject candidate = event.getCandidate();
      if (candidate != null) {
        listener.candidateFound(new RawJson(Rtc.stringify(candidate)));
      }
    });
    connection.onTrack(event ->
        listener.trackReceived(
            String.valueOf(event.getTransceiver().getMid()), new BrowserTrack(event.getTrack())));
    connection.onConnectionState(_ -> listener.connectionStateChanged());
  }

  @Override
  public SignalingState signalingState() {
    String name = Rtc.constantName(connection.getSignalingState());
    for (SignalingState state : SignalingState.values()) {
      if (state.name().equals(name)) {
        return state;
      }
    }
    return SignalingState.STABLE;
  }

  @Override
  public ConnectionState connectionState() {
    String name = Rtc.constantName(connection.getConnectionState());
    for (ConnectionState state : ConnectionState.values()) {
      if (state.name().equals(name)) {
        return state;
      }
    }
    return ConnectionState.NEW;
  }

  @Override
  public Transceiver addTransceiver(Line line, Direction direction, Detail detail) {
    JSObject stream = line == Line.SCREEN ? screen : voiceAndFace;
    thrifty = detail == Detail.FULL;
    if (line.isAudio()) {
      return wrap(Rtc.addTransceiver(connection, "audio", direction.wireName(), stream));
    }
    return wrap(
        switch (detail) {
          case FULL -> Rtc.addTransceiver(connection, "video", direction.wireName(), stream);
          case GLANCE -> Rtc.addSmallVideo(connection, direction.wireName(), stream);
        });
  }

  @Override
  public List<Transceiver> transceivers() {
    List<Transceiver> all = new ArrayList<>();
    var overlays = connection.getTransceivers();
    for (int i = 0; i < overlays.getLength(); i++) {
      all.add(wrap(overlays.get(i)));
    }
    return all;
  }

  /** One wrapper for each, so that they can be compared; JavaScript objects have identity only. */
  @SuppressWarnings("ReferenceEquality")
  private BrowserTransceiver wrap(Rtc.Transceiver overlay) {
    for (BrowserTransceiver known : transceivers) {
      if (known.overlay == overlay) {
        return known;
      }
    }
    BrowserTransceiver added = new BrowserTransceiver(overlay);
    transceivers.add(added);
    if (added.isAudio()) {
      Rtc.prioritize(overlay);
      if (thrifty) {
        Rtc.preferRed(overlay);
      }
    }
    return added;
  }

  @Override
  public void setLocalDescription(Consumer<Description> then, Runnable failed) {
    Rtc.setLocalDescription(
        connection,
        () -> {
          Rtc.LocalDescription description = connection.getLocalDescription();
          if (description == null) {
            failed.run(); // rolled back before we could read it
            return;
          }
          boolean offer = description.getType().equals("offer");
          then.accept(new Description(offer, new RawJson(Rtc.stringify(description))));
        },
        failed::run);
  }

  @Override
  public void setRemoteDescription(Description description, Runnable then, Runnable failed) {
    String type = description.offer() ? "offer" : "answer";
    Rtc.setRemoteDescription(
        connection,
        Rtc.description(type, description.json().text(), thrifty),
        then::run,
        failed::run);
  }

  @Override
  public void addIceCandidate(RawJson candidate) {
    Rtc.addIceCandidate(connection, candidate.text());
  }

  @Override
  public void restartIce() {
    connection.restartIce();
  }

  @Override
  public void setIceServers(List<IceServer> iceServers) {
    connection.setConfiguration(Rtc.configuration(json(iceServers)));
  }

  @Override
  public void readStats(Consumer<LinkStats> then) {
    RtcStats.readSums(
        connection,
        sums ->
            then.accept(
                new LinkStats(
                    sums.getReceived(),
                    sums.getLost(),
                    sums.getFrames(),
                    sums.getJitter(),
                    sums.getRoundTrip(),
                    path(sums.getPath()),
                    sums.getPair(),
                    sums.getSent(),
                    sums.getBytes(),
                    sums.getConcealed(),
                    sums.getSamples(),
                    sums.getFreeze())));
  }

  private static LinkPath path(String name) {
    LinkPath path = LinkPath.fromWire(name);
    return path == null ? LinkPath.NONE : path;
  }

  @Override
  public void close() {
    connection.close();
  }

  private static String json(List<IceServer> iceServers) {
    StringBuilder out = new StringBuilder("[");
    for (IceServer server : iceServers) {
      out.append(out.length() > 1 ? "," : "").append("{\"urls\":[");
      for (int i = 0; i < server.urls().size(); i++) {
        out.append(i > 0 ? "," : "").append(Browser.quote(server.urls().get(i)));
      }
      out.append(']');
      if (server.username() != null && server.credential() != null) {
        out.append(",\"username\":").append(Browser.quote(server.username()));
        out.append(",\"credential\":").append(Browser.quote(server.credential()));
      }
      out.append('}');
    }
    return out.append(']').toString();
  }

  private final class BrowserTransceiver implements Transceiver {
    private final Rtc.Transceiver overlay;

    BrowserTransceiver(Rtc.Transceiver overlay) {
      this.overlay = overlay;
    }

    @Override
    public @Nullable String mid() {
      return overlay.getMid();
    }

    @Override
    public boolean isAudio() {
      return overlay.getReceiver().getTrack().getKind().equals("audio");
    }

    @Override
    public void setDirection(Direction direction) {
      overlay.setDirection(direction.wireName());
      Rtc.group(overlay, voiceAndFace);
    }

    @Override
    public void replaceTrack(@Nullable MediaTrack track) {
      Rtc.replaceTrack(overlay, track == null ? null : ((BrowserTrack) track).overlay());
    }

    /** A screen keeps its sharpness and gives up its speed. */
    @Override
    public void limit(SendLimit limit, boolean isScreen) {
      Rtc.limit(
          overlay,
          isScreen || limit != SendLimit.NONE,
          limit.bitsPerSecond(),
          isScreen ? 1 : limit.shrink(),
          limit.framesPerSecond());
    }

    @Override
    public void stop() {
      overlay.stop();
    }
  }
}
