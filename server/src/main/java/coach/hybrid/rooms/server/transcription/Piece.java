package coach.hybrid.rooms.server.transcription;

/**
 * A frame that was let through, on its way to those who listen.
 *
 * @param captureMillis when its first sample was taken, on the sender's clock, unwrapped
 * @param offsetMillis from that clock to our epoch
 * @param framesMissing right before it, by their numbers
 * @param fresh nothing that was heard before belongs to it
 * @param last nothing follows for a while
 */
@SuppressWarnings("ArrayRecordComponent") // Handed on once, and never compared.
record Piece(
    int codec,
    byte[] payload,
    int millis,
    long captureMillis,
    long offsetMillis,
    int framesMissing,
    boolean fresh,
    boolean last) {}
