package coach.hybrid.rooms.e2e;

import coach.hybrid.rooms.tools.orb.voice.Onset;
import coach.hybrid.rooms.tools.orb.voice.Voice;
import coach.hybrid.rooms.tools.orb.voice.Voices;
import coach.hybrid.rooms.tools.orb.voice.Wave;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/** A RIFF file for a browser's microphone: sentences of espeak-ng with exact silences between. */
final class SpokenFile {
  private final List<short[]> parts = new ArrayList<>();

  SpokenFile silence(int millis) {
    parts.add(new short[Voice.SAMPLES_PER_SECOND / 1_000 * millis]);
    return this;
  }

  SpokenFile say(String text) throws IOException, InterruptedException {
    try (Voice voice = Voices.find(Map.of(), "espeak")) {
      parts.add(Onset.trimmed(voice.speak(text)));
    }
    return this;
  }

  /** With the best voice of this machine. */
  SpokenFile sayWell(String text) throws IOException, InterruptedException {
    try (Voice voice = Voices.find(System.getenv(), "default")) {
      parts.add(Onset.trimmed(voice.speak(text)));
    }
    return this;
  }

  /** A RIFF file of 16-bit samples, one channel. */
  SpokenFile recording(Path file) throws IOException {
    parts.add(Wave.read(Files.readAllBytes(file)).at(Voice.SAMPLES_PER_SECOND));
    return this;
  }

  Path write(Path file) throws IOException {
    int samples = parts.stream().mapToInt(part -> part.length).sum();
    ByteBuffer bytes = ByteBuffer.allocate(2 * samples).order(ByteOrder.LITTLE_ENDIAN);
    for (short[] part : parts) {
      for (short sample : part) {
        bytes.putShort(sample);
      }
    }
    AudioFormat format = new AudioFormat(Voice.SAMPLES_PER_SECOND, 16, 1, true, false);
    try (AudioInputStream in =
        new AudioInputStream(new ByteArrayInputStream(bytes.array()), format, samples)) {
      AudioSystem.write(in, AudioFileFormat.Type.WAVE, file.toFile());
    }
    return file;
  }
}
