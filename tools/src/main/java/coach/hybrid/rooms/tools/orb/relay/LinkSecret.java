package coach.hybrid.rooms.tools.orb.relay;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.KDF;
import javax.crypto.KeyAgreement;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * One end's key pair for one link, and the keys that both ends make of it (PROTOCOL, the relay):
 * P-256, HKDF-SHA-256, one AES-256 key a direction. Never changed; any thread.
 */
final class LinkSecret {
  private static final String CURVE = "secp256r1";
  private static final int COORDINATE_BYTES = 32;
  private static final int POINT_BYTES = 1 + 2 * COORDINATE_BYTES;
  private static final int UNCOMPRESSED = 4;
  private static final int KEY_BYTES = 32;
  private static final String PURPOSE = "hybrid-rooms relay ";

  /** The keys of one link, each for the frames of one direction. */
  record Keys(SecretKey sending, SecretKey receiving) {}

  private final PrivateKey privateKey;
  private final byte[] point;

  private LinkSecret(PrivateKey privateKey, byte[] point) {
    this.privateKey = privateKey;
    this.point = point;
  }

  static LinkSecret make() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(CURVE));
      KeyPair pair = generator.generateKeyPair();
      ECPoint made = ((ECPublicKey) pair.getPublic()).getW();
      byte[] point = new byte[POINT_BYTES];
      point[0] = UNCOMPRESSED;
      put(made.getAffineX(), point, 1);
      put(made.getAffineY(), point, 1 + COORDINATE_BYTES);
      return new LinkSecret(pair.getPrivate(), point);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("no P-256 in this JDK", e);
    }
  }

  /** A pair that is known, for vectors. */
  static LinkSecret of(byte[] scalar, byte[] point) throws GeneralSecurityException {
    return new LinkSecret(
        KeyFactory.getInstance("EC")
            .generatePrivate(new ECPrivateKeySpec(new BigInteger(1, scalar), curve())),
        point.clone());
  }

  private static void put(BigInteger coordinate, byte[] out, int at) {
    byte[] bytes = coordinate.toByteArray();
    int length = Math.min(bytes.length, COORDINATE_BYTES);
    System.arraycopy(bytes, bytes.length - length, out, at + COORDINATE_BYTES - length, length);
  }

  private static ECParameterSpec curve() throws GeneralSecurityException {
    AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
    parameters.init(new ECGenParameterSpec(CURVE));
    return parameters.getParameterSpec(ECParameterSpec.class);
  }

  /** The public half, as {@code relay-key} carries it. */
  String publicKey() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(point);
  }

  /** The point that such a text stands for; refused if it cannot be one. */
  static byte[] point(String publicKey) throws GeneralSecurityException {
    byte[] read;
    try {
      read = Base64.getUrlDecoder().decode(publicKey);
    } catch (IllegalArgumentException e) {
      throw new GeneralSecurityException("a relay key is base64url", e);
    }
    if (read.length != POINT_BYTES || read[0] != UNCOMPRESSED) {
      throw new GeneralSecurityException("a relay key is an uncompressed point of P-256");
    }
    return read;
  }

  /** What the other end comes to as well. A point that is not on the curve is refused. */
  Keys agree(String roomId, String selfId, String peerId, byte[] peerPoint)
      throws GeneralSecurityException {
    KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
    agreement.init(privateKey);
    agreement.doPhase(
        KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(point(peerPoint), curve())),
        true);
    byte[] shared = agreement.generateSecret();
    try {
      byte[] salt = salt(roomId, selfId, point, peerId, peerPoint);
      return new Keys(expand(shared, salt, selfId), expand(shared, salt, peerId));
    } finally {
      Arrays.fill(shared, (byte) 0);
    }
  }

  private static ECPoint point(byte[] encoded) {
    return new ECPoint(
        new BigInteger(1, encoded, 1, COORDINATE_BYTES),
        new BigInteger(1, encoded, 1 + COORDINATE_BYTES, COORDINATE_BYTES));
  }

  private static SecretKey expand(byte[] shared, byte[] salt, String senderId)
      throws GeneralSecurityException {
    HKDFParameterSpec parameters =
        HKDFParameterSpec.ofExtract()
            .addIKM(shared)
            .addSalt(salt)
            .thenExpand((PURPOSE + senderId).getBytes(StandardCharsets.UTF_8), KEY_BYTES);
    return KDF.getInstance("HKDF-SHA256").deriveKey("AES", parameters);
  }

  /** The same at both ends: who they are, where, and both public keys. */
  static byte[] salt(
      String roomId, String oneId, byte[] onePoint, String otherId, byte[] otherPoint)
      throws GeneralSecurityException {
    boolean inOrder = oneId.compareTo(otherId) < 0;
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (String id : new String[] {roomId, inOrder ? oneId : otherId, inOrder ? otherId : oneId}) {
      digest.update(id.getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
    }
    digest.update(inOrder ? onePoint : otherPoint);
    digest.update(inOrder ? otherPoint : onePoint);
    return digest.digest();
  }
}
