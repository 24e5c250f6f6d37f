package coach.hybrid.rooms.tools.orb.peer;

import coach.hybrid.rooms.protocol.IceServer;
import coach.hybrid.rooms.protocol.LinkPath;
import coach.hybrid.rooms.protocol.LinkQuality;
import coach.hybrid.rooms.tools.orb.face.Expression;
import coach.hybrid.rooms.tools.orb.voice.PulledMouth;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonSyntaxException;
import dev.onvoid.webrtc.PortAllocatorConfig;
import dev.onvoid.webrtc.RTCBundlePolicy;
import dev.onvoid.webrtc.RTCConfiguration;
import dev.onvoid.webrtc.RTCIceServer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;

/** All links of one orb, by the other's id, and the media they share. The orb's thread only. */
public final class Links implements AutoCloseable {
  private static final int MOST_LINKS = 16;

  private final MediaEngine engine;
  private final FaceCamera camera;
  private final Executor orbThread;
  private final LinkListener listener;
  private final Map<String, Link> links = new HashMap<>();
  private List<IceServer> iceServers = List.of();

  /** Told what was pulled at the mouth, on the device's thread. */
  public interface MouthTap {
    void pulled(byte[] pcm, int samples);
  }

  public Links(
      VideoSize size, PulledMouth mouth, MouthTap tap, Executor orbThread, LinkListener listener) {
    this.engine = new MediaEngine(mouth, tap);
    this.camera = new FaceCamera(size, engine.picture(), mouth::level);
    this.orbThread = orbThread;
    this.listener = listener;
    camera.start();
  }

  public void show(Expression expression) {
    camera.show(expression);
  }

  /** What the face shows. Any thread. */
  public Expression shown() {
    return camera.shown();
  }

  /** Has every link say how it stands. */
  public void measure() {
    links.values().forEach(Link::measure);
  }

  public void iceServers(List<IceServer> servers) {
    iceServers = servers;
    links.values().forEach(link -> link.reconfigure(configuration()));
  }

  /** Takes an {@code RTCSessionDescriptionInit}; the answer comes to the listener. */
  public void offered(String userId, String description) {
    String sdp = text(parse(description), "sdp");
    Link link = links.get(userId);
    if (link != null && link.strangerTo(sdp)) {
      link.close();
      link = null;
    }
    if (link == null) {
      if (links.size() >= MOST_LINKS) {
        return;
      }
      link = new Link(userId, engine, configuration(), orbThread, listener);
      links.put(userId, link);
    }
    link.offered(sdp);
  }

  /** By which path, and how well, somebody hears the orb ({@code link-state}). */
  public void heard(String userId, LinkPath path, LinkQuality quality) {
    Link link = links.get(userId);
    if (link != null) {
      link.heard(path, quality);
    }
  }

  /** Takes an {@code RTCIceCandidateInit} or null, which says that there are no more. */
  public void candidate(String userId, String candidate) {
    Link link = links.get(userId);
    JsonObject json = parse(candidate);
    String text = text(json, "candidate");
    if (link == null || text.isEmpty()) {
      return;
    }
    JsonElement index = json.get("sdpMLineIndex");
    int line = index != null && index.isJsonPrimitive() ? index.getAsInt() : 0;
    link.candidate(text, text(json, "sdpMid"), line);
  }

  private static JsonObject parse(String text) {
    try {
      return JsonParser.parseString(text) instanceof JsonObject object ? object : new JsonObject();
    } catch (JsonSyntaxException e) {
      return new JsonObject();
    }
  }

  private static String text(JsonObject json, String name) {
    JsonElement value = json.get(name);
    return value != null && value.isJsonPrimitive() ? value.getAsString() : "";
  }

  private RTCConfiguration configuration() {
    RTCConfiguration configuration = new RTCConfiguration();
    configuration.bundlePolicy = RTCBundlePolicy.MAX_BUNDLE;
    configuration.portAllocatorConfig = new PortAllocatorConfig().setEnableSharedSocket(true);
    for (IceServer server : iceServers) {
      RTCIceServer entry = new RTCIceServer();
      entry.urls.addAll(server.urls());
      if (server.username() != null && server.credential() != null) {
        entry.username = server.username();
        entry.password = server.credential();
      }
      configuration.iceServers.add(entry);
    }
    return configuration;
  }

  public void drop(String userId) {
    Link link = links.remove(userId);
    if (link != null) {
      link.close();
    }
  }

  /** What came in over one link so far: pictures, and pieces of sound of 10 ms. */
  public record Arrivals(String userId, long frames, long sounds) {}

  public List<Arrivals> arrivals() {
    return links.entrySet().stream()
        .map(entry ->
            new Arrivals(
                entry.getKey(), entry.getValue().framesSeen(), entry.getValue().soundsHeard()))
        .toList();
  }

  @Override
  public void close() {
    List.copyOf(links.keySet()).forEach(this::drop);
    camera.close();
    engine.close();
  }
}
