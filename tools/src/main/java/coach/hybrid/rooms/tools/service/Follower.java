package coach.hybrid.rooms.tools.service;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** Follows a room's events, and comes back with {@code since} whenever its socket goes. */
public final class Follower {
  private static final long RETRY_MILLIS = 200;

  private final Api api;
  private final String roomId;

  /** In order of arrival; guarded by itself. */
  private final List<Event> events = new ArrayList<>();

  private volatile boolean stopped;
  private volatile CountDownLatch gone = new CountDownLatch(0);
  private volatile @Nullable WebSocket socket;

  /** What the last heartbeat said was delivered. */
  private volatile long lastBeat = -1;

  private volatile boolean complete;

  public Follower(Api api, String roomId) {
    this.api = api;
    this.roomId = roomId;
  }

  public void run() {
    while (!stopped) {
      CountDownLatch over = new CountDownLatch(1);
      gone = over;
      try {
        socket =
            api.open(
                "/events/" + roomId + "?token=" + api.apiKey() + "&since=" + lastSeq(),
                new Listener(over));
        over.await();
      } catch (IOException e) {
        // Down, or not up again.
      } catch (InterruptedException e) {
        return;
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(RETRY_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private long lastSeq() {
    synchronized (events) {
      return events.isEmpty() ? 0 : events.getLast().seq();
    }
  }

  /** One may come in the middle of a replay; nothing between two says that there is no more. */
  private void heartbeat(long seq) {
    complete = complete || seq == lastBeat;
    lastBeat = seq;
  }

  /** Whether everything there was has been delivered at some time. */
  public boolean complete() {
    return complete;
  }

  public List<Event> events() {
    synchronized (events) {
      return List.copyOf(events);
    }
  }

  public void stop() {
    stopped = true;
    WebSocket open = socket;
    if (open != null) {
      open.abort();
    }
    gone.countDown();
  }

  private final class Listener implements WebSocket.Listener {
    private final CountDownLatch gone;
    private final StringBuilder text = new StringBuilder();

    Listener(CountDownLatch gone) {
      this.gone = gone;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        JsonObject body = JsonParser.parseString(text.toString()).getAsJsonObject();
        text.setLength(0);
        if (body.has("id")) {
          synchronized (events) {
            events.add(Event.of(body));
          }
        } else {
          heartbeat(body.get("seq").getAsLong());
        }
      }
      from.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      gone.countDown();
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      gone.countDown();
    }
  }
}
