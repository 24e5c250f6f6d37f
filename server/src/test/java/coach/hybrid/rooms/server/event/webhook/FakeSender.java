package coach.hybrid.rooms.server.event.webhook;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Receivers that answer when the test says so, or at once by a rule of theirs. */
final class FakeSender implements Sender {
  /** An attempt as the receiver sees it. */
  record Request(Envelope envelope, CompletableFuture<Answer> answered) {
    String id() {
      return String.valueOf(envelope.headers().get("webhook-id"));
    }

    String body() {
      return envelope.body();
    }

    void answer(int status) {
      answered.complete(new Answer(status, null, Duration.ofMillis(5), null));
    }

    void answer(int status, Duration retryAfter) {
      answered.complete(new Answer(status, null, Duration.ofMillis(5), retryAfter));
    }

    void fail() {
      answered.complete(Answer.failed("the connection was refused", Duration.ofMillis(5)));
    }
  }

  private final List<Request> open = new ArrayList<>();
  private final List<String> seen = new ArrayList<>();
  private final Map<String, Integer> rules = new HashMap<>();
  private boolean closed;

  /** From now on that host answers at once; null for when the test says so. */
  void rule(String host, @Nullable Integer status) {
    if (status == null) {
      rules.remove(host);
    } else {
      rules.put(host, status);
    }
  }

  @Override
  public CompletableFuture<Answer> send(Envelope envelope) {
    Request request = new Request(envelope, new CompletableFuture<>());
    seen.add(request.id());
    Integer status = rules.get(envelope.url().getHost());
    if (status != null) {
      request.answer(status);
    } else {
      open.add(request);
    }
    return request.answered();
  }

  /** Ids of everything that came in, in order. */
  List<String> seen() {
    return seen;
  }

  /** Ids of what waits for an answer. */
  List<String> open() {
    return open.stream().map(Request::id).toList();
  }

  Request take() {
    if (open.isEmpty()) {
      throw new AssertionError("nothing was sent");
    }
    return open.removeFirst();
  }

  Request take(String id) {
    Request found =
        open.stream()
            .filter(request -> request.id().equals(id))
            .findFirst()
            .orElseThrow(() -> new AssertionError(id + " is not among " + open()));
    open.remove(found);
    return found;
  }

  boolean closed() {
    return closed;
  }

  @Override
  public void close() {
    closed = true;
  }
}
