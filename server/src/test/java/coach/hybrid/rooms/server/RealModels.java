package coach.hybrid.rooms.server;

import java.nio.file.Files;
import java.nio.file.Path;

/** What {@code ./rooms model} has put on this machine. */
public final class RealModels {
  public static final Path FOLDER =
      Path.of(
          System.getProperty(
              "models", System.getProperty("user.home") + "/.cache/hybrid-rooms/models"));
  public static final Path WHISPER = FOLDER.resolve("ggml-tiny.en.bin");
  public static final Path SILERO = FOLDER.resolve("silero_vad_v5.onnx");
  public static final Path KENNEDY = FOLDER.resolve("jfk.wav");

  private RealModels() {}

  /** Whether the real models and the real voice are there. */
  public static boolean areThere() {
    return Files.exists(WHISPER) && Files.exists(SILERO) && Files.exists(KENNEDY);
  }
}
