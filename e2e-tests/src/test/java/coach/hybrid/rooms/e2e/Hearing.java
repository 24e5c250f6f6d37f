package coach.hybrid.rooms.e2e;

import coach.hybrid.rooms.e2e.MediaProbe.Reading;
import coach.hybrid.rooms.e2e.MediaProbe.Tile;
import java.util.Optional;

/**
 * One direction of a link, at the end where it is seen and heard.
 *
 * @param speaks whether sound is expected all the time; the assistant keeps quiet mostly
 */
record Hearing(String words, Participant at, String from, boolean speaks) {
  Reading reading() {
    return MediaProbe.read(at.driver());
  }

  Optional<Tile> tile() {
    return reading().tile(from);
  }

  /** The way it comes now. */
  String path() {
    return tile().map(Tile::path).orElse("none");
  }

  /** When both, or the pictures of somebody who keeps quiet, had come; 0 if they have not. */
  double mediaAt() {
    return tile().map(tile -> speaks ? tile.mediaAt() : tile.firstFrameAt()).orElse(0.0);
  }

  /** Pictures and sound have come within this time. */
  boolean isAlive(double withinMillis) {
    Reading reading = reading();
    return reading
        .tile(from)
        .filter(tile -> reading.now() - tile.lastFrameAt() < withinMillis)
        .filter(tile -> !speaks || reading.now() - tile.lastSoundAt() < withinMillis)
        .isPresent();
  }

  /** The longest while without what is expected that touches this time. */
  double longestGap(double from, double to) {
    double frames = longestFrameGap(from, to);
    return speaks ? Math.max(frames, longestSoundGap(from, to)) : frames;
  }

  double longestSoundGap(double from, double to) {
    return tile().map(tile -> tile.longestSoundGap(from, to)).orElse(to - from);
  }

  double longestFrameGap(double from, double to) {
    return tile().map(tile -> tile.longestFrameGap(from, to)).orElse(to - from);
  }
}
