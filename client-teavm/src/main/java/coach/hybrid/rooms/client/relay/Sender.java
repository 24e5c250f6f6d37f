package coach.hybrid.rooms.client.relay;

import coach.hybrid.rooms.client.call.Line;
import coach.hybrid.rooms.client.call.MediaTrack;
import coach.hybrid.rooms.client.call.RelayPath.RelayPeer;
import coach.hybrid.rooms.protocol.Protocol;
import coach.hybrid.rooms.protocol.media.MediaFrame;
import org.jspecify.annotations.Nullable;

/** All that goes to one participant: voice, pictures at the pace of the network, and wishes. */
final class Sender implements Outlet {
  static final int KEY_FRAME = 1;
  static final int FEEDBACK = 2;
  static final int OTHER_CODEC = 3;

  /** Sound behind so much would be heard too late to be of use. */
  static final int LATE_SOUND_BYTES = 32 * 1_024;

  /** A picture leaves as long as there is a socket: it was left out before, or is not. */
  static final int MOST_WAITING_BYTES = 1_024 * 1_024;

  /** A picture waits for what is before it: no more than so much of its own bits. */
  static final int CLEAR_MILLIS = 100;

  static final int LEAST_CLEAR_BYTES = 8 * 1_024;
  private static final int MOST_SEALING = 4;
  private static final int MOST = 0xffff;

  private final Relay relay;
  private final RelayPeer peer;
  private final Pace pace = new Pace();
  private final SoundOut sound;
  private final PictureOut camera;
  private final PictureOut screen;
  private @Nullable Sealer sealer;
  private @Nullable Sealer latest;
  private int bytes;
  private int lateSounds;

  Sender(Relay relay, RelayPeer peer) {
    this.relay = relay;
    this.peer = peer;
    boolean toOrb = peer.peerId().startsWith(Protocol.ORB_ID_PREFIX);
    sound = new SoundOut(relay.timers, this);
    camera = new PictureOut(MediaFrame.CAMERA, toOrb, relay.timers, pace, this);
    screen = new PictureOut(MediaFrame.SCREEN, toOrb, relay.timers, pace, this);
  }

  Sealer sealer(Crypto.Cipher cipher) {
    Sealer made = new Sealer(cipher, peer.peerMediaId(), this::leave, latest);
    latest = made;
    return made;
  }

  /** Without a sealer nothing leaves; without an engine no media. */
  void use(@Nullable Sealer next, @Nullable MediaEngine engine) {
    sealer = next;
    MediaEngine usable = next == null ? null : engine;
    sound.use(usable);
    camera.use(usable);
    screen.use(usable);
  }

  void setTrack(Line line, @Nullable MediaTrack track) {
    switch (line) {
      case AUDIO -> sound.setTrack(peer.sendsAudio() ? track : null);
      case CAMERA -> camera.setTrack(peer.sendsVideo() ? track : null);
      case SCREEN -> screen.setTrack(peer.sendsScreen() ? track : null);
    }
  }

  @Override
  public boolean isClear(int kind, int kilobits) {
    int most = Math.max(LEAST_CLEAR_BYTES, kilobits * CLEAR_MILLIS / 8);
    return sealer != null && sealer.waiting(kind) < MOST_SEALING && relay.waitingBytes() <= most;
  }

  @Override
  public void send(int kind, int flags, int codec, int capturedMillis, byte[] payload) {
    if (sealer != null) {
      sealer.seal(kind, flags, codec, relay.generation(), capturedMillis, payload);
    }
  }

  private void leave(int kind, byte[] message) {
    boolean isPicture = kind == MediaFrame.CAMERA || kind == MediaFrame.SCREEN;
    if (relay.send(message, isPicture ? MOST_WAITING_BYTES : LATE_SOUND_BYTES)) {
      bytes += message.length;
    } else if (isPicture) {
      pictures(kind).needKey();
    } else {
      lateSounds++;
    }
  }

  private PictureOut pictures(int kind) {
    return kind == MediaFrame.SCREEN ? screen : camera;
  }

  /** What the other end wishes; what it says beyond our words is left alone. */
  void control(byte[] payload) {
    int word = payload.length > 1 ? payload[0] : 0;
    if (word == KEY_FRAME) {
      pictures(payload[1]).needKey();
    } else if (word == FEEDBACK && payload.length >= 5) {
      pace.hear(number(payload, 1), number(payload, 3));
    } else if (word == OTHER_CODEC && payload[1] == MediaFrame.OPUS) {
      sound.avoidOpus();
    } else if (word == OTHER_CODEC && payload[1] > 0 && payload[1] < MediaFrame.JPEG) {
      camera.avoid(payload[1]);
      screen.avoid(payload[1]);
    }
  }

  private static int number(byte[] payload, int at) {
    return (payload[at] & 0xff) << 8 | (payload[at + 1] & 0xff);
  }

  /** Tells the other end something about what it sends. */
  void wish(int word, int about) {
    say(new byte[] {(byte) word, (byte) about});
  }

  void report(int lost, int lateMillis) {
    int late = Math.min(lateMillis, MOST);
    int most = Math.min(lost, MOST);
    say(new byte[] {FEEDBACK, (byte) (most >> 8), (byte) most, (byte) (late >> 8), (byte) late});
  }

  private void say(byte[] payload) {
    send(MediaFrame.CONTROL, 0, 0, relay.timers.nowMillis(), payload);
  }

  void tick() {
    if (pace.tick()) {
      camera.adapt();
      screen.adapt();
    }
  }

  /** Whether the network carries no picture now. */
  boolean holdsPictureBack() {
    return pace.level().isAudioOnly();
  }

  int bytes() {
    return bytes;
  }

  int lateSounds() {
    return lateSounds;
  }
}
