package coach.hybrid.rooms.client.bindings;

import coach.hybrid.rooms.client.signal.SignalSocket;
import org.teavm.jso.websocket.WebSocket;

/** A {@code WebSocket} of this browser. */
public final class BrowserSocket implements SignalSocket {
  private static final int OPEN = 1;

  private final WebSocket socket;

  public BrowserSocket(String url, Listener listener) {
    socket = new WebSocket(url);
    socket.onOpen(_ -> listener.opened());
    socket.onMessage(event -> listener.received(event.getDataAsString()));
    socket.onClose(event -> listener.closed(event.getCode(), event.getReason()));
  }

  @Override
  public void send(String text) {
    if (socket.getReadyState() == OPEN) {
      socket.send(text);
    }
  }

  @Override
  public void close(int code) {
    socket.close(code, "");
  }
}
