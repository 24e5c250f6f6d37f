package coach.hybrid.rooms.server.config;

import java.net.InetAddress;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Addresses that begin alike; an IPv6 address that maps an IPv4 one is that IPv4 address. */
public record AddressRange(InetAddress first, int bits) {
  /** A single address, or a network as {@code 10.0.0.0/8}; null if the text is neither. */
  public static @Nullable AddressRange parse(String text) {
    int slash = text.indexOf('/');
    try {
      InetAddress first = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
      int most = first.getAddress().length * Byte.SIZE;
      int bits = slash < 0 ? most : Integer.parseInt(text.substring(slash + 1));
      return bits >= 0 && bits <= most ? new AddressRange(first, bits) : null;
    } catch (IllegalArgumentException e) {
      return null; // A name, a number that is none, or nothing at all.
    }
  }

  /** For what is known to be one. */
  public static AddressRange of(String text) {
    AddressRange range = parse(text);
    if (range == null) {
      throw new IllegalArgumentException(text);
    }
    return range;
  }

  public boolean contains(InetAddress address) {
    byte[] prefix = first.getAddress();
    byte[] bytes = address.getAddress();
    int whole = bits / Byte.SIZE;
    int rest = bits % Byte.SIZE;
    return bytes.length == prefix.length
        && Arrays.equals(bytes, 0, whole, prefix, 0, whole)
        && (rest == 0 || ((bytes[whole] ^ prefix[whole]) & 0xff) >> (Byte.SIZE - rest) == 0);
  }
}
