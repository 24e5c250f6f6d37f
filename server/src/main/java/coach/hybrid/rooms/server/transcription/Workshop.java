package coach.hybrid.rooms.server.transcription;

import coach.hybrid.rooms.server.transcription.Transcription.Health;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Hands utterances to workers, fairly, and knows how late they are. An utterance in progress is
 * written down only where a worker has nothing else to do, so it never waits here. One lock; no
 * engine runs and nobody is told anything under it.
 */
final class Workshop {
  /** An utterance in progress may keep a worker from a final one no longer than this. */
  private static final int MAX_INTERIM_MILLIS = 1_000;

  /** What will most likely be the final word may take as long as that would. */
  private static final int MAX_LIKELY_FINAL_MILLIS = 3_000;

  private static final int MAX_ATTEMPTS = 2;

  /** Engines hardly get faster with less audio than this: they work on windows. */
  private static final int LEAST_AUDIO_MILLIS = 4_500;

  private static final double FIRST_GUESS = 0.12;
  private static final double NEWS = 0.2;

  private final TranscriptionSettings settings;
  private final TaskRunner tasks;
  private final Clock clock;

  // Guarded by this.
  private final SpeechQueue queue;
  private final List<Worker> workers = new ArrayList<>();
  private final WorkTally tally = new WorkTally();
  private double workPerAudio = FIRST_GUESS;
  private boolean behind;
  private boolean closed;

  Workshop(TranscriptionSettings settings, SpeechEngine engine, TaskRunner tasks, Clock clock) {
    this.settings = settings;
    this.tasks = tasks;
    this.clock = clock;
    this.queue = new SpeechQueue(settings);
    for (int i = 0; i < settings.workers(); i++) {
      workers.add(new Worker(this, engine, tasks));
    }
  }

  TranscriptionSettings settings() {
    return settings;
  }

  void start() {
    workers.forEach(worker -> tasks.write(worker::open));
  }

  /** Whether {@link #submitInterim} would take it: asked before the audio is copied. */
  synchronized boolean hasTimeFor(int audioMillis, boolean likelyFinal) {
    if (closed || !settings.interims() || !queue.isEmpty()) {
      return false;
    }
    long free = workers.stream().filter(Worker::isIdle).count();
    int most = likelyFinal ? MAX_LIKELY_FINAL_MILLIS : MAX_INTERIM_MILLIS;
    boolean keepsOneFree = likelyFinal || settings.workers() == 1;
    return free > (keepsOneFree ? 0 : 1) && expectedMillis(audioMillis) <= most;
  }

  private double expectedMillis(int audioMillis) {
    return workPerAudio * Math.max(LEAST_AUDIO_MILLIS, audioMillis);
  }

  boolean submitInterim(SpeechJob job, boolean likelyFinal) {
    Worker worker;
    synchronized (this) {
      if (!hasTimeFor(job.millis(), likelyFinal)) {
        return false;
      }
      worker = idleWorker();
      if (worker == null) {
        return false;
      }
      job.submittedAtMillis = clock.millis();
      worker.assign(job);
    }
    tasks.write(worker::work);
    return true;
  }

  private @Nullable Worker idleWorker() {
    return workers.stream().filter(Worker::isIdle).findFirst().orElse(null);
  }

  void submitFinal(SpeechJob job) {
    List<SpeechJob> given;
    synchronized (this) {
      job.isFinal = true;
      job.submittedAtMillis = clock.millis();
      queue.add(job);
      given = giveUp();
    }
    given.forEach(late -> late.line.withdraw());
    employ();
  }

  /** An utterance has ended as it was when this was begun: its words are the final ones. */
  void promote(SpeechJob job, Supplier<SpeechJob> otherwise) {
    boolean lost;
    String heard;
    synchronized (this) {
      job.isFinal = true;
      job.submittedAtMillis = clock.millis();
      lost = job.lost;
      heard = job.heard;
      if (heard != null) {
        tally.finished(0);
      }
    }
    if (lost) {
      submitFinal(otherwise.get());
    } else if (heard != null) {
      job.line.finish(job, heard);
    }
  }

