package coach.hybrid.rooms.tools.orb;

import coach.hybrid.rooms.tools.orb.voice.Mouth;
import coach.hybrid.rooms.tools.orb.voice.Mouth.Clip;
import coach.hybrid.rooms.tools.orb.voice.Voice;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The other half of the measuring aid, off unless {@code ORB_BEEP_MILLIS} says how often: in place
 * of talking, the orb beeps through the mouth it would talk with. Sounds begin sharply, so that
 * their delay can be told.
 *
 * @param everyMillis 0 for never
 */
record Beeps(int everyMillis) {
  private static final int HERTZ = 1_000;
  private static final int MILLIS = 60;
  private static final int LOUDNESS = 26_000;
  private static final int LEAST_MILLIS = 200;

  static Beeps from(Map<String, String> environment) {
    int everyMillis = Integer.parseInt(environment.getOrDefault("ORB_BEEP_MILLIS", "0"));
    if (everyMillis != 0 && everyMillis < LEAST_MILLIS) {
      throw new IllegalArgumentException("ORB_BEEP_MILLIS must be 0 or from " + LEAST_MILLIS);
    }
    return new Beeps(everyMillis);
  }

  boolean wanted() {
    return everyMillis > 0;
  }

  void start(ScheduledExecutorService thread, Mouth mouth) {
    Clip beep = new Clip(Long.MIN_VALUE, "", samples());
    var _ =
        thread.scheduleAtFixedRate(
            () -> mouth.play(beep), everyMillis, everyMillis, TimeUnit.MILLISECONDS);
  }

  private static short[] samples() {
    short[] samples = new short[Voice.SAMPLES_PER_SECOND * MILLIS / 1_000];
    for (int i = 0; i < samples.length; i++) {
      double phase = 2 * Math.PI * HERTZ * i / Voice.SAMPLES_PER_SECOND;
      samples[i] = (short) (LOUDNESS * Math.cos(phase)); // From its loudest point: no rise.
    }
    return samples;
  }
}
