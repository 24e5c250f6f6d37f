package coach.hybrid.rooms.server.media;

import io.github.bucket4j.Bucket;
import java.time.Duration;

/** How much one participant may have relayed. Only touched by the thread that reads his socket. */
final class RelayRate {
  /** Sound, camera and screen to a few others; after a stall some seconds come at once. */
  private static final int FRAMES_PER_SECOND = 500;

  private static final int FRAME_BURST = 2_000;

  /** 12 Mbit/s: camera and screen of a good quality to two others. */
  private static final int OCTETS_PER_SECOND = 1_500_000;

  private static final int OCTET_BURST = 6_000_000;

  private final Bucket frames = bucket(FRAME_BURST, FRAMES_PER_SECOND);
  private final Bucket octets = bucket(OCTET_BURST, OCTETS_PER_SECOND);

  private static Bucket bucket(int burst, int perSecond) {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(burst).refillGreedy(perSecond, Duration.ofSeconds(1)))
        .build();
  }

  boolean allows(int size) {
    return frames.tryConsume(1) && octets.tryConsume(size + 1);
  }
}
