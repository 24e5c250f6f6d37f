package coach.hybrid.rooms.tools.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Whose certificates are believed: this Java's authorities, and one of the operator's own. */
final class Trust {
  private final X509TrustManager manager;
  private final SSLContext context;

  Trust(@Nullable Path authority) throws IOException {
    try {
      manager = managerOf(authority == null ? null : withUsual(authority));
      context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {manager}, null);
    } catch (GeneralSecurityException e) {
      throw new IOException("the authority cannot be used", e);
    }
  }

  private static X509TrustManager managerOf(@Nullable KeyStore known)
      throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(known);
    return Arrays.stream(factory.getTrustManagers())
        .filter(X509TrustManager.class::isInstance)
        .map(X509TrustManager.class::cast)
        .findFirst()
        .orElseThrow();
  }

  private static KeyStore withUsual(Path authority) throws GeneralSecurityException, IOException {
    KeyStore known = KeyStore.getInstance("PKCS12");
    known.load(null, null);
    List<Certificate> all = new ArrayList<>(List.of(managerOf(null).getAcceptedIssuers()));
    try (InputStream in = Files.newInputStream(authority)) {
      all.addAll(CertificateFactory.getInstance("X.509").generateCertificates(in));
    }
    for (int i = 0; i < all.size(); i++) {
      known.setCertificateEntry("authority-" + i, all.get(i));
    }
    return known;
  }

  SSLContext context() {
    return context;
  }

  /** Why a chain is not believed, the name aside; null if it is. */
  @Nullable String objection(List<X509Certificate> chain) {
    try {
      manager.checkServerTrusted(chain.toArray(X509Certificate[]::new), "UNKNOWN");
      return null;
    } catch (CertificateException e) {
      return String.valueOf(e.getMessage());
    }
  }

  /** Takes any certificate, to look at it; nothing is told to whoever shows it. */
  static SSLContext blind() throws IOException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new Blind()}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException("this Java has no TLS", e);
    }
  }

  private static final class Blind extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
