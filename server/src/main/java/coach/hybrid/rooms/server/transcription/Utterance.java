package coach.hybrid.rooms.server.transcription;

import coach.hybrid.rooms.protocol.Role;

/** One thing somebody said, as it stands in the transcript. */
public record Utterance(
    int utteranceId,
    String participantId,
    Role role,
    String name,
    int startMillis,
    int endMillis,
    String text,
    String lang) {}
