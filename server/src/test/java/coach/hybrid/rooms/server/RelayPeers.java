package coach.hybrid.rooms.server;

import coach.hybrid.rooms.protocol.ProtocolException;
import coach.hybrid.rooms.protocol.media.MediaFrame;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Two people relayed by the service, as a process of their own so that nothing they know is in the
 * service's memory: introduce their keys, talk, say what they knew once they are asked.
 */
final class RelayPeers {
  private static final int SECRET_OCTETS = 64;
  private static final int TALK_FRAMES = 200;
  private static final int STALLED_PICTURES = 150;
  private static final int PICTURE_OCTETS = 20_000;

  private RelayPeers() {}

  /** One of the two. */
  private static final class Peer {
    private final String userId;
    private final RawSocket signalling;
    private final int mediaId;
    private final RelaySecrets secrets = new RelaySecrets();
    private final RawSocket relay;

    Peer(int port, String roomId, String role, String token)
        throws IOException, GeneralSecurityException {
      userId = role + "-1";
      signalling = RawSocket.open(port, "/ws-simple/" + roomId + "?token=" + token);
      signalling.text(RunningService.joinText(role, roomId));
      mediaId = signalling.readUntil("peer-discovery").get("mediaId").getAsInt();
      relay = RawSocket.open(port, "/media/" + roomId + "?use=relay&token=" + token);
      relay.frame(RawSocket.PING, true, new byte[0]);
      relay.read();
      signalling.text("{\"type\":\"ping\"}");
      signalling.readUntil("pong"); // The room knows the relay socket.
    }

    void introduce(Peer other) throws IOException {
      signalling.text(
          "{\"type\":\"relay-key\",\"toId\":\"%s\",\"publicKey\":\"%s\",\"generation\":1}"
              .formatted(other.userId, secrets.publicKey()));
    }

    void agree(String roomId, Peer other) throws IOException, GeneralSecurityException {
      JsonObject key = signalling.readUntil("relay-key");
      secrets.agree(roomId, userId, other.userId, key.get("publicKey").getAsString());
    }

    byte[] send(Peer other, int kind, int seq, byte[] plain)
        throws IOException, GeneralSecurityException {
      int flags = kind == MediaFrame.CAMERA ? MediaFrame.KEY : 0;
      byte[] sealed = secrets.seal(new MediaFrame(kind, flags, 1, 0, 1, seq, 0, plain));
      relay.frame(
          RawSocket.BINARY,
          true,
          new MediaFrame(kind, flags, 1, other.mediaId, 1, seq, 0, sealed).encode());
      return sealed;
    }

    byte[] receive() throws IOException, GeneralSecurityException, ProtocolException {
      RawSocket.Frame frame = relay.read();
      byte[] octets = new byte[frame.payload().remaining()];
      frame.payload().get(octets);
      return secrets.open(MediaFrame.decode(octets));
    }
  }

  /** Arguments: port, room, the coach's and the client's token. */
  public static void main(String[] args) throws Exception {
    int port = Integer.parseInt(args[0]);
    String roomId = args[1];
    Peer coach = new Peer(port, roomId, "coach", args[2]);
    Peer client = new Peer(port, roomId, "client", args[3]);
    coach.signalling.text("{\"type\":\"ping\"}");
    coach.signalling.readUntil("pong"); // The room has told the coach's socket of the client's.
    coach.introduce(client);
    client.agree(roomId, coach);
    client.introduce(coach);
    coach.agree(roomId, client);

    byte[] secret = new byte[SECRET_OCTETS];
    new SecureRandom().nextBytes(secret);
    for (int seq = 0; seq < TALK_FRAMES; seq++) {
      coach.send(client, MediaFrame.AUDIO, seq, secret);
      check(secret, client.receive());
      client.send(coach, MediaFrame.AUDIO, seq, secret);
      check(secret, coach.receive());
    }
    byte[] waiting = stall(coach, client, secret);

    System.out.println("relayed");
    if (System.in.read() < 0) {
      return; // The test is gone.
    }
    say("plaintext", secret);
    coach.secrets.tell(RelayPeers::say);
    say("ciphertext", Arrays.copyOfRange(waiting, 1_000, 1_000 + SECRET_OCTETS));
  }

  /** More pictures than the other reads: some are left in the service. */
  private static byte[] stall(Peer from, Peer to, byte[] secret)
      throws IOException, GeneralSecurityException {
    byte[] plain = new byte[PICTURE_OCTETS];
    for (int at = 0; at + secret.length <= plain.length; at += secret.length) {
      System.arraycopy(secret, 0, plain, at, secret.length);
    }
    byte[] sealed = new byte[0];
    for (int seq = 0; seq < STALLED_PICTURES; seq++) {
      sealed = from.send(to, MediaFrame.CAMERA, seq, plain);
    }
    from.relay.frame(RawSocket.PING, true, new byte[0]);
    from.relay.read(); // All of it has been seen to.
    return sealed;
  }

  private static void check(byte[] expected, byte[] got) {
    if (!Arrays.equals(expected, got)) {
      throw new IllegalStateException(
          "came as something else: " + new String(got, StandardCharsets.ISO_8859_1));
    }
  }

  private static void say(String name, byte[] octets) {
    System.out.println(name + " " + HexFormat.of().formatHex(octets));
  }
}
