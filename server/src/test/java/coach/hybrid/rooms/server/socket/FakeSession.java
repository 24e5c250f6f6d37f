package coach.hybrid.rooms.server.socket;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;

/** A peer's end of the wire: takes a frame only when the test lets it. */
public final class FakeSession extends CoreSession.Empty {
  public final List<String> sent = new ArrayList<>();
  private final Queue<Callback> underWay = new ArrayDeque<>();
  public boolean aborted;

  @Override
  public void sendFrame(Frame frame, Callback callback, boolean batch) {
    sent.add(
        switch (frame.getOpCode()) {
          case OpCode.PING -> "ping";
          case OpCode.PONG -> "pong " + frame.getPayloadAsUTF8();
          default -> frame.getPayloadAsUTF8();
        });
    underWay.add(callback);
  }

  @Override
  public void close(int code, String reason, Callback callback) {
    sent.add("close " + code);
    underWay.add(callback);
  }

  @Override
  public void abort() {
    aborted = true;
  }

  @Override
  public void demand() {}

  /** The frame sent last has left. */
  void take() {
    underWay.remove().succeeded();
  }

  public void takeAll() {
    while (!underWay.isEmpty()) {
      take();
    }
  }

  void breakDown() {
    underWay.remove().failed(new IllegalStateException("on purpose"));
  }
}
