package coach.hybrid.rooms.tools.orb.talk;

/**
 * Hears whether one person speaks, by the energy above that line's own noise. Fed one frame of 10
 * ms after the other; touched by the thread that feeds it only.
 */
public final class VoiceActivity {
  /** What a frame changed. */
  public enum Change {
    NONE,
    BEGAN,
    ENDED
  }

  public static final int FRAME_MILLIS = 10;

  /** How long it must be quiet before a voice has ended: shorter gaps lie between words. */
  public static final int HANGOVER_MILLIS = 300;

  private static final double SILENCE_DECIBELS = -96;
  private static final double LEAST_VOICE_DECIBELS = -48;
  private static final double ABOVE_NOISE_DECIBELS = 10;

  /**
   * An open loudspeaker brings the orb's own voice back: while it sounds, voices must be louder.
   */
  private static final double OWN_VOICE_MARGIN_DECIBELS = 6;

  private static final double HIGHEST_NOISE_DECIBELS = -30;
  private static final double NOISE_RISE_DECIBELS = 0.02;
  private static final double NOISE_FALL = 0.2;

  /** Of this many last frames … */
  private static final int WINDOW_FRAMES = 6;

  /** … so many must be loud for a voice to have begun. A click is shorter. */
  private static final int LOUD_FRAMES = 4;

  private double noiseDecibels = -60;
  private int recentLoud;
  private int quietFrames;
  private boolean voice;

  /** Takes 10 ms of this level; {@code ownVoice} says whether the orb itself sounds meanwhile. */
  public Change frame(double decibels, boolean ownVoice) {
    double margin = ABOVE_NOISE_DECIBELS + (ownVoice ? OWN_VOICE_MARGIN_DECIBELS : 0);
    boolean loud = decibels > Math.max(LEAST_VOICE_DECIBELS, noiseDecibels + margin);
    followNoise(decibels);
    recentLoud = ((recentLoud << 1) | (loud ? 1 : 0)) & ((1 << WINDOW_FRAMES) - 1);
    quietFrames = loud ? 0 : quietFrames + 1;
    if (!voice && Integer.bitCount(recentLoud) >= LOUD_FRAMES) {
      voice = true;
      return Change.BEGAN;
    }
    if (voice && quietFrames * FRAME_MILLIS >= HANGOVER_MILLIS) {
      voice = false;
      return Change.ENDED;
    }
    return Change.NONE;
  }

  /** Falls fast and rises slowly, so that speech does not count as noise, but a fan soon does. */
  private void followNoise(double decibels) {
    if (decibels < noiseDecibels) {
      noiseDecibels += (Math.max(decibels, SILENCE_DECIBELS) - noiseDecibels) * NOISE_FALL;
    } else if (noiseDecibels < HIGHEST_NOISE_DECIBELS) {
      noiseDecibels += NOISE_RISE_DECIBELS;
    }
  }

  /** The level of 16-bit little-endian samples, relative to full scale. */
  public static double decibels(byte[] pcm) {
    long sum = 0;
    int samples = pcm.length / 2;
    for (int i = 0; i < samples; i++) {
      int sample = (short) ((pcm[2 * i] & 0xff) | (pcm[2 * i + 1] << 8));
      sum += (long) sample * sample;
    }
    if (sum == 0) {
      return SILENCE_DECIBELS;
    }
    return 10 * Math.log10((double) sum / samples / (32_768.0 * 32_768.0));
  }
}
