package coach.hybrid.rooms.server.transcription.transcript;

import coach.hybrid.rooms.protocol.Role;
import coach.hybrid.rooms.server.transcription.Utterance;

/** Utterances for tests; the same person for the same name. */
public final class Said {
  private Said() {}

  public static Utterance by(
      int id, Role role, String name, int startMillis, int endMillis, String text) {
    return new Utterance(id, name, role, name, startMillis, endMillis, text, "en");
  }

  static Utterance coach(int id, int startMillis, int endMillis) {
    return by(id, Role.COACH, "Maya", startMillis, endMillis, "Words.");
  }

  static Utterance client(int id, int startMillis, int endMillis) {
    return by(id, Role.CLIENT, "Tom", startMillis, endMillis, "Words.");
  }
}
