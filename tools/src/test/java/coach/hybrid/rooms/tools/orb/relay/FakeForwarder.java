package coach.hybrid.rooms.tools.orb.relay;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * The service's relay in memory: what comes for somebody who has a socket goes to him under the
 * sender's id, everything else nowhere. One thread.
 */
final class FakeForwarder {
  private static final int PEER_AT = 4;

  private final Map<Integer, Socket> sockets = new HashMap<>();
  private final List<byte[]> passed = new ArrayList<>();
  private final List<CompletableFuture<Boolean>> held = new ArrayList<>();
  private boolean refusing;
  private boolean holding;

  Dialer dialer(int mediaId) {
    return call -> {
      if (refusing) {
        call.closed(503);
        return;
      }
      Socket socket = new Socket(mediaId, call);
      sockets.put(mediaId, socket);
      call.opened(socket);
    };
  }

  /** All that went through, as the service saw it. */
  List<byte[]> passed() {
    return passed;
  }

  int sockets() {
    return sockets.size();
  }

  void refuse(boolean everybody) {
    refusing = everybody;
  }

  void cut(int mediaId, int code) {
    Socket socket = sockets.remove(mediaId);
    if (socket != null) {
      socket.call.closed(code);
    }
  }

  /** From now on nothing that is sent is out until {@link #release}. */
  void hold() {
    holding = true;
  }

  void release() {
    holding = false;
    List<CompletableFuture<Boolean>> waiting = List.copyOf(held);
    held.clear();
    waiting.forEach(sent -> sent.complete(true));
  }

  private final class Socket implements Dialer.Wire {
    private final int mediaId;
    private final Dialer.Call call;

    Socket(int mediaId, Dialer.Call call) {
      this.mediaId = mediaId;
      this.call = call;
    }

    @Override
    public CompletableFuture<?> send(byte[] message) {
      passed.add(message.clone());
      int to = ((message[PEER_AT] & 0xff) << 8) | (message[PEER_AT + 1] & 0xff);
      Socket target = sockets.get(to);
      if (target != null && !target.equals(this)) {
        byte[] forwarded = message.clone();
        forwarded[PEER_AT] = (byte) (mediaId >> 8);
        forwarded[PEER_AT + 1] = (byte) mediaId;
        target.call.received(forwarded);
      }
      if (!holding) {
        return CompletableFuture.completedFuture(true);
      }
      CompletableFuture<Boolean> sent = new CompletableFuture<>();
      held.add(sent);
      return sent;
    }

    @Override
    public void abort() {
      sockets.remove(mediaId, this);
    }
  }
}
