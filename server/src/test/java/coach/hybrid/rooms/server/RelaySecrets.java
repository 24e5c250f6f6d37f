package coach.hybrid.rooms.server;

import coach.hybrid.rooms.protocol.media.MediaFrame;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.BiConsumer;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.KeyAgreement;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** One end's keys of a relayed link, as docs/PROTOCOL.md says, written a second time. */
final class RelaySecrets {
  private static final int COORDINATE = 32;
  private static final int TAG_BITS = 128;

  private final KeyPair own;
  private byte[] shared = new byte[0];
  private byte[] sending = new byte[0];
  private byte[] receiving = new byte[0];

  RelaySecrets() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    own = generator.generateKeyPair();
  }

  String publicKey() {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(raw((ECPublicKey) own.getPublic()));
  }

  private static byte[] raw(ECPublicKey key) {
    return ByteBuffer.allocate(1 + 2 * COORDINATE)
        .put((byte) 4)
        .put(octets(key.getW().getAffineX()))
        .put(octets(key.getW().getAffineY()))
        .array();
  }

  private static byte[] octets(BigInteger number) {
    byte[] signed = number.toByteArray();
    byte[] octets = new byte[COORDINATE];
    int length = Math.min(signed.length, COORDINATE);
    System.arraycopy(signed, signed.length - length, octets, COORDINATE - length, length);
    return octets;
  }

  void agree(String roomId, String self, String peer, String peersKey)
      throws GeneralSecurityException {
    byte[] theirs = Base64.getUrlDecoder().decode(peersKey);
    ECPublicKey ours = (ECPublicKey) own.getPublic();
    ECPoint point =
        new ECPoint(
            new BigInteger(1, Arrays.copyOfRange(theirs, 1, 1 + COORDINATE)),
            new BigInteger(1, Arrays.copyOfRange(theirs, 1 + COORDINATE, theirs.length)));
    KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
    agreement.init(own.getPrivate());
    agreement.doPhase(
        KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(point, ours.getParams())),
        true);
    shared = agreement.generateSecret();
    boolean lower = self.compareTo(peer) < 0;
    byte[] salt =
        salt(
            roomId,
            lower ? self : peer,
            lower ? peer : self,
            lower ? raw(ours) : theirs,
            lower ? theirs : raw(ours));
    sending = key(salt, self);
    receiving = key(salt, peer);
  }

  private static byte[] salt(
      String roomId, String lowerId, String higherId, byte[] lowerKey, byte[] higherKey)
      throws GeneralSecurityException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (String name : new String[] {roomId, lowerId, higherId}) {
      all.writeBytes(name.getBytes(StandardCharsets.UTF_8));
      all.write(0);
    }
    all.writeBytes(lowerKey);
    all.writeBytes(higherKey);
    return MessageDigest.getInstance("SHA-256").digest(all.toByteArray());
  }

  private byte[] key(byte[] salt, String sender) throws GeneralSecurityException {
    byte[] info = ("hybrid-rooms relay " + sender).getBytes(StandardCharsets.UTF_8);
    return KDF.getInstance("HKDF-SHA256")
        .deriveData(
            HKDFParameterSpec.ofExtract().addIKM(shared).addSalt(salt).thenExpand(info, 32));
  }

  /** The payload as it goes over the wire. */
  byte[] seal(MediaFrame frame) throws GeneralSecurityException {
    return cipher(Cipher.ENCRYPT_MODE, sending, frame).doFinal(frame.payload());
  }

  /** The payload as it was before. */
  byte[] open(MediaFrame frame) throws GeneralSecurityException {
    return cipher(Cipher.DECRYPT_MODE, receiving, frame).doFinal(frame.payload());
  }

  private static Cipher cipher(int mode, byte[] key, MediaFrame frame)
      throws GeneralSecurityException {
    byte[] nonce =
        ByteBuffer.allocate(12)
            .putShort((short) frame.generation())
            .put((byte) frame.kind())
            .put((byte) 0)
            .putInt(0)
            .putInt(frame.seq())
            .array();
    MediaFrame header =
        new MediaFrame(
            frame.kind(),
            frame.flags(),
            frame.codec(),
            0,
            frame.generation(),
            frame.seq(),
            frame.captureMillis(),
            new byte[0]);
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(header.encode());
    return cipher;
  }

  void tell(BiConsumer<String, byte[]> listener) {
    listener.accept("private-key", octets(((ECPrivateKey) own.getPrivate()).getS()));
    listener.accept("shared-secret", shared);
    listener.accept("sending-key", sending);
    listener.accept("receiving-key", receiving);
  }
}
