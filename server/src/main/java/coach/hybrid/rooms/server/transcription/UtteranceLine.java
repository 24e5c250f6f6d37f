package coach.hybrid.rooms.server.transcription;

import java.time.Instant;

/**
 * Tells what became of one utterance: what is told later is newer, nothing follows the final word,
 * and what nobody said is not told. Any thread; one at a time gets through.
 */
final class UtteranceLine {
  private final int serial;
  private final String lang;
  private final Redaction redaction;
  private final StreamTally tally;
  private final StreamResults results;

  // Guarded by this.
  private long toldUntil = -1;
  private String told = "";
  private boolean over;
  private Instant startedAt = Instant.EPOCH;
  private Instant endedAt = Instant.EPOCH;

  UtteranceLine(
      int serial, String lang, Redaction redaction, StreamTally tally, StreamResults results) {
    this.serial = serial;
    this.lang = lang;
    this.redaction = redaction;
    this.tally = tally;
    this.results = results;
    results.begun();
  }

  String lang() {
    return lang;
  }

  /** What was heard of it until now. */
  synchronized void interim(SpeechJob job, String heard) {
    if (over || job.stretch.to() <= toldUntil) {
      return;
    }
    toldUntil = job.stretch.to();
    String text = written(job, heard);
    if (!text.isEmpty() && !text.equals(told)) {
      tell(job, text, false);
    }
  }

  synchronized void finish(SpeechJob job, String heard) {
    if (over) {
      return;
    }
    over = true;
    String text = written(job, heard);
    if (text.isEmpty()) {
      tally.suppressed();
    }
    if (!text.isEmpty() || !told.isEmpty()) {
      tell(job, text, true);
    }
    results.over();
  }

  /** It was no speech after all, or nobody could write it down in time. */
  synchronized void withdraw() {
    if (over) {
      return;
    }
    over = true;
    tally.suppressed();
    if (!told.isEmpty()) {
      results.said(new Speech(serial, "", startedAt, endedAt, true, lang));
    }
    results.over();
  }

  private String written(SpeechJob job, String heard) {
    String text = InventionGate.believed(heard, job.stretch.evidence());
    return text.isEmpty() ? "" : redaction.redact(text, lang);
  }

  private void tell(SpeechJob job, String text, boolean isFinal) {
    told = text;
    Segmenter.Stretch stretch = job.stretch;
    startedAt = at(job, stretch.firstVoiced() - stretch.from());
    endedAt = at(job, stretch.lastVoiced() + 1 - stretch.from());
    results.said(new Speech(serial, text, startedAt, endedAt, isFinal, lang));
  }

  private static Instant at(SpeechJob job, long window) {
    return Instant.ofEpochMilli(job.startedAtMillis + window * Segmenter.WINDOW_MILLIS);
  }
}
