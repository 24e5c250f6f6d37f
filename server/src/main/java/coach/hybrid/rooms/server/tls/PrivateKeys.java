package coach.hybrid.rooms.server.tls;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Private keys out of PEM: PKCS #8, which Java reads, and the two older forms that some ACME
 * clients still write, put into its envelope (RFC 5208, RFC 8017, RFC 5915).
 */
final class PrivateKeys {
  private static final Pattern PEM =
      Pattern.compile("-----BEGIN ([A-Z ]*)PRIVATE KEY-----([^-]+)-----END \\1PRIVATE KEY-----");
  private static final List<String> ALGORITHMS = List.of("EC", "RSA", "EdDSA");
  private static final byte SEQUENCE = 0x30;
  private static final byte OCTETS = 0x04;
  private static final byte OBJECT_ID = 0x06;
  private static final byte CURVE = (byte) 0xa0;
  private static final byte[] VERSION_0 = HexFormat.of().parseHex("020100");

  /** SEQUENCE { rsaEncryption, NULL }. */
  private static final byte[] RSA = HexFormat.of().parseHex("300d06092a864886f70d0101010500");

  private static final byte[] EC_PUBLIC_KEY = HexFormat.of().parseHex("06072a8648ce3d0201");

  private PrivateKeys() {}

  static PrivateKey read(String text) throws UnusableCertificateException {
    Matcher pem = PEM.matcher(text);
    if (!pem.find()) {
      throw new UnusableCertificateException("the key file holds no PEM private key");
    }
    byte[] der;
    try {
      der = Base64.getMimeDecoder().decode(pem.group(2).getBytes(StandardCharsets.US_ASCII));
    } catch (IllegalArgumentException e) {
      throw unreadable(e);
    }
    return switch (pem.group(1)) {
      case "" -> parse(der);
      case "RSA " -> parse(envelope(RSA, der));
      case "EC " -> parse(envelope(join(SEQUENCE, EC_PUBLIC_KEY, curveOf(der)), der));
      case "ENCRYPTED " ->
          throw new UnusableCertificateException(
              "the key is encrypted: openssl pkey -in OLD -out NEW takes the password off");
      default -> throw new UnusableCertificateException("the key is of an unknown kind");
    };
  }

  private static PrivateKey parse(byte[] der) throws UnusableCertificateException {
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
      } catch (InvalidKeySpecException e) {
        // Of another algorithm, or of none.
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("every Java has " + algorithm, e);
      }
    }
    throw new UnusableCertificateException("the key cannot be read: EC, RSA or Ed25519 is needed");
  }

  private static byte[] envelope(byte[] algorithm, byte[] key) {
    return join(SEQUENCE, VERSION_0, algorithm, join(OCTETS, key));
  }

  /** The identifier of its curve, as a whole element, out of an {@code ECPrivateKey}. */
  private static byte[] curveOf(byte[] der) throws UnusableCertificateException {
    try {
      ByteBuffer fields = contents(ByteBuffer.wrap(der), SEQUENCE);
      while (fields.hasRemaining()) {
        byte tag = fields.get(fields.position());
        ByteBuffer field = contents(fields, tag);
        if (tag == CURVE && field.get(field.position()) == OBJECT_ID) {
          byte[] curve = new byte[field.remaining()];
          field.get(curve);
          return curve;
        }
      }
    } catch (RuntimeException e) {
      throw unreadable(e); // It ends in the middle of something.
    }
    throw new UnusableCertificateException("the key does not say on which curve it is");
  }

  /** Of the element at the buffer's position, which moves behind it. */
  private static ByteBuffer contents(ByteBuffer from, byte tag) {
    if (from.get() != tag) {
      throw new IllegalArgumentException("not the element that was expected");
    }
    int length = from.get() & 0xff;
    if (length > 0x80) {
      int octets = length & 0x7f;
      length = 0;
      for (int i = 0; i < octets; i++) {
        length = (length << 8) | (from.get() & 0xff);
      }
    }
    ByteBuffer contents = from.slice(from.position(), length);
    from.position(from.position() + length);
    return contents;
  }

  private static byte[] join(byte tag, byte[]... parts) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      body.writeBytes(part);
    }
    ByteArrayOutputStream element = new ByteArrayOutputStream();
    element.write(tag);
    int length = body.size();
    if (length < 0x80) {
      element.write(length);
    } else {
      element.write(0x82); // Two octets are enough for any key, and valid where one would do.
      element.write(length >> 8);
      element.write(length);
    }
    element.writeBytes(body.toByteArray());
    return element.toByteArray();
  }

  private static UnusableCertificateException unreadable(Exception cause) {
    return new UnusableCertificateException("the key cannot be read", cause);
  }
}
