package coach.hybrid.rooms.server.transcription;

/**
 * What the workers have done since the start, and how things stand.
 *
 * @param utterances written down to their end
 * @param delayMillis summed over those, from the end of an utterance to its text
 * @param dropped utterances given up because they waited too long
 * @param failures of the engine
 * @param runs of the engine, for utterances in progress, too
 * @param audioMillis that went through the engine
 * @param workMillis the engine worked
 * @param waiting utterances
 * @param waitingMillis of audio
 * @param busyWorkers at work now
 * @param wellWorkers that have an engine
 * @param lagMillis of the utterance that waits longest
 */
public record TranscriptionCounters(
    long utterances,
    long delayMillis,
    long dropped,
    long failures,
    long runs,
    long audioMillis,
    long workMillis,
    int waiting,
    long waitingMillis,
    int busyWorkers,
    int wellWorkers,
    long lagMillis) {
  /** Of the service where nothing is transcribed. */
  static final TranscriptionCounters NONE =
      new TranscriptionCounters(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
}
