package coach.hybrid.rooms.server.event.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import coach.hybrid.rooms.server.config.AllowedHosts;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {
  private static final AddressGuard STRICT = new AddressGuard(new AllowedHosts(List.of()));

  private static InetAddress address(String text) {
    return InetAddress.ofLiteral(text);
  }

  private static AddressGuard allowing(String hosts) throws Exception {
    return new AddressGuard(LiveWebhooks.allowing(hosts).allowedHosts());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.1",
        "10.255.255.255",
        "100.64.0.1",
        "100.127.255.255",
        "100.100.100.200",
        "127.0.0.1",
        "127.8.8.8",
        "168.63.129.16",
        "169.254.0.1",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.192",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.0.1",
        "192.168.255.255",
        "198.18.0.1",
        "198.19.255.255",
        "198.51.100.7",
        "203.0.113.7",
        "224.0.0.1",
        "239.255.255.250",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::ffff:a9fe:a9fe",
        "::10.0.0.1",
        "64:ff9b::127.0.0.1",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::1",
        "100::1",
        "2001::1",
        "2001:db8::1",
        "2002:7f00:1::1",
        "2002:a00:1::",
        "3fff::1",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "febf::1",
        "fec0::1",
        "ff02::1",
        "ff05::2",
        "4000::1"
      })
  void whatIsNotPublicIsRefused(String text) {
    assertFalse(STRICT.permits("a.example", 443, address(text)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "8.8.8.8",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.1",
        "169.253.255.255",
        "172.15.255.255",
        "172.32.0.0",
        "192.167.255.255",
        "192.169.0.0",
        "198.17.255.255",
        "198.20.0.0",
        "223.255.255.255",
        "2606:4700::1111",
        "2001:4860:4860::8888",
        "2a00:1450::1",
        "64:ff9b::808:808",
        "::ffff:8.8.8.8"
      })
  void whatIsPublicMayBeCalled(String text) {
    assertTrue(STRICT.permits("a.example", 443, address(text)));
  }

  @ParameterizedTest
  @CsvSource({
    "*, any.example, 80, 10.0.0.1, true",
    "main.local, main.local, 80, 10.0.0.1, true",
    "main.local, MAIN.local, 80, 10.0.0.1, true",
    "main.local, other.local, 80, 10.0.0.1, false",
    "main.local, x.main.local, 80, 10.0.0.1, false",
    "main.local:8080, main.local, 8080, 10.0.0.1, true",
    "main.local:8080, main.local, 80, 10.0.0.1, false",
    "10.1.0.0/16, any.example, 80, 10.1.2.3, true",
    "10.1.0.0/16, any.example, 80, 10.2.0.1, false",
    "10.1.0.0/17, any.example, 80, 10.1.128.1, false",
    "fd00::/8, any.example, 80, fd12::1, true",
    "fd00::/8, any.example, 80, fc12::1, false",
    "127.0.0.1, any.example, 80, 127.0.0.1, true",
    "127.0.0.1:81, 127.0.0.1, 80, 127.0.0.1, false",
    "[::1]:81, [::1], 81, ::1, true",
    "[::1]:81, [::1], 80, ::1, false",
    "::1, [::1], 80, ::1, true",
    "127.0.0.1, any.example, 80, 127.0.0.2, false"
  })
  void theOperatorMayAllowMore(
      String allowed, String host, int port, String found, boolean permitted) throws Exception {
    assertEquals(permitted, allowing(allowed).permits(host, port, address(found)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1/",
        "http://10.0.0.1:8080/",
        "http://[::1]/",
        "http://[::ffff:7f00:1]/",
        "http://169.254.169.254/latest",
        "http://localhost/",
        "http://LOCALHOST./",
        "http://a.localhost/",
        "https://[fd00::1]/"
      })
  void aWebhookThatNamesAPrivateAddressIsRefusedAtOnce(String url) throws Exception {
    assertNotNull(STRICT.refusal(URI.create(url)));
    assertNull(allowing("*").refusal(URI.create(url)));
  }

  @Test
  void namesAreJudgedWhenTheyAreLookedUp() {
    assertNull(STRICT.refusal(URI.create("https://main.example/hook")));
    assertNull(STRICT.refusal(URI.create("https://8.8.8.8/hook")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/hook",
        "ftp://a.example/",
        "javascript:alert(1)",
        "http:///x",
        "http://",
        "https://user@a.example/",
        "https://user:pass@a.example/",
        "https://a.example/#part",
        "https://a.example:0/",
        "https://a.example:99999/",
        "https://a b.example/",
        "mailto:a@b.c",
        "https://exa_mple/"
      })
  void whatIsNoWebAddressIsNone(String text) {
    assertNull(WebhookUrl.parse(text));
  }

  @Test
  void webAddressesOfReasonableLengthAreTaken() {
    assertNotNull(WebhookUrl.parse("https://a.example/hook?x=1"));
    assertNotNull(WebhookUrl.parse("HTTP://a.example:8080"));
    assertNotNull(WebhookUrl.parse("https://[2606:4700::1111]:8443/hook"));
    String prefix = "https://a.example/";
    assertNotNull(WebhookUrl.parse(prefix + "x".repeat(2_048 - prefix.length())));
    assertNull(WebhookUrl.parse(prefix + "x".repeat(2_049 - prefix.length())));
  }

  @ParameterizedTest
  @CsvSource(
      value = {
        "0;0",
        "120;120",
        "  7 ;7",
        "999999999;999999999",
        "Sat, 31 Jan 2026 15:01:00 GMT;60",
        "Sat, 31 Jan 2026 14:00:00 GMT;0"
      },
      delimiter = ';',
      ignoreLeadingAndTrailingWhitespace = false)
  void retryAfterIsSecondsOrADate(String text, long seconds) {
    assertEquals(
        Duration.ofSeconds(seconds), RetryAfter.parse(text, Instant.parse("2026-01-31T15:00:00Z")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "1.5", "soon", "99999999999999999999", "2026-01-31T15:00:00Z"})
  void anyOtherRetryAfterIsNone(String text) {
    assertNull(RetryAfter.parse(text, Instant.parse("2026-01-31T15:00:00Z")));
  }
}
