package coach.hybrid.rooms.server.event;

import java.util.List;

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
          "ai-orb-spawn-failed");

  private EventTypes() {}
}
