package coach.hybrid.rooms.tools.orb;

import coach.hybrid.rooms.tools.orb.voice.Voice;
import coach.hybrid.rooms.tools.orb.voice.Voices;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * Starts one orb from its command line and environment, as seed 000 spawns {@code aiorb.js}, and
 * ends its process whatever WebRTC's threads still do.
 */
public final class OrbMain {
  private static final Duration STOP_LIMIT = Duration.ofSeconds(3);
  private static final int MISUSED = 2;

  private OrbMain() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    System.setProperty("java.awt.headless", "true");
    // What waits in the kernel cannot be hushed any more: the relay's socket is to hold little.
    System.setProperty("jdk.httpclient.sendBufferSize", "16384");
    Settings settings;
    try {
      settings = Settings.from(List.of(arguments), System.getenv());
    } catch (IllegalArgumentException e) {
      System.err.println("orb: " + e.getMessage());
      System.exit(MISUSED);
      return;
    }
    System.out.println("orb: " + settings);
    Voice voice = Voices.find(System.getenv(), settings.voiceModel());
    OrbProcess orb =
        new OrbProcess(settings, voice, Marks.from(System.getenv()), Beeps.from(System.getenv()));
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> orb.stop("terminated", STOP_LIMIT), "orb-stop"));
    int code = orb.run();
    // Native threads may hold the process up; everything in order has been done by now.
    Runtime.getRuntime().halt(code);
  }
}
