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
  private static final int BAD_CONCEALMENT_PERMILLE = 50;
  private static final int BAD_FREEZE_MILLIS = 300;
  private static final int FINE_LOSS_PERCENT = 3;
  private static final int FINE_ROUND_TRIP_MILLIS = 350;
  private static final int FINE_JITTER_MILLIS = 40;
  private static final int FINE_CONCEALMENT_PERMILLE = 20;

  /** Of so few, as in a silence that is not sent, one that is lost proves nothing. */
  private static final int FEW_PACKETS = 10;

  private static final int WINDOWS_TO_WORSEN = 3;
  private static final int WINDOWS_TO_RECOVER = 3;
  private static final int SILENT_WINDOWS_TO_LOSE = 2;

  /** So many of the last eight in which sound was made up are as bad as three in a row. */
  private static final int BROKEN_WINDOWS = 3;

  private static final int LAST_EIGHT = 0xff;

  private Quality quality = Quality.GOOD;
  private @Nullable LinkStats windowStart;
  private int windowStartMillis;
  private int badWindows;

  /** One bit a window, the last one lowest: whether too much of its sound was made up. */
  private int brokenWindows;

  private int fineWindows;
  private int silentWindows;

  /** Windows since it came back after a silence that was told of. */
  private int windowsBack;

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
    if (quality == Quality.LOST) {
      comeBack();
      return;
    }
    silentWindows = 0;
    windowsBack++;
    int lossPercent = lost == 1 && received < FEW_PACKETS ? 0 : lost * 100 / (received + lost);
    int samples = (end.samplesReceived() - start.samplesReceived()) / 1_000;
    int concealed = Math.max(0, end.concealedSamples() - start.concealedSamples());
    int freeze = Math.max(0, end.freezeMillis() - start.freezeMillis());
    // It may have begun with the silence.
    freeze = Math.min(freeze, windowsBack * WINDOW_MILLIS);
    count(end, lossPercent, samples <= 0 ? 0 : concealed / samples, freeze);
    boolean breaksUp = Integer.bitCount(brokenWindows) >= BROKEN_WINDOWS;
    if (quality != Quality.POOR && (badWindows >= WINDOWS_TO_WORSEN || breaksUp)) {
      quality = Quality.POOR;
    } else if (quality == Quality.POOR && fineWindows >= WINDOWS_TO_RECOVER) {
      quality = Quality.GOOD;
      brokenWindows = 0;
    }
  }

  /** What this window tells of loss and made-up sound is the silence's. */
  private void comeBack() {
    quality = Quality.GOOD;
    silentWindows = 0;
    windowsBack = 0;
    badWindows = 0;
    brokenWindows = 0;
    fineWindows = 0;
  }

  /** A long freeze is told of when it is over, and then counts for all of its seconds. */
  private void count(LinkStats end, int lossPercent, int concealedPermille, int freezeMillis) {
    boolean bad =
        lossPercent >= BAD_LOSS_PERCENT
            || concealedPermille > BAD_CONCEALMENT_PERMILLE
            || freezeMillis >= BAD_FREEZE_MILLIS
            || end.roundTripMillis() >= BAD_ROUND_TRIP_MILLIS
            || end.jitterMillis() >= BAD_JITTER_MILLIS;
    boolean fine =
        lossPercent <= FINE_LOSS_PERCENT
            && concealedPermille <= FINE_CONCEALMENT_PERMILLE
            && freezeMillis == 0
            && end.roundTripMillis() <= FINE_ROUND_TRIP_MILLIS
            && end.jitterMillis() <= FINE_JITTER_MILLIS;
    int broken = concealedPermille > BAD_CONCEALMENT_PERMILLE ? 1 : 0;
    brokenWindows = (brokenWindows << 1 | broken) & LAST_EIGHT;
    badWindows = bad ? badWindows + Math.max(1, freezeMillis / 1_000) : 0;
    fineWindows = fine ? fineWindows + 1 : 0;
  }
}
