package coach.hybrid.rooms.tools.orb.relay;

import coach.hybrid.rooms.protocol.media.MediaFrame;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One person at the other end of the relay: keys, what each lets the other hear, and the ear for
 * him. Settled on the orb's thread; read by those that send and receive.
 */
final class RelayPeer {
  /** {@code CONTROL}: the other end cannot go on without a whole picture. */
  private static final int WANTS_KEY_FRAME = 1;

  /** {@code CONTROL}: the other end cannot decode this codec. */
  private static final int WANTS_OTHER_CODEC = 3;

  /** {@code CONTROL}: what the other end missed within the last second. */
  private static final int FEEDBACK = 2;

  private static final int FEEDBACK_BYTES = 5;

  /** A line on which frames fall behind by so much in a second is full. */
  private static final int FULL_LINE_MILLIS = 100;

  private static final long PICTURE_PAUSE_MILLIS = 2_000;

  private final String userId;
  private final RelayEar ear;
  private final HearingPath hearingPath = new HearingPath();
  private volatile int mediaId;
  private volatile @Nullable FrameSealer sealer;
  private volatile @Nullable FrameOpener opener;
  private volatile boolean listens;
  private volatile boolean heard;
  private volatile boolean consenting;
  private volatile boolean cannotDecodeOpus;
  private volatile boolean pictureWanted = true;
  private volatile long pictureBarMillis = Long.MIN_VALUE;
  private volatile long packetsHeard;

  // The orb's thread only.
  private @Nullable LinkSecret secret;
  private byte @Nullable [] theirPoint;
  private boolean keySent;
  private boolean reached;

  RelayPeer(String userId, Consumer<byte[]> heard) {
    this.userId = userId;
    this.ear = new RelayEar(heard);
  }

  String userId() {
    return userId;
  }

  int mediaId() {
    return mediaId;
  }

  void mediaId(int id) {
    mediaId = id;
  }

  HearingPath hearingPath() {
    return hearingPath;
  }

  /** Our public key, which from now on counts as sent. */
  String keyToSend() {
    keySent = true;
    return secret().publicKey();
  }

  /** Made when first needed: most links never need one, and none is worth waiting for it. */
  private LinkSecret secret() {
    LinkSecret made = secret == null ? LinkSecret.make() : secret;
    secret = made;
    return made;
  }

  boolean keySent() {
    return keySent;
  }

  /** Takes their public key; whether it is another one than before. */
  boolean take(String roomId, String selfId, String publicKey) throws GeneralSecurityException {
    byte[] point = LinkSecret.point(publicKey);
    if (Arrays.equals(point, theirPoint)) {
      return false;
    }
    LinkSecret.Keys keys = secret().agree(roomId, selfId, userId, point);
    theirPoint = point;
    sealer = new FrameSealer(keys.sending());
    opener = new FrameOpener(keys.receiving());
    pictureWanted = true;
    return true;
  }

  boolean keyed() {
    return sealer != null;
  }

  /** Whether this person hears the orb by the relay: only then anything is sent. */
  boolean listens() {
    return listens && sealer != null;
  }

  boolean cannotDecodeOpus() {
    return cannotDecodeOpus;
  }

  void listens(boolean byRelay) {
    if (byRelay && !listens) {
      pictureWanted = true;
    }
    listens = byRelay;
  }

  /** Whether the orb hears this person by the relay. */
  boolean isHeard() {
    return heard;
  }

  void heardByRelay(boolean byRelay) {
    heard = byRelay;
  }

  void consenting(boolean toBeHeard) {
    consenting = toBeHeard;
  }

  /** Whether he can be talked to now and could not before. */
  boolean newlyReached(boolean reachable) {
    boolean news = reachable && !reached;
    reached = reachable;
    return news;
  }

  byte @Nullable [] seal(MediaFrame plain) {
    FrameSealer with = sealer;
    return with == null ? null : with.seal(plain);
  }

  /** Whether to send a picture, which is new or the one shown before. */
  boolean takesPicture(boolean isNew, long nowMillis) {
    boolean takes = (isNew || pictureWanted) && nowMillis >= pictureBarMillis;
    if (takes) {
      pictureWanted = false;
    }
    return takes;
  }

  /** Takes what came from this person. Nobody's picture is looked at. */
  synchronized void received(MediaFrame frame, long nowMillis) {
    FrameOpener with = opener;
    boolean sound = frame.kind() == MediaFrame.AUDIO;
    if (with == null || (sound ? !(heard && consenting) : frame.kind() != MediaFrame.CONTROL)) {
      return;
    }
    byte[] payload = with.open(frame);
    if (payload == null) {
      return;
    }
    if (sound) {
      packetsHeard++;
      ear.packet(frame.codec(), payload, nowMillis);
    } else {
      obey(payload, nowMillis);
    }
  }

  private void obey(byte[] control, long nowMillis) {
    if (control.length >= 1 && control[0] == WANTS_KEY_FRAME) {
      pictureWanted = true;
    } else if (control.length >= 2
        && control[0] == WANTS_OTHER_CODEC
        && control[1] == MediaFrame.OPUS) {
      cannotDecodeOpus = true;
    } else if (control.length >= FEEDBACK_BYTES && control[0] == FEEDBACK) {
      int growthMillis = ((control[3] & 0xff) << 8) | (control[4] & 0xff);
      if (growthMillis >= FULL_LINE_MILLIS) {
        pictureBarMillis = nowMillis + PICTURE_PAUSE_MILLIS; // Sound goes first.
      }
    }
  }

  /** Time passes for the ear, too. */
  void passed(long nowMillis) {
    if (heard) {
      ear.passed(nowMillis);
    }
  }

  long packetsHeard() {
    return packetsHeard;
  }
}
