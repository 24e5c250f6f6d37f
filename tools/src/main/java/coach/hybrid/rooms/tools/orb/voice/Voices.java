package coach.hybrid.rooms.tools.orb.voice;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the best voice this machine has: Piper, else espeak-ng. */
public final class Voices {
  private Voices() {}

  /**
   * The voice for a room's {@code voiceModel}: the path of a Piper model, {@code espeak}, or
   * anything else for the best there is.
   */
  public static Voice find(Map<String, String> environment, String voiceModel)
      throws IOException, InterruptedException {
    boolean plain = voiceModel.equalsIgnoreCase("espeak") && EspeakVoice.installed();
    String python = environment.getOrDefault("ORB_PIPER_PYTHON", "python3");
    String model = plain ? null : model(environment, voiceModel);
    if (model != null) {
      try {
        return PiperVoice.start(python, model);
      } catch (IOException e) {
        if (!EspeakVoice.installed()) {
          throw e;
        }
        System.err.println("orb: " + e.getMessage() + "; espeak-ng speaks instead");
      }
    }
    if (!EspeakVoice.installed()) {
      throw new IOException("no voice: install espeak-ng, or piper-tts and set ORB_PIPER_MODEL");
    }
    return new EspeakVoice();
  }

  private static @Nullable String model(Map<String, String> environment, String voiceModel) {
    if (voiceModel.endsWith(".onnx") && Files.isReadable(Path.of(voiceModel))) {
      return voiceModel;
    }
    return environment.get("ORB_PIPER_MODEL");
  }
}
