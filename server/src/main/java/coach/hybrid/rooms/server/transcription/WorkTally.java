package coach.hybrid.rooms.server.transcription;

/** What the workers have done since the start. Guarded by the {@link Workshop}. */
final class WorkTally {
  private long utterances;
  private long delayMillis;
  private long dropped;
  private long failures;
  private long runs;
  private long audioMillis;
  private long workMillis;

  /** After its end, that is. */
  void finished(long afterMillis) {
    utterances++;
    delayMillis += afterMillis;
  }

  void dropped(int number) {
    dropped += number;
  }

  void failed() {
    failures++;
  }

  void wrote(int millis, long tookMillis) {
    runs++;
    audioMillis += millis;
    workMillis += tookMillis;
  }

  TranscriptionCounters counters(
      int waiting, long waitingMillis, int busyWorkers, int wellWorkers, long lagMillis) {
    return new TranscriptionCounters(
        utterances,
        delayMillis,
        dropped,
        failures,
        runs,
        audioMillis,
        workMillis,
        waiting,
        waitingMillis,
        busyWorkers,
        wellWorkers,
        lagMillis);
  }
}
