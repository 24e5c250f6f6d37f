package coach.hybrid.rooms.e2e.network;

import java.util.ArrayList;
import java.util.List;

/**
 * What a line does to packets, each way.
 *
 * @param delayMillis for every packet
 * @param lossPercent of them, at random
 * @param kilobits a second, at most; 0 for no limit
 */
public record LineQuality(int delayMillis, int lossPercent, int kilobits) {
  public static LineQuality delay(int millis) {
    return new LineQuality(millis, 0, 0);
  }

  public static LineQuality loss(int percent) {
    return new LineQuality(0, percent, 0);
  }

  public static LineQuality rate(int kilobits) {
    return new LineQuality(0, 0, kilobits);
  }

  public LineQuality withLoss(int percent) {
    return new LineQuality(delayMillis, percent, kilobits);
  }

  public LineQuality withRate(int kilobits) {
    return new LineQuality(delayMillis, lossPercent, kilobits);
  }

  /** For tables. */
  public String words() {
    List<String> words = new ArrayList<>();
    if (lossPercent > 0) {
      words.add(lossPercent + " % loss");
    }
    if (delayMillis > 0) {
      words.add(delayMillis + " ms each way");
    }
    if (kilobits > 0) {
      words.add(kilobits + " kbit/s");
    }
    return words.isEmpty() ? "nothing" : String.join(", ", words);
  }
}
