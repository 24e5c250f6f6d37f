package coach.hybrid.rooms.server.transcription;

import java.time.Duration;

/**
 * How much is transcribed at once, and what happens when that is not enough.
 *
 * @param workers engines at work at the same time, each on one thread
 * @param behindAfter an utterance that has waited this long means captions lag
 * @param caughtUpBelow they do until none has waited longer than this
 * @param maxLag an utterance that has waited longer is given up
 * @param maxWaiting utterances, over all rooms
 * @param maxWaitingPerRoom utterances
 * @param patienceMillis how long a short utterance waits for more: whisper needs the words around a
 *     word
 * @param interims whether running utterances are told while there is capacity
 */
public record TranscriptionSettings(
    int workers,
    Duration behindAfter,
    Duration caughtUpBelow,
    Duration maxLag,
    int maxWaiting,
    int maxWaitingPerRoom,
    int patienceMillis,
    boolean interims) {
  /** For this machine: half of its processors write, the others carry the calls. */
  public static TranscriptionSettings defaults() {
    return new TranscriptionSettings(
        Math.max(1, Runtime.getRuntime().availableProcessors() / 2),
        Duration.ofSeconds(5),
        Duration.ofSeconds(2),
        Duration.ofSeconds(30),
        256,
        32,
        1_216,
        true);
  }

  public TranscriptionSettings withWorkers(int number) {
    return new TranscriptionSettings(
        number,
        behindAfter,
        caughtUpBelow,
        maxLag,
        maxWaiting,
        maxWaitingPerRoom,
        patienceMillis,
        interims);
  }

  public TranscriptionSettings withInterims(boolean told) {
    return new TranscriptionSettings(
        workers,
        behindAfter,
        caughtUpBelow,
        maxLag,
        maxWaiting,
        maxWaitingPerRoom,
        patienceMillis,
        told);
  }

  TranscriptionSettings withPatience(int millis) {
    return new TranscriptionSettings(
        workers,
        behindAfter,
        caughtUpBelow,
        maxLag,
        maxWaiting,
        maxWaitingPerRoom,
        millis,
        interims);
  }
}
