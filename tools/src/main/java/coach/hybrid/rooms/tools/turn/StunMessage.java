package coach.hybrid.rooms.tools.turn;

import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** One STUN message: header, attributes, and the integrity that proves who sent it (RFC 8489). */
final class StunMessage {
  static final int BINDING = 0x001;
  static final int ALLOCATE = 0x003;
  static final int REFRESH = 0x004;
  static final int SEND = 0x006;
  static final int DATA = 0x007;
  static final int CREATE_PERMISSION = 0x008;
  static final int CHANNEL_BIND = 0x009;

  static final int REQUEST = 0x000;
  static final int INDICATION = 0x010;
  static final int SUCCESS = 0x100;
  static final int ERROR = 0x110;

  static final int USERNAME = 0x0006;
  static final int ERROR_CODE = 0x0009;
  static final int CHANNEL_NUMBER = 0x000c;
  static final int LIFETIME = 0x000d;
  static final int XOR_PEER_ADDRESS = 0x0012;
  static final int DATA_ATTRIBUTE = 0x0013;
  static final int REALM = 0x0014;
  static final int NONCE = 0x0015;
  static final int XOR_RELAYED_ADDRESS = 0x0016;
  static final int REQUESTED_ADDRESS_FAMILY = 0x0017;
  static final int REQUESTED_TRANSPORT = 0x0019;
  static final int XOR_MAPPED_ADDRESS = 0x0020;
  private static final int MESSAGE_INTEGRITY = 0x0008;

  static final int HEADER_BYTES = 20;
  private static final int MAGIC_COOKIE = 0x2112a442;
  private static final int ID_BYTES = 12;
  private static final int INTEGRITY_BYTES = 20;
  private static final int CLASS_BITS = 0x110;
  private static final SecureRandom RANDOM = new SecureRandom();

  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Attribute(int type, byte[] value) {}

  private final int type;
  private final byte[] id;
  private final List<Attribute> attributes = new ArrayList<>();

  private StunMessage(int type, byte[] id) {
    this.type = type;
    this.id = id;
  }

  static StunMessage request(int method) {
    return fresh(method | REQUEST);
  }

  static StunMessage indication(int method) {
    return fresh(method | INDICATION);
  }

  private static StunMessage fresh(int type) {
    byte[] id = new byte[ID_BYTES];
    RANDOM.nextBytes(id);
    return new StunMessage(type, id);
  }

  int method() {
    return type & ~CLASS_BITS;
  }

  /** One of {@link #REQUEST}, {@link #INDICATION}, {@link #SUCCESS}, {@link #ERROR}. */
  int kind() {
    return type & CLASS_BITS;
  }

  boolean answers(StunMessage request) {
    return ByteBuffer.wrap(id).equals(ByteBuffer.wrap(request.id)) && method() == request.method();
  }

  StunMessage with(int attribute, byte[] value) {
    attributes.add(new Attribute(attribute, value));
    return this;
  }

  StunMessage with(int attribute, String value) {
    return with(attribute, value.getBytes(StandardCharsets.UTF_8));
  }

  StunMessage with(int attribute, int value) {
    return with(attribute, ByteBuffer.allocate(Integer.BYTES).putInt(value).array());
  }

  StunMessage with(int attribute, PeerAddress address) {
    return with(attribute, address.xored(xorKey()));
  }

  byte @Nullable [] get(int attribute) {
    for (Attribute each : attributes) {
      if (each.type() == attribute) {
        return each.value();
      }
    }
    return null;
  }

  @Nullable String text(int attribute) {
    byte[] value = get(attribute);
    return value == null ? null : new String(value, StandardCharsets.UTF_8);
  }

  /** Null if it is not there or not to be read. */
  @Nullable InetSocketAddress address(int attribute) {
    byte[] value = get(attribute);
    return value == null ? null : PeerAddress.unxored(value, xorKey());
  }

  /** 0 if there is none. */
  int errorCode() {
    byte[] value = get(ERROR_CODE);
    return value == null || value.length < 4 ? 0 : (value[2] & 7) * 100 + (value[3] & 0xff);
  }

  private byte[] xorKey() {
    return ByteBuffer.allocate(Integer.BYTES + ID_BYTES).putInt(MAGIC_COOKIE).put(id).array();
  }

  /**
   * As it goes over the wire.
   *
   * @param key of the long-term credential; null for a message without integrity
   */
  byte[] encode(byte @Nullable [] key) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (Attribute each : attributes) {
      write(body, each.type(), each.value());
    }
    if (key != null) {
      // The length counts the integrity, which covers everything before itself.
      byte[] covered = whole(body.toByteArray(), body.size() + 4 + INTEGRITY_BYTES);
      write(body, MESSAGE_INTEGRITY, hmac(key, covered));
    }
    return whole(body.toByteArray(), body.size());
  }

  private byte[] whole(byte[] body, int length) {
    return ByteBuffer.allocate(HEADER_BYTES + body.length)
        .putShort((short) type)
        .putShort((short) length)
        .putInt(MAGIC_COOKIE)
        .put(id)
        .put(body)
        .array();
  }

  private static void write(ByteArrayOutputStream out, int attribute, byte[] value) {
    out.writeBytes(
        ByteBuffer.allocate(4).putShort((short) attribute).putShort((short) value.length).array());
    out.writeBytes(value);
    out.writeBytes(new byte[padding(value.length)]);
  }

  static int padding(int length) {
    return -length & 3;
  }

  private static byte[] hmac(byte[] key, byte[] covered) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(key, "HmacSHA1"));
      return mac.doFinal(covered);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA1", e);
    }
  }

  /** Null if it is no STUN message, or not a whole one. */
  static @Nullable StunMessage decode(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    if (bytes.length < HEADER_BYTES || (bytes[0] & 0xc0) != 0) {
      return null;
    }
    int type = in.getShort() & 0xffff;
    int length = in.getShort() & 0xffff;
    if (in.getInt() != MAGIC_COOKIE || length > bytes.length - HEADER_BYTES) {
      return null;
    }
    byte[] id = new byte[ID_BYTES];
    in.get(id);
    StunMessage message = new StunMessage(type, id);
    in.limit(HEADER_BYTES + length);
    while (in.remaining() >= 4) {
      int attribute = in.getShort() & 0xffff;
      int size = in.getShort() & 0xffff;
      if (size > in.remaining()) {
        return null;
      }
      byte[] value = new byte[size];
      in.get(value);
      in.position(Math.min(in.limit(), in.position() + padding(size)));
      message.with(attribute, value);
    }
    return message;
  }
}
