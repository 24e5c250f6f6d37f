package coach.hybrid.rooms.server.room;

import coach.hybrid.rooms.server.room.RoomSpec.Features;
import coach.hybrid.rooms.server.room.RoomSpec.OrbSpec;
import org.jspecify.annotations.Nullable;

/** What of the order the main app may change while the room lives (seed 001, config). */
public record RoomSettings(OrbSpec orb, Features features) {

  /** The orb runs only if both switches of seed 001 allow it. */
  public boolean expectsOrb() {
    return orb.enabled() && features.aiAssistance();
  }

  /** A change of some of it; null leaves a setting as it is. */
  public record Change(
      @Nullable Boolean orbEnabled,
      @Nullable String personality,
      @Nullable String voiceModel,
      @Nullable Boolean recording,
      @Nullable Boolean transcription,
      @Nullable Boolean aiAssistance,
      @Nullable Boolean generateSummary) {}

  RoomSettings with(Change change) {
    return new RoomSettings(
        new OrbSpec(
            or(change.orbEnabled, orb.enabled()),
            or(change.personality, orb.personality()),
            or(change.voiceModel, orb.voiceModel())),
        new Features(
            or(change.recording, features.recording()),
            or(change.transcription, features.transcription()),
            or(change.aiAssistance, features.aiAssistance()),
            or(change.generateSummary, features.generateSummary())));
  }

  private static <T> T or(@Nullable T changed, T present) {
    return changed == null ? present : changed;
  }
}
