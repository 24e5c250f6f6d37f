package coach.hybrid.rooms.server.http;

import coach.hybrid.rooms.server.problem.Problem;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for a room that has to write first, but not for ever. */
final class Waiting {
  private static final long MOST_MILLIS = 5_000;
  private static final int RETRY_SECONDS = 5;

  static final Problem STORE_UNAVAILABLE =
      Problem.of(
              503,
              "store-unavailable",
              "The service cannot write now",
              "What you asked for is not confirmed; ask again, it will not be done twice.")
          .withRetryAfter(RETRY_SECONDS);

  private Waiting() {}

  static <T> T forStore(CompletableFuture<T> answer) {
    try {
      return answer.get(MOST_MILLIS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new ProblemException(STORE_UNAVAILABLE);
    } catch (ExecutionException e) {
      throw new IllegalStateException("the room could not do it", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a room was writing", e);
    }
  }
}
