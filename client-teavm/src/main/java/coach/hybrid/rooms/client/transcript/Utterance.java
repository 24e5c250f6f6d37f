package coach.hybrid.rooms.client.transcript;

/**
 * One thing somebody said, as far as it is known.
 *
 * @param name of the speaker, as the page calls them
 * @param startMillis since the room's actual start
 * @param isFinal whether the words stay as they are
 * @param lang a language tag (BCP 47)
 */
public record Utterance(
    int utteranceId,
    String speakerId,
    String name,
    String text,
    int startMillis,
    boolean isFinal,
    String lang) {}
