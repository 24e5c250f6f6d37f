package coach.hybrid.rooms.server.transcription;

import coach.hybrid.rooms.protocol.Role;

/**
 * One thing somebody said, as it stands in the transcript.
 *
 * @param startMillis since the room's actual start
 * @param endMillis since the room's actual start
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
