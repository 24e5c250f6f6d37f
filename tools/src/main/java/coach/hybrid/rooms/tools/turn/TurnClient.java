package coach.hybrid.rooms.tools.turn;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * One client of a relay, with one allocation at most. Used by one thread; every call waits for the
 * relay's answer, a bounded time.
 */
public final class TurnClient implements AutoCloseable {
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);
  private static final Duration FIRST_RETRY = Duration.ofMillis(500);
  private static final int UDP = 17 << 24;
  private static final int IPV6 = 2 << 24;
  private static final int FIRST_CHANNEL = 0x4000;

  /** What came through the relay. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  public record Relayed(InetSocketAddress from, byte[] data) {}

  private final TurnLine line;
  private final Deque<Relayed> arrived = new ArrayDeque<>();
  private String username = "";
  private String password = "";
  private @Nullable String realm;
  private @Nullable String nonce;

  private TurnClient(TurnLine line) {
    this.line = line;
  }

  /**
   * Connects, with TLS where the address says so.
   *
   * @param trust whose certificates are believed
   */
  public static TurnClient open(TurnUrl url, SSLContext trust) throws IOException {
    return new TurnClient(TurnLine.open(url, trust, ANSWER_LIMIT));
  }

  /** By which address the relay sees this machine. */
  public InetSocketAddress bind() throws IOException {
    StunMessage answer = ask(StunMessage.request(StunMessage.BINDING), null);
    return needed(answer, StunMessage.XOR_MAPPED_ADDRESS);
  }

  /** An address of the relay's own that stands for this client. */
  public InetSocketAddress allocate(String user, String secret) throws IOException {
    return allocate(user, secret, false);
  }

  /** As {@link #allocate}, of the other family. */
  public InetSocketAddress allocateIpv6(String user, String secret) throws IOException {
    return allocate(user, secret, true);
  }

  private InetSocketAddress allocate(String user, String secret, boolean ipv6) throws IOException {
    username = user;
    password = secret;
    StunMessage answer =
        askAsUser(
            StunMessage.ALLOCATE,
            message -> {
              message.with(StunMessage.REQUESTED_TRANSPORT, UDP);
              if (ipv6) {
                message.with(StunMessage.REQUESTED_ADDRESS_FAMILY, IPV6);
              }
            });
    return needed(answer, StunMessage.XOR_RELAYED_ADDRESS);
  }

  /** Asks that packets may go to that peer and come from it. */
  public void permit(PeerAddress peer) throws IOException {
    askAsUser(
        StunMessage.CREATE_PERMISSION, message -> message.with(StunMessage.XOR_PEER_ADDRESS, peer));
  }

  /** The other way to ask for the same: a channel, numbered from 0, that leads to that peer. */
  public void bindChannel(int number, PeerAddress peer) throws IOException {
    askAsUser(
        StunMessage.CHANNEL_BIND,
        message ->
            message
                .with(StunMessage.CHANNEL_NUMBER, (FIRST_CHANNEL + number) << 16)
                .with(StunMessage.XOR_PEER_ADDRESS, peer));
  }

  /** Nothing is answered, and the packet may be lost. */
  public void send(PeerAddress peer, byte[] data) throws IOException {
    StunMessage message =
        StunMessage.indication(StunMessage.SEND)
            .with(StunMessage.XOR_PEER_ADDRESS, peer)
            .with(StunMessage.DATA_ATTRIBUTE, data);
    line.send(message.encode(null));
  }

  /** The next packet from a peer; null if none comes in time. */
  public @Nullable Relayed receive(Duration limit) throws IOException {
    long end = System.nanoTime() + limit.toNanos();
    while (arrived.isEmpty()) {
      Duration left = Duration.ofNanos(end - System.nanoTime());
      if (left.isNegative()) {
        return null;
      }
      try {
        take(StunMessage.decode(line.receive(left)));
      } catch (SocketTimeoutException e) {
        return null;
      }
    }
    return arrived.poll();
  }

  /** Gives the allocation back at once. */
  public void release() throws IOException {
    askAsUser(StunMessage.REFRESH, message -> message.with(StunMessage.LIFETIME, 0));
  }

  /** Adds what one kind of request needs. */
  private interface Filling {
    void fill(StunMessage message);
  }

  /** The first question is answered with the realm and a nonce, the second with what was asked. */
  private StunMessage askAsUser(int method, Filling filling) throws IOException {
    for (int challenges = 0; ; challenges++) {
      try {
        StunMessage message = StunMessage.request(method);
        filling.fill(message);
        return ask(message, key(message));
      } catch (ChallengedException e) {
        if (challenges == 2 || (e.code == TurnRefusedException.UNAUTHORIZED && challenges == 1)) {
          throw e.refusal;
        }
        realm = e.realm;
        nonce = e.nonce;
      }
    }
  }

  /** Null, and nothing added, before the relay has named its realm. */
  private byte @Nullable [] key(StunMessage message) {
    if (realm == null || nonce == null) {
      return null;
    }
    message
        .with(StunMessage.USERNAME, username)
        .with(StunMessage.REALM, realm)
        .with(StunMessage.NONCE, nonce);
    try {
      return MessageDigest.getInstance("MD5")
          .digest((username + ":" + realm + ":" + password).getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has MD5", e);
    }
  }

  private StunMessage ask(StunMessage message, byte @Nullable [] key) throws IOException {
    byte[] bytes = message.encode(key);
    long end = System.nanoTime() + ANSWER_LIMIT.toNanos();
    Duration retry = line.loses() ? FIRST_RETRY : ANSWER_LIMIT;
    while (true) {
      line.send(bytes);
      StunMessage answer = await(message, Math.min(end, System.nanoTime() + retry.toNanos()));
      if (answer != null) {
        return judged(answer);
      }
      if (System.nanoTime() >= end) {
        throw new SocketTimeoutException("no answer within " + ANSWER_LIMIT.toSeconds() + " s");
      }
      retry = retry.multipliedBy(2);
    }
  }

  private @Nullable StunMessage await(StunMessage request, long until) throws IOException {
    while (true) {
      Duration left = Duration.ofNanos(until - System.nanoTime());
      if (left.isNegative() || left.isZero()) {
        return null;
      }
      try {
        StunMessage message = StunMessage.decode(line.receive(left));
        if (message != null && message.answers(request)) {
          return message;
        }
        take(message);
      } catch (SocketTimeoutException e) {
        return null;
      }
    }
  }

  private void take(@Nullable StunMessage message) {
    if (message == null
        || message.method() != StunMessage.DATA
        || message.kind() != StunMessage.INDICATION) {
      return;
    }
    InetSocketAddress from = message.address(StunMessage.XOR_PEER_ADDRESS);
    byte[] data = message.get(StunMessage.DATA_ATTRIBUTE);
    if (from != null && data != null) {
      arrived.add(new Relayed(from, data));
    }
  }

  private static StunMessage judged(StunMessage answer) throws IOException {
    if (answer.kind() == StunMessage.SUCCESS) {
      return answer;
    }
    int code = answer.errorCode();
    TurnRefusedException refusal = new TurnRefusedException(code, nameOf(answer.method()));
    String realm = answer.text(StunMessage.REALM);
    String nonce = answer.text(StunMessage.NONCE);
    boolean challenge =
        code == TurnRefusedException.UNAUTHORIZED || code == TurnRefusedException.STALE_NONCE;
    if (challenge && realm != null && nonce != null) {
      throw new ChallengedException(code, realm, nonce, refusal);
    }
    throw refusal;
  }

  private static String nameOf(int method) {
    return switch (method) {
      case StunMessage.BINDING -> "binding";
      case StunMessage.ALLOCATE -> "an allocation";
      case StunMessage.REFRESH -> "a refresh";
      case StunMessage.CREATE_PERMISSION -> "a permission";
      case StunMessage.CHANNEL_BIND -> "a channel";
      default -> "a request";
    };
  }

  private static InetSocketAddress needed(StunMessage answer, int attribute) throws IOException {
    InetSocketAddress address = answer.address(attribute);
    if (address == null) {
      throw new IOException("the relay's answer names no address");
    }
    return address;
  }

  @Override
  public void close() throws IOException {
    line.close();
  }

  /** The relay wants to know who asks. */
  private static final class ChallengedException extends IOException {
    private static final long serialVersionUID = 1;

    private final int code;
    private final String realm;
    private final String nonce;
    private final TurnRefusedException refusal;

    ChallengedException(int code, String realm, String nonce, TurnRefusedException refusal) {
      super("the relay asks who it is", refusal);
      this.code = code;
      this.realm = realm;
      this.nonce = nonce;
      this.refusal = refusal;
    }
  }
}
