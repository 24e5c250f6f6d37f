package coach.hybrid.rooms.server.signal;

import coach.hybrid.rooms.server.config.SocketConfig;
import coach.hybrid.rooms.server.socket.SocketMessage;
import io.github.bucket4j.Bucket;
import java.time.Duration;

/** How much one socket may send. Only touched by the thread that reads it. */
final class SocketRate {
  /**
   * Characters a peer may send at once: less than another peer's outbound queue holds, so that
   * nobody is cut off by what somebody else pours out. A hundred offers.
   */
  private static final int VOLUME_BURST = 1024 * 1024;

  private static final int VOLUME_PER_SECOND = 128 * 1024;

  private final Bucket messages;
  private final Bucket volume = bucket(VOLUME_BURST, VOLUME_PER_SECOND);

  SocketRate(SocketConfig config) {
    messages = bucket(config.messageBurst(), config.messagesPerSecond());
  }

  private static Bucket bucket(int burst, int perSecond) {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(burst).refillGreedy(perSecond, Duration.ofSeconds(1)))
        .build();
  }

  /** Whether this message is still within the limits. */
  boolean allows(SocketMessage message) {
    return messages.tryConsume(1) && volume.tryConsume(message.cost() + 1);
  }
}
