package coach.hybrid.rooms.server.tls;

import coach.hybrid.rooms.server.config.TlsConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificate in use. Looks at the files now and then, takes what is new and good for the
 * connections that come, and keeps what it has when the new is broken. Open connections stay.
 */
public final class ServerTls {
  private static final Logger log = LoggerFactory.getLogger(ServerTls.class);
  private static final int MAX_FILE_BYTES = 256 * 1024;
  private static final Duration SOON = Duration.ofDays(14);

  private final TlsConfig config;
  private final Clock clock;
  private final SslContextFactory.Server factory = new SslContextFactory.Server();

  /** Of both files as they were looked at last, whatever came of it; guarded by this. */
  private byte[] seen;

  private volatile Identity identity;

  /** Why the files as they are now are not used; null if they are. */
  private volatile @Nullable String refused;

  /** How things stand with the certificate. */
  public enum State {
    READY,
    /** Two weeks or less are left. */
    EXPIRING,
    EXPIRED,
    /** The files have changed and are broken: the certificate before them is in use. */
    STALE
  }

  /**
   * For {@code /health}.
   *
   * @param detail for people; names no file
   */
  public record Standing(State state, Instant notAfter, String detail) {}

  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record BothFiles(byte[] certificate, byte[] key) {}

  public ServerTls(TlsConfig config, Clock clock) throws UnusableCertificateException {
    this.config = config;
    this.clock = clock;
    BothFiles files = readBoth();
    seen = digest(files);
    identity = Identity.read(files.certificate(), files.key());
    factory.setKeyStore(identity.toKeyStore());
    factory.setKeyStorePassword("");
    factory.setIncludeProtocols("TLSv1.3", "TLSv1.2");
    factory.setRenegotiationAllowed(false);
    // There is one certificate and one site: whatever name somebody asks for, or none, as health
    // checks by address do, gets it, and the browser judges whether the name fits.
    factory.setSniRequired(false);
  }

  public SslContextFactory.Server factory() {
    return factory;
  }

  /** Takes a new certificate if there is one. Reads files: not for a thread that may not wait. */
  public synchronized void look() {
    Identity fresh;
    byte[] before = seen;
    seen = new byte[0]; // What cannot even be read is looked at again when it can.
    try {
      BothFiles files = readBoth();
      seen = digest(files);
      if (MessageDigest.isEqual(seen, before)) {
        return;
      }
      fresh = Identity.read(files.certificate(), files.key());
    } catch (UnusableCertificateException e) {
      refuse(String.valueOf(e.getMessage()));
      return;
    }
    use(fresh);
  }

  private void use(Identity fresh) {
    try {
      factory.reload(_ -> factory.setKeyStore(fresh.toKeyStore()));
    } catch (Exception e) {
      log.error("the new certificate cannot be used, the one before goes on", e);
      refuse("Jetty does not take it");
      goBack();
      return;
    }
    identity = fresh;
    refused = null;
    log.info("a new certificate is in use, good until {}", fresh.notAfter());
  }

  private void goBack() {
    try {
      factory.reload(_ -> factory.setKeyStore(identity.toKeyStore()));
    } catch (Exception e) {
      throw new IllegalStateException("a certificate that was in use is not taken any more", e);
    }
  }

  private void refuse(String why) {
    if (!why.equals(refused)) {
      log.warn("the new certificate is not used, the one before goes on: {}", why);
    }
    refused = why;
  }

  public Standing standing() {
    Instant notAfter = identity.notAfter();
    Duration left = Duration.between(clock.instant(), notAfter);
    String why = refused;
    if (left.isNegative()) {
      return new Standing(State.EXPIRED, notAfter, "the certificate has expired" + also(why));
    }
    if (why != null) {
      return new Standing(State.STALE, notAfter, "the new certificate is not used: " + why);
    }
    return left.compareTo(SOON) <= 0
        ? new Standing(State.EXPIRING, notAfter, "renew it: " + left.toDays() + " days are left")
        : new Standing(State.READY, notAfter, "TLS is the service's own");
  }

  private static String also(@Nullable String why) {
    return why == null ? "" : ", and the new one is not used: " + why;
  }

  private BothFiles readBoth() throws UnusableCertificateException {
    return new BothFiles(read("certificate", config.certificate()), read("key", config.key()));
  }

  private static byte[] read(String what, Path path) throws UnusableCertificateException {
    try {
      if (Files.size(path) <= MAX_FILE_BYTES) {
        return Files.readAllBytes(path);
      }
    } catch (IOException e) {
      throw new UnusableCertificateException("the " + what + " file cannot be read", e);
    }
    throw new UnusableCertificateException("the " + what + " file is far too large");
  }

  private static byte[] digest(BothFiles files) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(files.certificate());
      digest.update((byte) 0);
      return digest.digest(files.key());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
