package coach.hybrid.rooms.server.transcription;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** What a microphone hears when nobody speaks, made by arithmetic. */
final class Noises {
  private static final int RATE = Recording.RATE;

  private Noises() {}

  static Map<String, Recording> all(int seconds) {
    Map<String, Recording> all = new TreeMap<>();
    all.put("digital silence", Recording.silence(seconds * 1_000));
    all.put("quiet room", white(seconds, 30));
    all.put("loud fan", brown(seconds, 2_500));
    all.put("hiss", white(seconds, 1_500));
    all.put("mains hum", hum(seconds));
    all.put("keyboard", keyboard(seconds));
    all.put("door and steps", thuds(seconds));
    all.put("piano chords", chords(seconds, 4));
    all.put("organ melody", melody(seconds));
    all.put("drums", drums(seconds));
    all.put("telephone", telephone(seconds));
    return all;
  }

  private static short clip(double value) {
    return (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, value));
  }

  private static Recording white(int seconds, double strength) {
    Random random = new Random(1);
    short[] out = new short[seconds * RATE];
    for (int i = 0; i < out.length; i++) {
      out[i] = clip(random.nextGaussian() * strength);
    }
    return new Recording(out);
  }

  private static Recording brown(int seconds, double strength) {
    Random random = new Random(2);
    short[] out = new short[seconds * RATE];
    double at = 0;
    for (int i = 0; i < out.length; i++) {
      at = 0.98 * at + 0.2 * random.nextGaussian();
      out[i] = clip(at * strength);
    }
    return new Recording(out);
  }

  private static Recording hum(int seconds) {
    short[] out = new short[seconds * RATE];
    for (int i = 0; i < out.length; i++) {
      double t = 2 * Math.PI * i / RATE;
      out[i] = clip(3_000 * Math.sin(50 * t) + 1_500 * Math.sin(150 * t) + 700 * Math.sin(250 * t));
    }
    return new Recording(out);
  }

  private static Recording keyboard(int seconds) {
    Random random = new Random(3);
    short[] out = white(seconds, 30).samples();
    int at = 0;
    while (at < out.length) {
      click(out, at, random, 6_000 + random.nextInt(12_000), 90 + random.nextInt(200));
      at += RATE / 20 + random.nextInt(random.nextInt(8) == 0 ? RATE : RATE / 5);
    }
    return new Recording(out);
  }

  private static void click(short[] out, int at, Random random, double strength, double decay) {
    double ring = 1_500 + random.nextInt(2_500);
    for (int i = 0; i < 800 && at + i < out.length; i++) {
      double sound = random.nextGaussian() * 0.7 + Math.sin(2 * Math.PI * ring * i / RATE) * 0.3;
      out[at + i] = clip(out[at + i] + strength * Math.exp(-i / decay) * sound);
    }
  }

  private static Recording thuds(int seconds) {
    Random random = new Random(4);
    short[] out = white(seconds, 40).samples();
    for (int at = 0; at < out.length; at += RATE / 2 + random.nextInt(RATE)) {
      double pitch = 60 + random.nextInt(80);
      for (int i = 0; i < RATE / 4 && at + i < out.length; i++) {
        double sound = Math.sin(2 * Math.PI * pitch * i / RATE) + 0.3 * random.nextGaussian();
        out[at + i] = clip(out[at + i] + 12_000 * Math.exp(-i / 700.0) * sound);
      }
    }
    return new Recording(out);
  }

  private static void note(short[] out, int at, int length, double hertz, double decay) {
    for (int i = 0; i < length && at + i < out.length; i++) {
      double t = 2 * Math.PI * hertz * i / RATE;
      double tone = 0;
      for (int partial = 1; partial <= 6; partial++) {
        tone += Math.sin(partial * t) / (partial * partial);
      }
      double attack = Math.min(1, i / 80.0);
      out[at + i] = clip(out[at + i] + 3_000 * attack * Math.exp(-i / decay) * tone);
    }
  }

  private static double pitch(int halfTones) {
    return 220 * Math.pow(2, halfTones / 12.0);
  }

  private static Recording chords(int seconds, int voices) {
    int[] roots = {0, 5, 7, -3};
    int[] intervals = {0, 4, 7, 12};
    short[] out = new short[seconds * RATE];
    int bar = 0;
    for (int at = 0; at < out.length; at += RATE * 6 / 10) {
      for (int voice = 0; voice < voices; voice++) {
        note(out, at, RATE, pitch(roots[bar / 4 % 4] + intervals[voice]), RATE / 3.0);
      }
      bar++;
    }
    return new Recording(out);
  }

  private static Recording melody(int seconds) {
    Random random = new Random(5);
    int[] scale = {0, 2, 4, 5, 7, 9, 11, 12};
    short[] out = new short[seconds * RATE];
    int at = 0;
    while (at < out.length) {
      int length = RATE / 8 * (1 + random.nextInt(4));
      note(out, at, length, pitch(scale[random.nextInt(scale.length)]), RATE * 4.0);
      at += length;
    }
    return new Recording(out);
  }

  private static Recording drums(int seconds) {
    Random random = new Random(6);
    short[] out = chords(seconds, 1).samples();
    for (int beat = 0; beat * RATE / 4 < out.length; beat++) {
      click(
          out, beat * RATE / 4, random, beat % 4 == 2 ? 16_000 : 6_000, beat % 2 == 0 ? 400 : 120);
    }
    return new Recording(out);
  }

  private static Recording telephone(int seconds) {
    short[] out = new short[seconds * RATE];
    for (int i = 0; i < out.length; i++) {
      boolean rings = i / (RATE / 20) % 2 == 0 && i / RATE % 6 < 2;
      double t = 2 * Math.PI * i / RATE;
      out[i] = rings ? clip(5_000 * Math.sin(1_320 * t) + 3_000 * Math.sin(1_056 * t)) : 0;
    }
    return new Recording(out);
  }
}
