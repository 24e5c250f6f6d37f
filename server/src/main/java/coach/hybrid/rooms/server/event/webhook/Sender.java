package coach.hybrid.rooms.server.event.webhook;

import java.util.concurrent.CompletableFuture;

/** Sends one request and tells what came back. */
interface Sender extends AutoCloseable {
  /** Never completes with an exception: what goes wrong is an {@link Answer}, too. */
  CompletableFuture<Answer> send(Envelope envelope);

  /** What is under way is given up. */
  @Override
  void close();
}
