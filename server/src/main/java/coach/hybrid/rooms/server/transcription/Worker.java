package coach.hybrid.rooms.server.transcription;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One engine at work, on one thread at a time. One that fails is put away and opened anew after a
 * rest that grows. What is said to guard it is the {@link Workshop}'s lock.
 */
final class Worker {
  private static final Logger log = LoggerFactory.getLogger(Worker.class);
  private static final Duration FIRST_REST = Duration.ofSeconds(1);
  private static final Duration LONGEST_REST = Duration.ofMinutes(1);

  private final Workshop workshop;
  private final SpeechEngine engine;
  private final TaskRunner tasks;

  // Guarded by the workshop.
  private boolean well;
  private boolean employed;
  private @Nullable SpeechJob current;

  // Only touched by the task that is open or at work, and at the very end.
  private @Nullable Transcriber transcriber;
  private int failures;

  Worker(Workshop workshop, SpeechEngine engine, TaskRunner tasks) {
    this.workshop = workshop;
    this.engine = engine;
    this.tasks = tasks;
  }

  boolean isWell() {
    return well;
  }

  boolean isIdle() {
    return well && !employed;
  }

  @Nullable SpeechJob current() {
    return current;
  }

  /** It is about to work: on this, or on what it finds. */
  void assign(@Nullable SpeechJob job) {
    employed = true;
    current = job;
  }

  void took(@Nullable SpeechJob job) {
    current = job;
    employed = job != null;
  }

  /** Makes its engine ready; tried again later if that fails. */
  void open() {
    if (workshop.isClosed()) {
      return;
    }
    try {
      transcriber = engine.newTranscriber();
    } catch (TranscriptionException | RuntimeException | Error e) {
      log.warn("speech cannot be transcribed: {}", e.toString());
      rest();
      return;
    }
    synchronized (workshop) {
      well = true;
      employed = false;
    }
    workshop.recovered();
  }

  private void rest() {
    Duration rest = FIRST_REST.multipliedBy(1L << Math.min(failures, 6));
    failures++;
    tasks.later(rest.compareTo(LONGEST_REST) < 0 ? rest : LONGEST_REST, this::open);
  }

  /** Until nothing is left to do. */
  void work() {
    SpeechJob job = assigned();
    while (job != null) {
      if (!write(job)) {
        return;
      }
      job = workshop.next(this);
    }
  }

  private @Nullable SpeechJob assigned() {
    SpeechJob job;
    synchronized (workshop) {
      job = current;
    }
    return job == null ? workshop.next(this) : job;
  }

  private boolean write(SpeechJob job) {
    Transcriber at = transcriber;
    long began = System.nanoTime();
    try {
      if (at == null) {
        throw new TranscriptionException("the engine was put away");
      }
      String heard = at.transcribe(job.floats(), job.line.lang());
      failures = 0;
      workshop.written(job, heard, (System.nanoTime() - began) / 1_000_000);
      return true;
    } catch (TranscriptionException | RuntimeException | Error e) {
      log.warn("an utterance was not transcribed: {}", e.toString());
      putAway();
      workshop.failed(job);
      rest();
      return false;
    }
  }

  private void putAway() {
    synchronized (workshop) {
      well = false;
      employed = false;
      current = null;
    }
    release();
  }

  void release() {
    Transcriber at = transcriber;
    transcriber = null;
    if (at != null) {
      at.close();
    }
  }
}
