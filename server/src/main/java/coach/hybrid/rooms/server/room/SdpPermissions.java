package coach.hybrid.rooms.server.room;

import coach.hybrid.rooms.protocol.Permissions;
import coach.hybrid.rooms.protocol.ProtocolException;
import coach.hybrid.rooms.protocol.RawJson;
import coach.hybrid.rooms.protocol.json.JsonObject;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whether a session description sends only what its author may send. Counts the media sections that
 * would send (RFC 8866, section 6.7; RFC 9429, section 5.2.1): a missing direction means sendrecv,
 * a session-level one holds where a section has none, and of several the most generous counts, so
 * that no reading of a crooked description by a browser sends more than was counted here.
 */
final class SdpPermissions {
  private static final int MAX_SDP_CHARS = 65_536;
  private static final Pattern LINE_BREAKS = Pattern.compile("\r?\n");

  private final Permissions permissions;
  private boolean sessionLevel = true;
  private @Nullable Boolean sessionSends;
  private String kind = "";
  private boolean rejected;
  private boolean bundleOnly;
  private @Nullable Boolean sectionSends;
  private int sendingAudio;
  private int sendingVideo;

  private SdpPermissions(Permissions permissions) {
    this.permissions = permissions;
  }

  /**
   * What is wrong with this description, in words for its author, or null.
   *
   * @param description {@code RTCSessionDescriptionInit}; one without {@code sdp} sends nothing
   */
  static @Nullable String violation(RawJson description, Permissions permissions) {
    if (permissions.equals(Permissions.ALL)) {
      return null;
    }
    String sdp;
    try {
      sdp = JsonObject.parse(description.text()).string("sdp", MAX_SDP_CHARS);
    } catch (ProtocolException e) {
      return "a description needs its sdp";
    }
    return new SdpPermissions(permissions).check(sdp);
  }

  private @Nullable String check(String sdp) {
    for (String line : LINE_BREAKS.split(sdp, -1)) {
      if (line.indexOf('\r') >= 0) {
        // Browsers do not agree on where such a line ends, so neither can this.
        return "a line of the description has a stray carriage return";
      }
      if (line.startsWith("m=")) {
        endSection();
        beginSection(line);
      } else if (line.startsWith("a=")) {
        attribute(line);
      }
    }
    endSection();
    if (sendingAudio > 0 && !permissions.audio()) {
      return "this link may not send audio";
    }
    if (sendingVideo > 0 && !permissions.video()) {
      return "this link may not send video";
    }
    return sendingVideo > 1 && !permissions.mayShareScreen()
        ? "this link may not share a screen: one sending video section at most"
        : null;
  }

  private void beginSection(String line) {
    String[] words = line.substring(2).split(" ", -1);
    sessionLevel = false;
    kind = words[0].toLowerCase(Locale.ROOT);
    rejected = words.length > 1 && words[1].equals("0");
    bundleOnly = false;
    sectionSends = null;
  }

  private void attribute(String line) {
    int end = 2;
    while (end < line.length() && line.charAt(end) != ':' && line.charAt(end) != ' ') {
      end++;
    }
    switch (line.substring(2, end)) {
      case "sendrecv", "sendonly" -> direction(true);
      case "recvonly", "inactive" -> direction(false);
      case "bundle-only" -> bundleOnly = true;
      default -> {
        // Says nothing about who sends.
      }
    }
  }

  private void direction(boolean sends) {
    if (sessionLevel) {
      sessionSends = Boolean.TRUE.equals(sessionSends) || sends;
    } else {
      sectionSends = Boolean.TRUE.equals(sectionSends) || sends;
    }
  }

  /** A port of zero rejects a section, unless it is only bundled (RFC 9143, section 6). */
  private void endSection() {
    boolean sends = sectionSends != null ? sectionSends : sessionSends == null || sessionSends;
    if (sessionLevel || !sends || (rejected && !bundleOnly)) {
      return;
    }
    if (kind.equals("audio")) {
      sendingAudio++;
    } else if (kind.equals("video")) {
      sendingVideo++;
    }
  }
}
