package coach.hybrid.rooms.tools.orb;

import coach.hybrid.rooms.tools.orb.talk.Situation;
import coach.hybrid.rooms.tools.orb.talk.VoiceActivity;
import coach.hybrid.rooms.tools.orb.voice.Mouth;
import coach.hybrid.rooms.tools.orb.voice.Mouth.Clip;
import coach.hybrid.rooms.tools.orb.voice.Voice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A measuring aid, off unless {@code ORB_MARKS} names a file: there it writes when, by the
 * machine's clock, something happened to the orb's voice or ears, a line each: microseconds of the
 * epoch and a word. While it is off every part it is put round stays as it is. Any thread.
 */
final class Marks {
  private static final double SOUND_DECIBELS = -48;
  private static final int QUIET_FRAMES = 30;
  private static final int LOUD_SAMPLE = 328;

  private final @Nullable Writer out;
  private final Clock clock;
  private int quietFrames = QUIET_FRAMES;

  Marks(@Nullable Writer out, Clock clock) {
    this.out = out;
    this.clock = clock;
  }

  static Marks off() {
    return new Marks(null, Clock.systemUTC());
  }

  static Marks from(Map<String, String> environment) throws IOException {
    String file = environment.getOrDefault("ORB_MARKS", "");
    if (file.isEmpty()) {
      return off();
    }
    Writer out =
        Files.newBufferedWriter(
            Path.of(file), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    return new Marks(out, Clock.systemUTC());
  }

  private void note(String what) {
    Instant now = clock.instant();
    long micros = now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
    write(micros + " " + what + "\n");
  }

  private synchronized void write(String line) {
    if (out == null) {
      return;
    }
    try {
      out.write(line);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code began} comes with the samples before the clip's first loud one. */
  Mouth.Listener hearing(Mouth.Listener listener) {
    if (out == null) {
      return listener;
    }
    return new Mouth.Listener() {
      @Override
      public void clipBegan(Clip clip) {
        note("began " + leadSamples(clip.samples()));
        listener.clipBegan(clip);
      }

      @Override
      public void clipEnded(Clip clip, int playedSamples) {
        note("ended " + playedSamples);
        listener.clipEnded(clip, playedSamples);
      }
    };
  }

  private static int leadSamples(short[] samples) {
    int lead = 0;
    while (lead < samples.length && Math.abs(samples[lead]) < LOUD_SAMPLE) {
      lead++;
    }
    return lead;
  }

  Mouth ordering(Mouth mouth) {
    if (out == null) {
      return mouth;
    }
    return new Mouth() {
      @Override
      public void play(Clip clip) {
        note("play");
        mouth.play(clip);
      }

      @Override
      public void hush() {
        note("hush");
        mouth.hush();
      }
    };
  }

  /** Only what is not kept from an earlier turn is spoken at all. */
  Voice speaking(Voice voice) {
    if (out == null) {
      return voice;
    }
    return new Voice() {
      @Override
      public short[] speak(String text) throws IOException, InterruptedException {
        note("speak");
        short[] samples = voice.speak(text);
        note("spoken");
        return samples;
      }

      @Override
      public void close() {
        voice.close();
      }
    };
  }

  Ears.Listener listening(Ears.Listener listener) {
    if (out == null) {
      return listener;
    }
    return new Ears.Listener() {
      @Override
      public void voiceBegan(String userId) {
        note("voice");
        listener.voiceBegan(userId);
      }

      @Override
      public void voiceEnded(String userId) {
        note("quiet");
        listener.voiceEnded(userId);
      }
    };
  }

  Conversation.Background working(Conversation.Background background) {
    if (out == null) {
      return background;
    }
    return new Conversation.Background() {
      @Override
      public void think(Situation situation, long turn) {
        note("think");
        background.think(situation, turn);
      }

      @Override
      public void synthesize(String sentence, long turn) {
        note("synthesize");
        background.synthesize(sentence, turn);
      }

      @Override
      public boolean thinksAhead() {
        return background.thinksAhead();
      }

      @Override
      public void takeBack() {
        note("taken-back");
        background.takeBack();
      }
    };
  }

  /** Marks the first sound after a silence, before the ear has made up its mind. */
  void frame(byte[] pcm) {
    if (out == null) {
      return;
    }
    if (VoiceActivity.decibels(pcm) <= SOUND_DECIBELS) {
      quietFrames++;
    } else {
      if (quietFrames >= QUIET_FRAMES) {
        note("sound");
      }
      quietFrames = 0;
    }
  }
}
