package coach.hybrid.rooms.server.transcription;

import coach.hybrid.rooms.protocol.Role;

/**
 * One thing somebody said, as it stands in the transcript.
 *
 * @param startMillis since the room's actual start, as {@code endMillis}
 * @param lang a language tag (BCP 47)
 */
public record Utterance(
    int utteranceId,
    String participantId,
    Role role,
    String name,
    int startMillis,
    int endMillis,
    String text,
    String lang) {}
