package coach.hybrid.rooms.e2e.network;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The relay's certificate, which nobody believes who was not told to. */
final class Certificate {
  private final Path file;
  private final Path key;

  private Certificate(Path file, Path key) {
    this.file = file;
    this.key = key;
  }

  /** For a machine at this address. */
  static Certificate make(Path directory, String address) throws IOException, InterruptedException {
    Certificate made =
        new Certificate(directory.resolve("relay.crt"), directory.resolve("relay.key"));
    Shell.Outcome outcome =
        Shell.attempt(
            "",
            ("openssl req -x509 -nodes -days 30 -subj /CN=relay -newkey ec"
                    + (" -pkeyopt ec_paramgen_curve:P-256 -addext subjectAltName=IP:" + address)
                    + (" -keyout " + made.key + " -out " + made.file))
                .split(" "));
    if (outcome.code() != 0) {
      throw new IOException("no certificate could be made: " + outcome.said());
    }
    return made;
  }

  Path file() {
    return file;
  }

  Path key() {
    return key;
  }

  private static java.security.cert.Certificate read(Path file)
      throws IOException, GeneralSecurityException {
    try (InputStream in = Files.newInputStream(file)) {
      return CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
  }

  /** Of its public key, in base64, as browsers are told which one to believe. */
  String keyDigest() throws IOException {
    try {
      byte[] point = read(file).getPublicKey().getEncoded();
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(point));
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  /** For clients that believe the one in this file and no other. */
  static SSLContext trusting(Path file) throws IOException {
    try {
      KeyStore known = KeyStore.getInstance("PKCS12");
      known.load(null, null);
      known.setCertificateEntry("relay", read(file));
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(known);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, factory.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }
}
