package coach.hybrid.rooms.client.bindings;

import coach.hybrid.rooms.client.media.MediaSocket;
import org.teavm.jso.typedarrays.Int8Array;
import org.teavm.jso.websocket.WebSocket;

/** A {@code WebSocket} of this browser, for bytes. */
public final class BrowserMediaSocket implements MediaSocket {
  private static final int NORMAL = 1000;

  private final WebSocket socket;

  public BrowserMediaSocket(String url, Listener listener) {
    socket = new WebSocket(url);
    socket.setBinaryType("arraybuffer");
    socket.onMessage(
        event -> listener.received(new Int8Array(event.getDataAsArray()).toJavaArray()));
    socket.onOpen(_ -> listener.opened());
    socket.onClose(event -> listener.closed(event.getCode()));
  }

  @Override
  public void send(byte[] frame) {
    socket.send(Int8Array.fromJavaArray(frame));
  }

  @Override
  public int bufferedBytes() {
    return socket.getBufferedAmount();
  }

  @Override
  public void close() {
    socket.close(NORMAL);
  }
}
