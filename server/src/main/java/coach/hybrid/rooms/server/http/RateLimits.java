package coach.hybrid.rooms.server.http;

import coach.hybrid.rooms.server.auth.ApiKeys;
import coach.hybrid.rooms.server.config.ApiConfig;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How many more requests a key or an address has. Only good keys have a bucket of their own;
 * whoever sends another pays ten times with his address, and when that is spent no key of his is
 * looked at any more, so that none can be found by trying. An address that has shown a good key is
 * exempt from that last rule: a program beside the main app that keeps sending an old key must not
 * shut the main app out.
 */
final class RateLimits {
  /** What one wrong key costs its address. */
  static final int WRONG_KEY_COST = 10;

  private static final int MAX_ADDRESSES = 20_000;
  private static final Duration REMEMBERED = Duration.ofHours(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Ring apiKeys;
  private final Ring metricsKeys;
  private final Cache<ByteBuffer, Guest> guests;
  private final Policy keyPolicy;
  private final Policy addressPolicy;
  private final TimeMeter time;

  /** {@code limit} at once, refilled within {@code windowSeconds}. */
  record Policy(String name, int limit, long windowSeconds) {}

  /**
   * The answer to one request.
   *
   * @param resetSeconds until nothing is used up any more
   * @param retryAfterSeconds until one more is allowed; 0 if this one is
   */
  record Standing(Policy policy, long remaining, long resetSeconds, long retryAfterSeconds) {
    boolean refused() {
      return retryAfterSeconds > 0;
    }
  }

  /** One address. */
  private static final class Guest {
    final Bucket bucket;
    volatile boolean knownGood;

    Guest(Bucket bucket) {
      this.bucket = bucket;
    }
  }

  /** Keys that are known, each with its bucket. */
  private record Ring(ApiKeys keys, List<Bucket> buckets) {
    @Nullable Bucket bucketOf(String key) {
      int index = keys.indexOf(key);
      return index < 0 ? null : buckets.get(index);
    }
  }

  /**
   * @param metricsKeys open {@code /metrics} only
   */
  RateLimits(ApiConfig config, ApiKeys apiKeys, ApiKeys metricsKeys, LongSupplier nanos) {
    this.time = meter(nanos);
    keyPolicy = policy("key", config.keyBurst(), config.keyPerMinute());
    addressPolicy = policy("address", config.addressPerMinute(), config.addressPerMinute());
    this.apiKeys = ring(apiKeys, config);
    this.metricsKeys = ring(metricsKeys, config);
    guests =
        Caffeine.newBuilder()
            .maximumSize(MAX_ADDRESSES)
            .expireAfterAccess(REMEMBERED)
            .ticker(nanos::getAsLong)
            .build();
  }

  private Ring ring(ApiKeys keys, ApiConfig config) {
    return new Ring(
        keys,
        IntStream.range(0, keys.count())
            .mapToObj(_ -> bucket(config.keyBurst(), config.keyPerMinute()))
            .toList());
  }

  private static Policy policy(String name, int burst, int perMinute) {
    return new Policy(name, burst, Math.max(1, Math.round(60.0 * burst / perMinute)));
  }

  private static TimeMeter meter(LongSupplier nanos) {
    return new TimeMeter() {
      @Override
      public long currentTimeNanos() {
        return nanos.getAsLong();
      }

      @Override
      public boolean isWallClockBased() {
        return false;
      }
    };
  }

  private Bucket bucket(int burst, int perMinute) {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(burst).refillGreedy(perMinute, MINUTE))
        .withCustomTimePrecision(time)
        .build();
  }

  /** A request that brings no key because its address takes none. */
  Standing keyless(@Nullable InetAddress address) {
    return take(guest(address).bucket, 1, addressPolicy);
  }

  /**
   * A request to an address that wants a key.
   *
   * @param key what was sent, good or bad; null for nothing
   * @param metrics whether the key for {@code /metrics} is good here, too
   */
  Standing keyed(@Nullable String key, @Nullable InetAddress address, boolean metrics) {
    Guest guest = guest(address);
    if (key == null) {
      return take(guest.bucket, 1, addressPolicy);
    }
    if (!guest.knownGood && guest.bucket.getAvailableTokens() < WRONG_KEY_COST) {
      return take(guest.bucket, WRONG_KEY_COST, addressPolicy);
    }
    Bucket own = apiKeys.bucketOf(key);
    if (own == null && metrics) {
      own = metricsKeys.bucketOf(key);
    }
    if (own == null) {
      return take(guest.bucket, WRONG_KEY_COST, addressPolicy);
    }
    guest.knownGood = true;
    return take(own, 1, keyPolicy);
  }

  /** What a request without a key has brought turned out to be none. */
  void wrongKey(@Nullable InetAddress address) {
    guest(address).bucket.tryConsumeAsMuchAsPossible(WRONG_KEY_COST - 1);
  }

  private static Standing take(Bucket bucket, int cost, Policy policy) {
    ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(cost);
    return new Standing(
        policy,
        probe.getRemainingTokens(),
        ceilSeconds(probe.getNanosToWaitForReset()),
        probe.isConsumed() ? 0 : Math.max(1, ceilSeconds(probe.getNanosToWaitForRefill())));
  }

  private static long ceilSeconds(long nanos) {
    return Math.ceilDiv(nanos, 1_000_000_000L);
  }

  private Guest guest(@Nullable InetAddress address) {
    return guests.get(
        network(address), _ -> new Guest(bucket(addressPolicy.limit(), addressPolicy.limit())));
  }

  /** An IPv6 customer has a whole /64 to choose addresses from. */
  private static ByteBuffer network(@Nullable InetAddress address) {
    byte[] bytes = address == null ? new byte[0] : address.getAddress();
    return ByteBuffer.wrap(address instanceof Inet6Address ? Arrays.copyOf(bytes, 8) : bytes);
  }

  long addressesRemembered() {
    guests.cleanUp();
    return guests.estimatedSize();
  }
}
