package coach.hybrid.rooms.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One entry of {@code RTCConfiguration.iceServers} (W3C WebRTC, {@code RTCIceServer}). */
public record IceServer(List<String> urls, @Nullable String username, @Nullable String credential) {
  public IceServer {
    urls = List.copyOf(urls);
  }
}
