package coach.hybrid.rooms.client.relay;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** {@code crypto.subtle} as far as a relay needs it; answers come later, and in any order. */
public interface Crypto {
  /** A P-256 key pair of our own, for one link. */
  interface Keys {
    /** The uncompressed point, as base64url. */
    String publicKey();

    /** ECDH, and from it by HKDF-SHA-256 a key for each direction. */
    void agree(
        byte[] theirPublicKey,
        byte[] salt,
        byte[] infoOut,
        byte[] infoIn,
        Ciphers then,
        Runnable failed);
  }

  @FunctionalInterface
  interface Ciphers {
    void accept(Cipher out, Cipher in);
  }

  /** AES-256-GCM with the tag behind the text. */
  interface Cipher {
    void seal(byte[] nonce, byte[] header, byte[] text, Consumer<byte[]> then, Runnable failed);

    void open(byte[] nonce, byte[] header, byte[] sealed, Consumer<byte[]> then, Runnable refused);
  }

  void makeKeys(Consumer<Keys> then);

  void sha256(byte[] data, Consumer<byte[]> then);

  byte[] utf8(String text);

  /** What base64url stands for; null if it is none. */
  byte @Nullable [] decode(String base64url);
}
