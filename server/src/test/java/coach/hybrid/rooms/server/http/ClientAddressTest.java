package coach.hybrid.rooms.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import coach.hybrid.rooms.server.config.AddressRange;
import java.net.InetAddress;
import java.util.List;
import org.eclipse.jetty.http.HttpFields;
import org.junit.jupiter.api.Test;

class ClientAddressTest {
  private static final List<AddressRange> PROXIES =
      List.of(AddressRange.of("10.0.0.0/8"), AddressRange.of("2001:db8:1::/48"));

  private static String seen(String socket, String... headers) {
    HttpFields.Mutable fields = HttpFields.build();
    for (int i = 0; i < headers.length; i += 2) {
      fields.add(headers[i], headers[i + 1]);
    }
    InetAddress address =
        ClientAddress.of(InetAddress.ofLiteral(socket), ClientAddress.hops(fields), PROXIES);
    return address.getHostAddress();
  }

  @Test
  void aTrustedProxyIsBelieved() {
    assertEquals("192.0.2.7", seen("10.1.2.3", "X-Forwarded-For", "192.0.2.7"));
    assertEquals(
        "192.0.2.7", seen("10.1.2.3", "Forwarded", "for=192.0.2.7;proto=https;by=10.1.2.3"));
  }

  @Test
  void aStrangerIsNot() {
    assertEquals("198.51.100.1", seen("198.51.100.1", "X-Forwarded-For", "192.0.2.7"));
    assertEquals("198.51.100.1", seen("198.51.100.1", "Forwarded", "for=192.0.2.7"));
  }

  @Test
  void whatStandsBeforeTheFirstStrangerMayBeInvented() {
    assertEquals(
        "192.0.2.7", seen("10.1.2.3", "X-Forwarded-For", "127.0.0.1, 192.0.2.7, 10.9.9.9"));
    assertEquals(
        "192.0.2.7",
        seen("10.1.2.3", "X-Forwarded-For", "127.0.0.1", "X-Forwarded-For", "192.0.2.7"));
    assertEquals("192.0.2.7", seen("10.1.2.3", "Forwarded", "for=127.0.0.1, for=192.0.2.7"));
  }

  /** A proxy that writes the one header lets a stranger's other one through. */
  @Test
  void theOneHeaderIsNotOverruledByTheOther() {
    assertEquals(
        "192.0.2.7",
        seen("10.1.2.3", "Forwarded", "for=127.0.0.1", "X-Forwarded-For", "192.0.2.7"));
  }

  @Test
  void addressesComeInManyShapes() {
    assertEquals("192.0.2.7", seen("10.1.2.3", "X-Forwarded-For", "192.0.2.7:4711"));
    assertEquals("192.0.2.7", seen("10.1.2.3", "X-Forwarded-For", "::ffff:192.0.2.7"));
    assertEquals(
        "2001:db8:2:0:0:0:0:7",
        seen("2001:db8:1::5", "Forwarded", "For=\"[2001:db8:2::7]:4711\";Proto=https"));
    assertEquals("2001:db8:2:0:0:0:0:7", seen("10.1.2.3", "X-Forwarded-For", "2001:db8:2::7"));
  }

  @Test
  void aProxyThatTellsNoAddressStandsForItself() {
    for (String hop : List.of("unknown", "_hidden", "", "localhost", "[", "1.2.3.4.5")) {
      assertEquals("10.1.2.3", seen("10.1.2.3", "X-Forwarded-For", hop), hop);
      assertEquals("10.1.2.3", seen("10.1.2.3", "Forwarded", "for=" + hop), hop);
    }
    assertEquals("10.1.2.3", seen("10.1.2.3", "Forwarded", "proto=https"));
    assertEquals("10.1.2.3", seen("10.1.2.3"));
  }
}
