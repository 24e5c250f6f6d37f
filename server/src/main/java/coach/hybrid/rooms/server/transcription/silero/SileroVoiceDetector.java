package coach.hybrid.rooms.server.transcription.silero;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import coach.hybrid.rooms.server.transcription.TranscriptionException;
import coach.hybrid.rooms.server.transcription.VoiceDetector;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Silero's voice activity model, version 5: one session for all streams, on the caller's thread
 * alone; what a stream sounded like is a few hundred numbers of its own.
 */
public final class SileroVoiceDetector implements VoiceDetector {
  private static final Logger log = LoggerFactory.getLogger(SileroVoiceDetector.class);
  private static final int CONTEXT = 64;
  private static final int STATE = 2 * 128;
  private static final long[] INPUT_SHAPE = {1, CONTEXT + WINDOW_SAMPLES};
  private static final long[] STATE_SHAPE = {2, 1, 128};
  private static final long SAMPLE_RATE = 16_000;

  private final OrtEnvironment environment;
  private final OrtSession session;
  private final OnnxTensor sampleRate;

  private SileroVoiceDetector(OrtEnvironment environment, Path model) throws OrtException {
    this.environment = environment;
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setInterOpNumThreads(1);
      options.setIntraOpNumThreads(1);
      options.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
      this.session = environment.createSession(model.toString(), options);
    }
    this.sampleRate =
        OnnxTensor.createTensor(
            environment, LongBuffer.wrap(new long[] {SAMPLE_RATE}), new long[0]);
  }

  /** Loads the model and judges a window of silence, so that what does not fit shows at once. */
  public static SileroVoiceDetector load(Path model) throws TranscriptionException {
    if (!Files.isRegularFile(model)) {
      throw new TranscriptionException("there is no voice activity model at " + model);
    }
    SileroVoiceDetector detector;
    try {
      detector = new SileroVoiceDetector(OrtEnvironment.getEnvironment(), model);
    } catch (OrtException | RuntimeException | LinkageError e) {
      throw new TranscriptionException("the voice activity model does not load: " + e, e);
    }
    try {
      float _ = detector.newMeter().voice(new float[WINDOW_SAMPLES]);
    } catch (TranscriptionException e) {
      detector.close();
      throw e;
    }
    return detector;
  }

  @Override
  public Meter newMeter() {
    return new SileroMeter();
  }

  @Override
  public void close() {
    sampleRate.close();
    try {
      session.close();
    } catch (OrtException e) {
      log.warn("the voice activity model was not closed in order", e);
    }
  }

  /** Its state and the end of the window before, which the model wants to see again. */
  private final class SileroMeter implements Meter {
    private final float[] input = new float[CONTEXT + WINDOW_SAMPLES];
    private float[] state = new float[STATE];

    @Override
    public float voice(float[] window) throws TranscriptionException {
      System.arraycopy(window, 0, input, CONTEXT, WINDOW_SAMPLES);
      try (OnnxTensor sound =
              OnnxTensor.createTensor(environment, FloatBuffer.wrap(input), INPUT_SHAPE);
          OnnxTensor before =
              OnnxTensor.createTensor(environment, FloatBuffer.wrap(state), STATE_SHAPE);
          OrtSession.Result result =
              session.run(Map.of("input", sound, "state", before, "sr", sampleRate))) {
        System.arraycopy(input, WINDOW_SAMPLES, input, 0, CONTEXT);
        state = floats(result, 1);
        return floats(result, 0)[0];
      } catch (OrtException | RuntimeException e) {
        throw new TranscriptionException("the voice activity model failed", e);
      }
    }

    private static float[] floats(OrtSession.Result result, int index) {
      FloatBuffer buffer = ((OnnxTensor) result.get(index)).getFloatBuffer();
      float[] floats = new float[buffer.remaining()];
      buffer.get(floats);
      return floats;
    }

    @Override
    public void reset() {
      Arrays.fill(input, 0);
      state = new float[STATE];
    }
  }
}
