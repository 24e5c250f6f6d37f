package coach.hybrid.rooms.client.call;

import coach.hybrid.rooms.protocol.ClientMessage;
import coach.hybrid.rooms.protocol.LinkPath;
import coach.hybrid.rooms.protocol.LinkQuality;

/** Tells the other end of a link how we hear it: each change once, and again where it got lost. */
final class LinkReports {
  static final int AGAIN_MILLIS = 3_000;

  private final String peerId;
  private final Outbox outbox;
  private LinkPath path = LinkPath.NONE;
  private LinkQuality quality = LinkQuality.GOOD;
  private int saidAt;

  LinkReports(String peerId, Outbox outbox) {
    this.peerId = peerId;
    this.outbox = outbox;
  }

  /**
   * How it is now.
   *
   * @param misunderstood the other end does not do what it was told
   * @return whether it was told again
   */
  boolean say(LinkPath pathNow, LinkQuality qualityNow, boolean misunderstood, int nowMillis) {
    boolean again = misunderstood && nowMillis - saidAt >= AGAIN_MILLIS;
    if (path != pathNow || quality != qualityNow || again) {
      path = pathNow;
      quality = qualityNow;
      saidAt = nowMillis;
      sayAgain();
    }
    return again;
  }

  void sayAgain() {
    outbox.send(new ClientMessage.SetLinkState(peerId, path, quality));
  }
}
