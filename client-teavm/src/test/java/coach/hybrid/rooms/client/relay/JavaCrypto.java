package coach.hybrid.rooms.client.relay;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Base64;
import java.util.Deque;
import java.util.function.Consumer;
import javax.crypto.AEADBadTagException;
import javax.crypto.KDF;
import javax.crypto.KeyAgreement;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** What {@code crypto.subtle} does, by this machine's own; answers wait if they are told to. */
final class JavaCrypto implements Crypto {
  /** Answers that have not been given; null while they are given at once. */
  @Nullable Deque<Runnable> held;

  /** What is to be sealed or agreed fails. */
  boolean fails;

  private @Nullable Keys fixed;

  /** From now on the key pair is this one. */
  void useKeys(String privateHex, String publicKey) {
    try {
      BigInteger number = new BigInteger(privateHex, 16);
      fixed =
          new JavaKeys(
              KeyFactory.getInstance("EC").generatePrivate(new ECPrivateKeySpec(number, curve())),
              publicKey);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private void answer(Runnable task) {
    if (held == null) {
      task.run();
    } else {
      held.add(task);
    }
  }

  private static ECParameterSpec curve() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return ((ECPublicKey) generator.generateKeyPair().getPublic()).getParams();
  }

  @Override
  public void makeKeys(Consumer<Keys> then) {
    if (fixed != null) {
      then.accept(fixed);
      return;
    }
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      var pair = generator.generateKeyPair();
      ECPoint point = ((ECPublicKey) pair.getPublic()).getW();
      byte[] raw = new byte[Agreement.KEY_BYTES];
      raw[0] = 4;
      put(point.getAffineX(), raw, 1);
      put(point.getAffineY(), raw, 33);
      String text = Base64.getUrlEncoder().withoutPadding().encodeToString(raw);
      then.accept(new JavaKeys(pair.getPrivate(), text));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static void put(BigInteger number, byte[] into, int at) {
    byte[] bytes = number.toByteArray();
    int from = Math.max(0, bytes.length - 32);
    System.arraycopy(bytes, from, into, at + 32 - (bytes.length - from), bytes.length - from);
  }

  @Override
  public void sha256(byte[] data, Consumer<byte[]> then) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(data);
      answer(() -> then.accept(hash));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public byte @Nullable [] decode(String base64url) {
    try {
      return Base64.getUrlDecoder().decode(base64url);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  Crypto.Cipher cipher(byte[] key) {
    return new JavaCipher(new SecretKeySpec(key, "AES"));
  }

  private final class JavaKeys implements Keys {
    private final PrivateKey privateKey;
    private final String publicKey;

    JavaKeys(PrivateKey privateKey, String publicKey) {
      this.privateKey = privateKey;
      this.publicKey = publicKey;
    }

    @Override
    public String publicKey() {
      return publicKey;
    }

    @Override
    public void agree(
        byte[] theirPublicKey,
        byte[] salt,
        byte[] infoOut,
        byte[] infoIn,
        Ciphers then,
        Runnable failed) {
      if (fails) {
        answer(failed);
        return;
      }
      try {
        ECPoint point =
            new ECPoint(
                new BigInteger(1, Arrays.copyOfRange(theirPublicKey, 1, 33)),
                new BigInteger(1, Arrays.copyOfRange(theirPublicKey, 33, 65)));
        KeyAgreement ecdh = KeyAgreement.getInstance("ECDH");
        ecdh.init(privateKey);
        ecdh.doPhase(
            KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(point, curve())), true);
        byte[] secret = ecdh.generateSecret();
        Crypto.Cipher out = new JavaCipher(derive(secret, salt, infoOut));
        Crypto.Cipher in = new JavaCipher(derive(secret, salt, infoIn));
        answer(() -> then.accept(out, in));
      } catch (GeneralSecurityException e) {
        answer(failed);
      }
    }

    private static SecretKey derive(byte[] secret, byte[] salt, byte[] info)
        throws GeneralSecurityException {
      return KDF.getInstance("HKDF-SHA256")
          .deriveKey(
              "AES",
              HKDFParameterSpec.ofExtract().addIKM(secret).addSalt(salt).thenExpand(info, 32));
    }
  }

  private final class JavaCipher implements Crypto.Cipher {
    private final SecretKey key;

    JavaCipher(SecretKey key) {
      this.key = key;
    }

    private byte[] run(int mode, byte[] nonce, byte[] header, byte[] data)
        throws GeneralSecurityException {
      javax.crypto.Cipher cipher = javax.crypto.Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, key, new GCMParameterSpec(128, nonce));
      cipher.updateAAD(header);
      return cipher.doFinal(data);
    }

    @Override
    public void seal(
        byte[] nonce, byte[] header, byte[] text, Consumer<byte[]> then, Runnable failed) {
      if (fails) {
        answer(failed);
        return;
      }
      try {
        byte[] sealed = run(javax.crypto.Cipher.ENCRYPT_MODE, nonce, header, text);
        answer(() -> then.accept(sealed));
      } catch (GeneralSecurityException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public void open(
        byte[] nonce, byte[] header, byte[] sealed, Consumer<byte[]> then, Runnable refused) {
      try {
        byte[] text = run(javax.crypto.Cipher.DECRYPT_MODE, nonce, header, sealed);
        answer(() -> then.accept(text));
      } catch (AEADBadTagException e) {
        answer(refused);
      } catch (GeneralSecurityException e) {
        throw new AssertionError(e);
      }
    }
  }

  /** Holds all answers from now on. */
  Deque<Runnable> hold() {
    Deque<Runnable> answers = new ArrayDeque<>();
    held = answers;
    return answers;
  }
}
