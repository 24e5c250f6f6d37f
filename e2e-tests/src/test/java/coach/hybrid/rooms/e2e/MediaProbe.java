package coach.hybrid.rooms.e2e;

import com.google.gson.Gson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.openqa.selenium.chrome.ChromeDriver;

/**
 * When pictures and sound reached a page, and which way: measured at what its tiles play, so that
 * it holds for every path. Times are the machine's, in milliseconds since the epoch; they are as
 * fine as the page's looks, which come every 50 ms.
 */
final class MediaProbe {
  private static final String RESOURCE = "media-probe.js";
  private static final Gson GSON = new Gson();

  /** Nothing came. */
  record Gap(double from, double to) {
    /** The longest of those that touch this time, in milliseconds; 0 if there is none. */
    static double longest(List<Gap> gaps, double from, double to) {
      return gaps.stream()
          .filter(gap -> gap.to() > from && gap.from() < to)
          .mapToDouble(gap -> gap.to() - gap.from())
          .max()
          .orElse(0);
    }
  }

  /** From this moment on it was so. */
  record Step(double at, String what) {}

  /** What a page told another participant about how it hears him ({@code link-state}). */
  record Claim(double at, String toId, String path, String quality) {}

  /** One link of a {@code stats-report}. */
  record Report(
      double at,
      String peerId,
      String path,
      int roundTripMillis,
      int packetsReceived,
      int packetsLost,
      int periodMillis,
      int bytesReceived,
      int concealedPermille) {}

  /** Counters of a tile's peer connection since it began. */
  record Counts(
      String path,
      int roundTripMillis,
      long packets,
      long lost,
      long octets,
      long octetsSent,
      double concealed,
      double samples,
      long frames,
      long freezeMillis,
      int width) {}

  /**
   * What came from one other participant.
   *
   * @param paths by which connection's track was played: direct, turn-udp, turn-tcp, turn-tls,
   *     relay, as it changed
   * @param counts null while nothing comes by a peer connection
   */
  record Tile(
      String name,
      double firstFrameAt,
      double firstSoundAt,
      double lastFrameAt,
      double lastSoundAt,
      List<Gap> frameGaps,
      List<Gap> soundGaps,
      List<Step> paths,
      Counts counts) {

    String path() {
      return paths.isEmpty() ? "none" : paths.getLast().what();
    }

    /** When both had come; 0 as long as one has not. */
    double mediaAt() {
      return firstFrameAt == 0 || firstSoundAt == 0 ? 0 : Math.max(firstFrameAt, firstSoundAt);
    }

    /** The longest while without sound that touches this time. */
    double longestSoundGap(double from, double to) {
      return Gap.longest(soundGaps, from, to);
    }

    double longestFrameGap(double from, double to) {
      return Gap.longest(frameGaps, from, to);
    }

    /** When it first came this way after this moment. */
    Optional<Step> came(Stream<String> ways, double after) {
      List<String> wanted = ways.toList();
      return paths.stream()
          .filter(step -> step.at() >= after && wanted.contains(step.what()))
          .findFirst();
    }
  }

  /**
   * Everything so far.
   *
   * @param words what the page's indicator of quality said, as it changed
   * @param stalls when the page itself did not run, so that gaps there prove nothing
   * @param states of each peer connection, as it changed
   */
  record Reading(
      double now,
      List<Tile> tiles,
      List<Claim> claims,
      List<Report> reports,
      List<Step> words,
      List<Gap> stalls,
      List<List<Step>> states,
      long relayFrames,
      int openRelays,
      int openLinks,
      int openSockets) {

    Optional<Tile> tile(String name) {
      return tiles.stream().filter(tile -> tile.name().equals(name)).findFirst();
    }

    double longestStall(double from, double to) {
      return Gap.longest(stalls, from, to);
    }
  }

  private MediaProbe() {}

  /** For {@link Chromium#addToEveryPage}. */
  static String script() {
    try (InputStream in = MediaProbe.class.getResourceAsStream(RESOURCE)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Reading read(ChromeDriver page) {
    return GSON.fromJson((String) PageValue.of(page, "window.mediaProbe.read()"), Reading.class);
  }
}
