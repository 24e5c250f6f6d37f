package coach.hybrid.rooms.server.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import coach.hybrid.rooms.server.config.TlsConfig;
import coach.hybrid.rooms.server.tls.ServerTls.State;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerTlsTest {
  @TempDir private Path directory;

  private static ServerTls tls(SelfSigned files, Clock clock) throws UnusableCertificateException {
    return new ServerTls(
        new TlsConfig(files.certificate(), files.key(), Duration.ofMinutes(1), 0), clock);
  }

  private static Clock in(int days) {
    return Clock.fixed(Clock.systemUTC().instant().plus(Duration.ofDays(days)), ZoneOffset.UTC);
  }

  private static String inUse(ServerTls tls) throws Exception {
    return ((X509Certificate) tls.factory().getKeyStore().getCertificate("service"))
        .getSubjectX500Principal()
        .getName();
  }

  private String whyNot(SelfSigned files) {
    return String.valueOf(
        assertThrows(UnusableCertificateException.class, () -> tls(files, in(0))).getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"ec", "rsa:2048", "ed25519"})
  void aCertificateWorksWithAnyUsualKey(String kind) throws Exception {
    ServerTls tls = tls(SelfSigned.make(directory, "usual", kind), in(0));
    assertEquals("CN=usual", inUse(tls));
    assertEquals(State.READY, tls.standing().state());
  }

  /** As written by older ACME clients. */
  @Test
  void keysInOlderFormsAreRead() throws Exception {
    for (String kind : List.of("ec", "rsa:2048")) {
      SelfSigned made = SelfSigned.make(directory, "old", kind);
      Path older = directory.resolve("older.key");
      SelfSigned.openssl(
          List.of("pkey", "-in", made.key().toString(), "-traditional", "-out", older.toString()));
      String pem = Files.readString(older);
      assertTrue(pem.contains(kind.equals("ec") ? "BEGIN EC PRIVATE" : "BEGIN RSA PRIVATE"), pem);
      tls(new SelfSigned(made.certificate(), older), in(0));
    }
  }

  @Test
  void whatCannotWorkIsRefusedAtTheStartWithItsReason() throws Exception {
    SelfSigned one = SelfSigned.make(directory, "one", "ec");
    SelfSigned two = SelfSigned.make(directory, "two", "ec");
    Path nothing = Files.writeString(directory.resolve("nothing"), "nothing");
    Path both = directory.resolve("both.crt");
    Files.writeString(
        both, Files.readString(one.certificate()) + Files.readString(two.certificate()));
    Path locked = directory.resolve("locked.key");
    SelfSigned.openssl(
        List.of(
            "pkey",
            "-in",
            one.key().toString(),
            "-aes128",
            "-passout",
            "pass:word",
            "-out",
            locked.toString()));
    assertTrue(whyNot(new SelfSigned(one.certificate(), two.key())).contains("does not belong"));
    assertTrue(whyNot(new SelfSigned(nothing, one.key())).contains("certificate file"));
    assertTrue(whyNot(new SelfSigned(one.certificate(), nothing)).contains("no PEM private key"));
    assertTrue(whyNot(new SelfSigned(one.certificate(), locked)).contains("is encrypted"));
    assertTrue(whyNot(new SelfSigned(both, one.key())).contains("first"));
    assertTrue(
        whyNot(new SelfSigned(one.certificate(), directory.resolve("none"))).contains("be read"));
  }

  @Test
  void aNewCertificateIsTakenAndABrokenOneIsNot() throws Exception {
    SelfSigned files = SelfSigned.make(directory, "first", "ec");
    SelfSigned second = SelfSigned.make(directory, "second", "rsa:2048");
    ServerTls tls = tls(files, in(0));
    tls.factory().start();
    try {
      tls.look();
      assertEquals("CN=first", inUse(tls));
      second.replace(files);
      tls.look();
      assertEquals("CN=second", inUse(tls));
      Files.writeString(files.certificate(), "half of a certif");
      tls.look();
      assertEquals("CN=second", inUse(tls));
      assertEquals(State.STALE, tls.standing().state());
      Files.delete(files.certificate());
      tls.look();
      assertEquals(State.STALE, tls.standing().state());
      second.replace(files);
      tls.look();
      assertEquals(State.READY, tls.standing().state());
    } finally {
      tls.factory().stop();
    }
  }

  @Test
  void itSaysWhenTheEndIsNear() throws Exception {
    SelfSigned files = SelfSigned.make(directory, "short", "ec");
    assertEquals(State.READY, tls(files, in(10)).standing().state());
    assertEquals(State.EXPIRING, tls(files, in(20)).standing().state());
    assertEquals(State.EXPIRED, tls(files, in(31)).standing().state());
  }
}
