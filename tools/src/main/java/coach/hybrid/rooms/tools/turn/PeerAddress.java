package coach.hybrid.rooms.tools.turn;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Where a relay is asked to send to: octets, because Java makes an IPv4 address of {@code
 * ::ffff:127.0.0.1}, which is the very thing a relay may be tricked with.
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record PeerAddress(byte[] octets, int port) {
  private static final int IPV4_BYTES = 4;
  private static final int IPV6_BYTES = 16;
  private static final int HEAD_BYTES = 4;

  public static PeerAddress of(InetSocketAddress address) {
    return new PeerAddress(address.getAddress().getAddress(), address.getPort());
  }

  /** Of a numeric address. */
  public static PeerAddress of(String address, int port) {
    return new PeerAddress(InetAddress.ofLiteral(address).getAddress(), port);
  }

  /** The IPv6 form of an IPv4 address. */
  public static PeerAddress mapped(String ipv4, int port) {
    byte[] octets =
        ByteBuffer.allocate(IPV6_BYTES)
            .position(10)
            .putShort((short) 0xffff)
            .put(InetAddress.ofLiteral(ipv4).getAddress())
            .array();
    return new PeerAddress(octets, port);
  }

  byte[] xored(byte[] key) {
    ByteBuffer value = ByteBuffer.allocate(HEAD_BYTES + octets.length);
    value.put((byte) 0).put((byte) (octets.length == IPV4_BYTES ? 1 : 2));
    value.putShort((short) (port ^ ByteBuffer.wrap(key).getShort()));
    for (int i = 0; i < octets.length; i++) {
      value.put((byte) (octets[i] ^ key[i]));
    }
    return value.array();
  }

  static @Nullable InetSocketAddress unxored(byte[] value, byte[] key) {
    int length = value.length - HEAD_BYTES;
    if (length != IPV4_BYTES && length != IPV6_BYTES) {
      return null;
    }
    ByteBuffer in = ByteBuffer.wrap(value).position(2);
    int port = (in.getShort() ^ ByteBuffer.wrap(key).getShort()) & 0xffff;
    byte[] octets = new byte[length];
    for (int i = 0; i < length; i++) {
      octets[i] = (byte) (in.get() ^ key[i]);
    }
    try {
      return new InetSocketAddress(InetAddress.getByAddress(octets), port);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("4 or 16 octets are an address", e);
    }
  }
}
