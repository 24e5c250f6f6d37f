package coach.hybrid.rooms.client.call;

import coach.hybrid.rooms.client.stats.LinkStats;
import coach.hybrid.rooms.client.stats.Quality;
import coach.hybrid.rooms.client.stats.QualityMeter;
import org.jspecify.annotations.Nullable;

/** What comes in over one link by the path in use: tracks, how good they are, whether they move. */
final class Hearing {
  /** Frames within that time are a picture that moves. */
  private static final int MOVING_MILLIS = 800;

  private static final int LONG_AGO = -1_000;

  private final @Nullable MediaTrack[] received = new @Nullable MediaTrack[Line.values().length];
  private final @Nullable MediaTrack[] relayed = new @Nullable MediaTrack[Line.values().length];
  private QualityMeter meter = new QualityMeter();
  private LinkStats stats = LinkStats.NONE;
  private boolean poor;
  private int frameAt = LONG_AGO;
  private int wellSince;

  Hearing(int nowMillis) {
    wellSince = nowMillis;
  }

  void receive(Line line, MediaTrack track) {
    received[line.index()] = track;
  }

  void relay(Line line, MediaTrack track) {
    relayed[line.index()] = track;
  }

  /** A picture that stands still is better than none while the relay begins. */
  @Nullable MediaTrack track(Line line, boolean byRelay) {
    MediaTrack over = relayed[line.index()];
    return byRelay && over != null ? over : received[line.index()];
  }

  /** Another path: what was measured on the one before says nothing. */
  void changePath() {
    meter = new QualityMeter();
  }

  void observe(LinkStats reading, boolean well, int nowMillis) {
    poor = meter.update(reading, nowMillis) == Quality.POOR;
    if (reading.framesDecoded() != stats.framesDecoded()) {
      frameAt = nowMillis;
    }
    if (!well) {
      wellSince = nowMillis;
    }
    stats = reading;
  }

  /** The other end switched something; a picture that does not come yet is not missed. */
  void expectChange(int nowMillis) {
    wellSince = nowMillis;
  }

  /** The last reading. */
  LinkStats stats() {
    return stats;
  }

  boolean isPoor() {
    return poor;
  }

  boolean showsFrames(int nowMillis) {
    return nowMillis - frameAt <= MOVING_MILLIS;
  }

  /** For how long no picture has come over a link that is well, in milliseconds. */
  int withoutPictureMillis(int nowMillis) {
    return nowMillis - Math.max(frameAt, wellSince);
  }
}
