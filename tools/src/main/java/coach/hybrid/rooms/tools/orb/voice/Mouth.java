package coach.hybrid.rooms.tools.orb.voice;

/** Where the orb's clips sound, one after the other. */
public interface Mouth {
  /** Told, on any thread, how a clip fares. */
  interface Listener {
    void clipBegan(Clip clip);

    /** The clip is over: {@code playedSamples} of it were heard, less than all if it was hushed. */
    void clipEnded(Clip clip, int playedSamples);
  }

  /** One sentence and its sound, which nobody changes any more. */
  final class Clip {
    private final long turn;
    private final String text;
    private final short[] samples;

    public Clip(long turn, String text, short[] samples) {
      this.turn = turn;
      this.text = text;
      this.samples = samples;
    }

    public long turn() {
      return turn;
    }

    public String text() {
      return text;
    }

    public short[] samples() {
      return samples;
    }

    /** The words that were probably heard if it was cut off after so many samples. */
    public String heardPart(int playedSamples) {
      if (playedSamples >= samples.length) {
        return text;
      }
      int chars = (int) ((long) text.length() * playedSamples / samples.length);
      int space = text.lastIndexOf(' ', chars);
      return space <= 0 ? "" : text.substring(0, space) + " …";
    }
  }

  void play(Clip clip);

  /** Silence, at once: what sounds fades within 10 ms and what waits is dropped. */
  void hush();
}
