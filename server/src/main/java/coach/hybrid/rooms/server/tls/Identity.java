package coach.hybrid.rooms.server.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A certificate with its chain and the key that belongs to it: tried, not only read. */
record Identity(List<X509Certificate> chain, PrivateKey key) {
  private static final int MAX_CHAIN = 10;

  Identity {
    chain = List.copyOf(chain);
  }

  static Identity read(byte[] certificatePem, byte[] keyPem) throws UnusableCertificateException {
    Identity identity =
        new Identity(
            certificates(certificatePem),
            PrivateKeys.read(new String(keyPem, StandardCharsets.ISO_8859_1)));
    identity.prove();
    return identity;
  }

  private static List<X509Certificate> certificates(byte[] pem)
      throws UnusableCertificateException {
    List<X509Certificate> chain = new ArrayList<>();
    try {
      CertificateFactory.getInstance("X.509")
          .generateCertificates(new ByteArrayInputStream(pem))
          .forEach(certificate -> chain.add((X509Certificate) certificate));
    } catch (CertificateException e) {
      throw new UnusableCertificateException("the certificate file cannot be read as PEM", e);
    }
    if (chain.isEmpty() || chain.size() > MAX_CHAIN) {
      throw new UnusableCertificateException(
          "the certificate file must hold 1 to " + MAX_CHAIN + " PEM certificates");
    }
    for (int i = 1; i < chain.size(); i++) {
      if (!chain
          .get(i - 1)
          .getIssuerX500Principal()
          .equals(chain.get(i).getSubjectX500Principal())) {
        throw new UnusableCertificateException(
            "the certificate file must hold the service's own certificate first, then its issuer's,"
                + " and so on");
      }
    }
    return chain;
  }

  /** While a renewal is written, one file may be newer than the other. */
  private void prove() throws UnusableCertificateException {
    KeyPair pair = new KeyPair(leaf().getPublicKey(), key);
    try {
      String algorithm =
          switch (key.getAlgorithm()) {
            case "EC" -> "SHA256withECDSA";
            case "RSA" -> "SHA256withRSA";
            default -> "EdDSA";
          };
      byte[] words = "who has the key can sign this".getBytes(StandardCharsets.US_ASCII);
      Signature signer = Signature.getInstance(algorithm);
      signer.initSign(pair.getPrivate());
      signer.update(words);
      byte[] signature = signer.sign();
      signer.initVerify(pair.getPublic());
      signer.update(words);
      if (signer.verify(signature)) {
        return;
      }
    } catch (GeneralSecurityException e) {
      throw new UnusableCertificateException("the key does not belong to the certificate", e);
    }
    throw new UnusableCertificateException("the key does not belong to the certificate");
  }

  private X509Certificate leaf() {
    return chain.getFirst();
  }

  Instant notAfter() {
    return leaf().getNotAfter().toInstant();
  }

  /** In memory, without a password: it protects nothing there. */
  KeyStore toKeyStore() {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry("service", key, new char[0], chain.toArray(X509Certificate[]::new));
      return store;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("a key store in memory takes what was proved", e);
    }
  }
}
