package coach.hybrid.rooms.client.call;

import coach.hybrid.rooms.protocol.LinkPath;
import coach.hybrid.rooms.protocol.LinkQuality;

/** How the other end of a link hears us, and what of ours goes out to it because of that. */
final class Sending {
  private final LinkLines lines;
  private final LinkRelay relay;
  private final PictureYield pictures = new PictureYield();
  private LinkQuality quality = LinkQuality.GOOD;
  private boolean byRelay;

  Sending(LinkLines lines, LinkRelay relay) {
    this.lines = lines;
    this.relay = relay;
  }

  /** The relay's pictures adapt by themselves; what is lost there twice may need its help. */
  void hear(LinkPath path, LinkQuality theirs) {
    boolean before = byRelay;
    byRelay = path == LinkPath.RELAY;
    if (quality == LinkQuality.LOST && theirs != LinkQuality.LOST && !before && !byRelay) {
      lines.sendKeyFrame(); // What we sent meanwhile refers to what was lost.
    }
    quality = byRelay ? LinkQuality.LOST : theirs;
    relay.setSending(byRelay);
    if (before && byRelay && theirs == LinkQuality.LOST) {
      relay.retry();
    }
  }

  void tick(int nowMillis) {
    lines.limit(pictures.tick(nowMillis, quality));
  }

  /** Our picture is held back, so that our voice gets through. */
  boolean holdsPictureBack() {
    return lines.sent(Line.CAMERA) != null
        && (byRelay ? relay.holdsPictureBack() : lines.limit() == SendLimit.NONE);
  }
}
