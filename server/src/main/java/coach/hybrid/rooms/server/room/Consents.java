package coach.hybrid.rooms.server.room;

import coach.hybrid.rooms.protocol.Consent;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * What each person has allowed, and since when; it is the person's, whatever page he comes with.
 * Only touched by the thread that drains the room's mailbox.
 */
final class Consents {
  private final Map<String, RoomRecord.ConsentGiven> given = new HashMap<>();

  void restore(Map<String, RoomRecord.ConsentGiven> stored) {
    given.putAll(stored);
  }

  /** Whoever has said nothing has allowed nothing. */
  Consent of(String userId) {
    RoomRecord.ConsentGiven known = given.get(userId);
    return known == null ? Consent.NONE : known.consent();
  }

  /** False if that was the answer before. */
  boolean give(String userId, Consent consent, Instant at) {
    RoomRecord.ConsentGiven before = given.get(userId);
    if (before != null && before.consent().equals(consent)) {
      return false;
    }
    given.put(userId, new RoomRecord.ConsentGiven(consent, at));
    return true;
  }

  Map<String, RoomRecord.ConsentGiven> all() {
    return given;
  }
}