  /** Wakes workers that have nothing to do, as many as there is something for. */
  private void employ() {
    List<Worker> woken = new ArrayList<>();
    synchronized (this) {
      for (Worker worker : workers) {
        if (worker.isIdle() && woken.size() < queue.size()) {
          worker.assign(null);
          woken.add(worker);
        }
      }
    }
    woken.forEach(worker -> tasks.write(worker::work));
  }

  /** The next for a worker that is done with the last; null sends it to rest. */
  @Nullable SpeechJob next(Worker worker) {
    List<SpeechJob> given;
    SpeechJob job;
    synchronized (this) {
      given = giveUp();
      job = closed ? null : queue.poll();
      worker.took(job);
      if (job != null) {
        job.attempts++;
      }
    }
    given.forEach(late -> late.line.withdraw());
    return job;
  }

  private List<SpeechJob> giveUp() {
    List<SpeechJob> given = queue.giveUp(clock.millis());
    tally.dropped(given.size());
    return given;
  }

  void written(SpeechJob job, String heard, long tookMillis) {
    boolean isFinal;
    synchronized (this) {
      job.heard = heard;
      isFinal = job.isFinal;
      double factor = (double) tookMillis / Math.max(LEAST_AUDIO_MILLIS, job.millis());
      workPerAudio += NEWS * (factor - workPerAudio);
      tally.wrote(job.millis(), tookMillis);
      if (isFinal) {
        tally.finished(clock.millis() - job.submittedAtMillis);
      }
    }
    if (isFinal) {
      job.line.finish(job, heard);
    } else {
      job.line.interim(job, heard);
    }
  }

  /** The engine failed on it; a final one is tried once more, by whoever is well. */
  void failed(SpeechJob job) {
    boolean again;
    boolean wasFinal;
    synchronized (this) {
      tally.failed();
      job.lost = true;
      wasFinal = job.isFinal;
      again = wasFinal && !closed && job.attempts < MAX_ATTEMPTS;
      if (again) {
        job.lost = false;
        queue.addFirst(job);
      }
    }
    if (again) {
      employ();
    } else if (wasFinal) {
      job.line.withdraw();
    }
  }

  /** A worker has its engine, for the first time or again. */
  void recovered() {
    employ();
  }

  synchronized boolean isClosed() {
    return closed;
  }

  synchronized Health health() {
    if (workers.stream().noneMatch(Worker::isWell)) {
      return Health.UNAVAILABLE;
    }
    long lag = lagMillis();
    if (lag > settings.behindAfter().toMillis()) {
      behind = true;
    } else if (lag < settings.caughtUpBelow().toMillis()) {
      behind = false;
    }
    return behind ? Health.BEHIND : Health.READY;
  }

  /** How long the utterance that waits longest has waited, the ones being written among them. */
  synchronized long lagMillis() {
    long now = clock.millis();
    long oldest = queue.oldestMillis(now);
    for (Worker worker : workers) {
      SpeechJob job = worker.current();
      if (job != null && job.isFinal) {
        oldest = Math.min(oldest, job.submittedAtMillis);
      }
    }
    return now - oldest;
  }

  synchronized TranscriptionCounters counters() {
    int busy = (int) workers.stream().filter(worker -> worker.current() != null).count();
    int well = (int) workers.stream().filter(Worker::isWell).count();
    return tally.counters(queue.size(), queue.waitingMillis(), busy, well, lagMillis());
  }

  /** Begins nothing more; whoever is at work finishes. */
  void close() {
    List<SpeechJob> given = new ArrayList<>();
    synchronized (this) {
      closed = true;
      for (SpeechJob job = queue.poll(); job != null; job = queue.poll()) {
        given.add(job);
      }
    }
    given.forEach(job -> job.line.withdraw());
  }

  /** Once no worker is at work any more. */
  void releaseEngines() {
    workers.forEach(Worker::release);
  }
}
