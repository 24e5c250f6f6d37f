package coach.hybrid.rooms.client.relay;

/** What both ends of a link put into their keys, byte for byte (DESIGN, Wire). */
final class Agreement {
  static final int KEY_BYTES = 65;
  private static final int UNCOMPRESSED = 4;
  private static final String INFO = "hybrid-rooms relay ";

  private Agreement() {}

  static boolean isPublicKey(byte[] key) {
    return key.length == KEY_BYTES && key[0] == UNCOMPRESSED;
  }

  /** What is hashed to the salt: room, both ids and both keys, in an order that both ends share. */
  static byte[] saltInput(
      Crypto crypto, String roomId, String selfId, byte[] ownKey, String peerId, byte[] theirKey) {
    boolean first = selfId.compareTo(peerId) < 0;
    byte[] names =
        crypto.utf8(
            roomId + '\0' + (first ? selfId : peerId) + '\0' + (first ? peerId : selfId) + '\0');
    byte[] input = new byte[names.length + 2 * KEY_BYTES];
    System.arraycopy(names, 0, input, 0, names.length);
    System.arraycopy(first ? ownKey : theirKey, 0, input, names.length, KEY_BYTES);
    System.arraycopy(first ? theirKey : ownKey, 0, input, names.length + KEY_BYTES, KEY_BYTES);
    return input;
  }

  /** Each direction has a key of its own. */
  static byte[] info(Crypto crypto, String senderId) {
    return crypto.utf8(INFO + senderId);
  }

  /** Never the same twice with one key: generation, kind and number of the frame. */
  static byte[] nonce(byte[] header) {
    byte[] nonce = new byte[12];
    nonce[0] = header[6];
    nonce[1] = header[7];
    nonce[2] = header[1];
    System.arraycopy(header, 8, nonce, 8, 4);
    return nonce;
  }
}
