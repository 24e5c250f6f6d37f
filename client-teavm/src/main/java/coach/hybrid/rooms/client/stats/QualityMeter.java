package coach.hybrid.rooms.client.stats;

import org.jspecify.annotations.Nullable;

/**
 * Turns readings into a {@link Quality}. It gets worse and better only after several windows agree,
 * so that a single burst of loss does not make the picture flicker.
 */
public final class QualityMeter {
  static final int WINDOW_MILLIS = 1_000;

  private static final int BAD_LOSS_PERCENT = 8;
  private static final int BAD_ROUND_TRIP_MILLIS = 500;
  private static final int BAD_JITTER_MILLIS = 60;
  private static final int FINE_LOSS_PERCENT = 3;
  private static final int FINE_ROUND_TRIP_MILLIS = 350;
  private static final int FINE_JITTER_MILLIS = 40;
  private static final int WINDOWS_TO_WORSEN = 3;
  private static final int WINDOWS_TO_RECOVER = 3;
  private static final int SILENT_WINDOWS_TO_LOSE = 2;

  private Quality quality = Quality.GOOD;
  private @Nullable LinkStats windowStart;
  private int windowStartMillis;
  private int badWindows;
  private int fineWindows;
  private int silentWindows;

  /** Takes a reading and says how the link feels now. */
  public Quality update(LinkStats reading, int nowMillis) {
    LinkStats start = windowStart;
    if (start == null) {
      begin(reading, nowMillis);
    } else if (nowMillis - windowStartMillis >= WINDOW_MILLIS) {
      judge(start, reading);
      begin(reading, nowMillis);
    }
    return quality;
  }

  private void begin(LinkStats reading, int nowMillis) {
    windowStart = reading;
    windowStartMillis = nowMillis;
  }

  private void judge(LinkStats start, LinkStats end) {
    int received = end.packetsReceived() - start.packetsReceived();
    int lost = Math.max(0, end.packetsLost() - start.packetsLost());
    if (received <= 0) {
      silentWindows++;
      if (silentWindows >= SILENT_WINDOWS_TO_LOSE && end.packetsReceived() > 0) {
        quality = Quality.LOST;
      }
      return;
    }
    silentWindows = 0;
    int lossPercent = lost * 100 / (received + lost);
    count(end, lossPercent);
    if (quality != Quality.POOR && badWindows >= WINDOWS_TO_WORSEN) {
      quality = Quality.POOR;
    } else if (quality == Quality.LOST
        || (quality == Quality.POOR && fineWindows >= WINDOWS_TO_RECOVER)) {
      quality = Quality.GOOD;
    }
  }

  private void count(LinkStats end, int lossPercent) {
    boolean bad =
        lossPercent >= BAD_LOSS_PERCENT
            || end.roundTripMillis() >= BAD_ROUND_TRIP_MILLIS
            || end.jitterMillis() >= BAD_JITTER_MILLIS;
    boolean fine =
        lossPercent <= FINE_LOSS_PERCENT
            && end.roundTripMillis() <= FINE_ROUND_TRIP_MILLIS
            && end.jitterMillis() <= FINE_JITTER_MILLIS;
    badWindows = bad ? badWindows + 1 : 0;
    fineWindows = fine ? fineWindows + 1 : 0;
  }
}
