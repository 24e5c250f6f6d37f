package coach.hybrid.rooms.server.transcription;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Writes what the test says; breaks when the test says so. */
final class FakeEngine implements SpeechEngine {
  /** What was asked of any of its transcribers, in seconds of audio. */
  final List<Double> heardSeconds = new ArrayList<>();

  Function<float[], String> writes =
      samples -> "It was " + samples.length / 16_000 + " seconds long";
  boolean broken;
  boolean missing;
  int opened;
  int closed;
  boolean engineClosed;

  @Override
  public String describe() {
    return "fake engine";
  }

  @Override
  public boolean understands(String lang) {
    return Languages.base(lang).equals("en");
  }

  @Override
  public Transcriber newTranscriber() throws TranscriptionException {
    if (missing) {
      throw new TranscriptionException("no model");
    }
    opened++;
    return new FakeTranscriber();
  }

  @Override
  public void close() {
    engineClosed = true;
  }

  private final class FakeTranscriber implements Transcriber {
    @Override
    public String transcribe(float[] samples, String lang) throws TranscriptionException {
      heardSeconds.add(samples.length / 16_000.0);
      if (broken) {
        throw new TranscriptionException("broken");
      }
      return writes.apply(samples);
    }

    @Override
    public void close() {
      closed++;
    }
  }
}
