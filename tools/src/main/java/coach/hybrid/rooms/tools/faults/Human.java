package coach.hybrid.rooms.tools.faults;

import coach.hybrid.rooms.tools.service.Api;
import coach.hybrid.rooms.tools.service.Page;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A person's page without the media: it joins, shows what is told of the assistant, and sends the
 * other person a candidate five times a second, whose arrival is the call.
 */
final class Human {
  private static final long ANSWER_SECONDS = 10;
  private static final long EVERY_MILLIS = 200;
  private static final long WORTH_KEEPING_NANOS = 210_000_000;

  private record Gap(long endNanos, long nanos) {}

  private final Api api;
  private final String roomId;
  private final String userId;
  private final String otherId;
  private final String role;
  private final String token;
  private final String instanceId = UUID.randomUUID().toString();

  // Guarded by this.
  private final List<String> states = new ArrayList<>();
  private @Nullable WebSocket socket;
  private long lastArrivalNanos;
  private final List<Gap> gaps = new ArrayList<>();
  private int arrivals;
  private int lost;
  private boolean expectsLoss;
  private boolean gone;

  Human(Api api, String roomId, String userId, String otherId, String role, String token) {
    this.api = api;
    this.roomId = roomId;
    this.userId = userId;
    this.otherId = otherId;
    this.role = role;
    this.token = token;
  }

  /** Takes the seat, or the one it still has; whether it was still there. */
  boolean join() throws IOException, InterruptedException {
    Page page = new Page(this::received, this::closed);
    WebSocket opened = api.open("/ws-simple/" + roomId + "?token=" + token, page);
    synchronized (this) {
      socket = opened;
      lastArrivalNanos = 0;
      expectsLoss = false;
    }
    send(Page.join(roomId, userId, role, instanceId));
    try {
      boolean resumed = page.welcome().get(ANSWER_SECONDS, TimeUnit.SECONDS);
      send("{\"type\":\"media-state\",\"audio\":true,\"video\":false,\"screen\":false}");
      send("{\"type\":\"consent\",\"transcription\":true,\"recording\":false,\"assistant\":true}");
      return resumed;
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException(role + " was not let in", e);
    }
  }

  /** Until it is gone; on a thread of its own. */
  void keepCalling() {
    String message =
        """
        {"type":"ice-candidate","toId":"%s","candidate":{"candidate":"candidate:1 1 udp 1 192.0.2.1\
         9 typ host","sdpMid":"0","sdpMLineIndex":0}}\
        """
            .formatted(otherId);
    try {
      while (!isGone()) {
        send(message);
        Thread.sleep(EVERY_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void control(String action) {
    send("{\"type\":\"orb-control\",\"action\":\"%s\"}".formatted(action));
  }

  private synchronized void send(String text) {
    WebSocket open = socket;
    if (open == null || open.isOutputClosed()) {
      return;
    }
    try {
      open.sendText(text, true).get(ANSWER_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      open.abort(); // Counted where the socket's end is told.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** From now on the socket may go, and silence is no gap; until the next join. */
  synchronized void expectLoss() {
    expectsLoss = true;
    lastArrivalNanos = 0;
  }

  synchronized void go() {
    gone = true;
    expectLoss();
    WebSocket open = socket;
    if (open != null) {
      open.abort();
    }
  }

  private synchronized boolean isGone() {
    return gone;
  }

  /** The assistant as this page showed it, without repetitions. */
  synchronized String states() {
    return String.join(" ", states);
  }

  synchronized String state() {
    return states.isEmpty() ? "" : states.getLast();
  }

  synchronized int stateCount() {
    return states.size();
  }

  /** In what has arrived since then; short ones count as none. */
  synchronized long longestGapMillisSince(long nanos) {
    return gaps.stream()
            .filter(gap -> gap.endNanos() - nanos > 0)
            .mapToLong(Gap::nanos)
            .max()
            .orElse(0)
        / 1_000_000;
  }

  synchronized int arrivals() {
    return arrivals;
  }

  /** How often the socket went that should have stayed. */
  synchronized int lost() {
    return lost;
  }

  private synchronized void received(JsonObject message) {
    switch (message.get("type").getAsString()) {
      case "orb-state" -> {
        String reason =
            message.has("reason") ? "(" + message.get("reason").getAsString() + ")" : "";
        String state = message.get("state").getAsString() + reason;
        if (!state.equals(state())) {
          states.add(state);
        }
      }
      case "ice-candidate" -> {
        if (message.get("fromId").getAsString().equals(otherId) && !expectsLoss) {
          arrived(System.nanoTime());
        }
      }
      default -> {
        // Nothing a fault of an orb may change.
      }
    }
  }

  private synchronized void arrived(long nanos) {
    if (lastArrivalNanos != 0 && nanos - lastArrivalNanos > WORTH_KEEPING_NANOS) {
      gaps.add(new Gap(nanos, nanos - lastArrivalNanos));
    }
    lastArrivalNanos = nanos;
    arrivals++;
  }

  private synchronized void closed(WebSocket from) {
    if (from.equals(socket)) {
      socket = null;
      lost += expectsLoss ? 0 : 1;
    }
  }
}
