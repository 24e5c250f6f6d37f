package coach.hybrid.rooms.tools.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * What a file must be, whoever it came from.
 *
 * @param hex lower-case
 */
record Checksum(Algorithm algorithm, String hex) {
  /** Whisper's models are published with a SHA-1; all else is pinned by SHA-256. */
  enum Algorithm {
    SHA1("SHA-1", 40),
    SHA256("SHA-256", 64);

    private final String javaName;
    private final int digits;

    Algorithm(String javaName, int digits) {
      this.javaName = javaName;
      this.digits = digits;
    }
  }

  Checksum {
    if (hex.length() != algorithm.digits || !hex.matches("[0-9a-f]*")) {
      throw new IllegalArgumentException("no " + algorithm.javaName + ": " + hex);
    }
  }

  static Checksum sha1(String hex) {
    return new Checksum(Algorithm.SHA1, hex);
  }

  static Checksum sha256(String hex) {
    return new Checksum(Algorithm.SHA256, hex);
  }

  /** {@code sha1:…} or {@code sha256:…}. */
  static Checksum parse(String text) {
    String[] parts = text.toLowerCase(Locale.ROOT).split(":", -1);
    if (parts.length == 2 && parts[0].equals("sha1")) {
      return sha1(parts[1]);
    }
    if (parts.length == 2 && parts[0].equals("sha256")) {
      return sha256(parts[1]);
    }
    throw new IllegalArgumentException("a checksum is sha1:… or sha256:…, not " + text);
  }

  boolean matches(Path file) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance(algorithm.javaName);
      try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
        in.transferTo(OutputStream.nullOutputStream());
      }
      return HexFormat.of().formatHex(digest.digest()).equals(hex);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has " + algorithm.javaName, e);
    }
  }

  @Override
  public String toString() {
    return algorithm.javaName + " " + hex;
  }
}
