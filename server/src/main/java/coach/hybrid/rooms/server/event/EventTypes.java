package coach.hybrid.rooms.server.event;

import java.util.List;
import java.util.Set;

/** The names of all events (seeds 000 and 001); whoever adds one adds it here. */
public final class EventTypes {
  public static final List<String> ALL =
      List.of(
          "participant-joined",
          "participant-left",
          "room-started",
          "room-ended",
          "summary-ready",
          "error",
          "ai-orb-spawned",
          "ai-orb-spawn-failed",
          "utterance");

  /** Those that come by the hundred: only who names them is sent them. */
  public static final Set<String> BY_NAME_ONLY = Set.of("utterance");

  private EventTypes() {}
}
