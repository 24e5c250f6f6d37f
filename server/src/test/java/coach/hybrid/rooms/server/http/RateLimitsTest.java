package coach.hybrid.rooms.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import coach.hybrid.rooms.server.auth.ApiKeys;
import coach.hybrid.rooms.server.config.AddressRange;
import coach.hybrid.rooms.server.config.ApiConfig;
import coach.hybrid.rooms.server.config.Secret;
import coach.hybrid.rooms.server.http.RateLimits.Standing;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RateLimitsTest {
  private static final InetAddress HERE = InetAddress.ofLiteral("192.0.2.1");
  private static final InetAddress ELSEWHERE = InetAddress.ofLiteral("192.0.2.2");
  private static final String KEY = "the-main-apps-key";

  private long nanos;
  private final RateLimits limits =
      new RateLimits(
          new ApiConfig(60, 10, 60, List.of(), Set.of(), null),
          new ApiKeys(List.of(new Secret(KEY), new Secret("another-good-key"))),
          new ApiKeys(List.of(new Secret("key-for-metrics"))),
          () -> nanos);

  @Test
  void eachKeyHasItsBurstAndGetsItBackWithTime() {
    for (int left = 9; left >= 0; left--) {
      Standing standing = limits.keyed(KEY, HERE, false);
      assertFalse(standing.refused());
      assertEquals(left, standing.remaining());
    }
    Standing refused = limits.keyed(KEY, HERE, false);
    assertTrue(refused.refused());
    assertEquals("key", refused.policy().name());
    assertEquals(10, refused.policy().limit());
    assertEquals(10, refused.policy().windowSeconds());
    assertEquals(1, refused.retryAfterSeconds());
    assertEquals(10, refused.resetSeconds());
    assertFalse(limits.keyed("another-good-key", HERE, false).refused());
    nanos += 1_000_000_000L;
    assertFalse(limits.keyed(KEY, HERE, false).refused());
    assertTrue(limits.keyed(KEY, HERE, false).refused());
  }

  @Test
  void wrongKeysShutTheirAddressOutBeforeAnyKeyIsLookedAt() {
    for (int guess = 0; guess < 6; guess++) {
      assertFalse(limits.keyed("guess-" + guess, HERE, false).refused());
    }
    assertTrue(limits.keyed("guess-again", HERE, false).refused());
    assertTrue(limits.keyed(KEY, HERE, false).refused());
    assertFalse(limits.keyed(KEY, ELSEWHERE, false).refused());
    nanos += 10_000_000_000L;
    assertFalse(limits.keyed(KEY, HERE, false).refused());
  }

  @Test
  void anAddressThatHasShownAGoodKeyIsNotShutOutByWrongOnesBesideIt() {
    assertFalse(limits.keyed(KEY, HERE, false).refused());
    for (int guess = 0; guess < 20; guess++) {
      limits.keyed("old-key", HERE, false);
    }
    assertTrue(limits.keyed("old-key", HERE, false).refused());
    assertFalse(limits.keyed(KEY, HERE, false).refused());
  }

  @Test
  void whoeverSendsNoKeyCountsByAddress() {
    for (int i = 0; i < 60; i++) {
      assertFalse(limits.keyless(HERE).refused());
    }
    assertEquals("address", limits.keyless(HERE).policy().name());
    assertTrue(limits.keyless(HERE).refused());
    assertTrue(limits.keyed(null, HERE, false).refused());
    assertFalse(limits.keyless(ELSEWHERE).refused());
  }

  @Test
  void theMetricsKeyIsGoodForMetricsOnly() {
    assertEquals("key", limits.keyed("key-for-metrics", HERE, true).policy().name());
    assertEquals("address", limits.keyed("key-for-metrics", HERE, false).policy().name());
  }

  @Test
  void aWholeNetworkOfOneIpV6CustomerIsOneAddress() {
    for (int i = 0; i < 60; i++) {
      limits.keyless(InetAddress.ofLiteral("2001:db8::" + Integer.toHexString(i + 1)));
    }
    assertTrue(limits.keyless(InetAddress.ofLiteral("2001:db8::ffff")).refused());
    assertFalse(limits.keyless(InetAddress.ofLiteral("2001:db8:0:1::1")).refused());
  }

  @Test
  void memoryStaysBoundedHoweverManyAddressesAndKeysCome() {
    for (int i = 0; i < 100_000; i++) {
      InetAddress address =
          InetAddress.ofLiteral("10." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255));
      limits.keyed("random-key-" + i, address, false);
    }
    assertTrue(limits.addressesRemembered() <= 20_000);
  }

  @Test
  void onlyTrustedProxiesAreBelieved() {
    InetAddress proxy = InetAddress.ofLiteral("127.0.0.1");
    List<AddressRange> trusted = List.of(AddressRange.of("127.0.0.1"));
    List<String> forged = List.of("203.0.113.9", "192.0.2.1");
    assertEquals(HERE, ClientAddress.of(proxy, forged, trusted));
    assertEquals(ELSEWHERE, ClientAddress.of(ELSEWHERE, forged, trusted));
    assertEquals(HERE, ClientAddress.of(proxy, List.of("192.0.2.1", "127.0.0.1"), trusted));
    assertEquals(proxy, ClientAddress.of(proxy, List.of("unknown"), trusted));
    assertEquals(proxy, ClientAddress.of(proxy, List.of(), trusted));
  }
}
