package coach.hybrid.rooms.protocol.orb;

import coach.hybrid.rooms.protocol.RawJson;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an orb tells the service. The orbs of seed 003 may leave out everything but the {@code
 * type}, so whatever its handler did not read may be null here.
 */
public sealed interface OrbReport {

  /**
   * {@code orb_ready}: it may be heard from now on.
   *
   * @param participants ids of those it is connected to; empty if it does not say
   */
  record Ready(@Nullable String roomId, @Nullable String webrtcStatus, List<String> participants)
      implements OrbReport {
    public Ready {
      participants = List.copyOf(participants);
    }
  }

  /**
   * {@code orb_heartbeat}.
   *
   * @param timestampMillis the orb's own clock, since 1970
   */
  record Heartbeat(@Nullable String roomId, @Nullable Long timestampMillis, OrbMetrics metrics)
      implements OrbReport {}

  /** {@code orb_error}: text for a log, cut to a length; what was no text is its JSON. */
  record Failed(@Nullable String roomId, String error) implements OrbReport {}

  /**
   * {@code session_summary}.
   *
   * @param summary an object of seed 003's {@code duration} (milliseconds), {@code keyTopics},
   *     {@code progress}, {@code recommendations} and {@code transcript}, whichever it has
   */
  record SessionSummarized(
      @Nullable String roomId,
      @Nullable String sessionId,
      @Nullable String clientId,
      RawJson summary)
      implements OrbReport {}

  /**
   * {@code utterance}: the orb's own words, so that nobody has to transcribe them.
   *
   * @param startMillis since the room's actual start, as {@code endMillis}
   */
  record Spoke(String text, int startMillis, int endMillis) implements OrbReport {}
}
