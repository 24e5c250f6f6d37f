package coach.hybrid.rooms.e2e;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;

/** Words that a browser's fake microphone says again and again, by espeak-ng. */
final class Speech {
  private Speech() {}

  /** The text, and that long a silence after it. */
  static Path wav(String text, Duration silence) throws IOException, InterruptedException {
    Path file = Files.createTempFile("speech", ".wav");
    Process espeak = new ProcessBuilder("espeak-ng", "-w", file.toString(), text).start();
    if (espeak.waitFor() != 0) {
      throw new IOException("espeak-ng ended with " + espeak.exitValue());
    }
    try (AudioInputStream spoken = AudioSystem.getAudioInputStream(file.toFile())) {
      int frame = spoken.getFormat().getFrameSize();
      long quietFrames = (long) (spoken.getFormat().getFrameRate() * silence.toMillis() / 1_000);
      byte[] words = spoken.readAllBytes();
      byte[] all = Arrays.copyOf(words, words.length + Math.toIntExact(quietFrames * frame));
      AudioInputStream padded =
          new AudioInputStream(
              new ByteArrayInputStream(all), spoken.getFormat(), all.length / frame);
      AudioSystem.write(padded, AudioFileFormat.Type.WAVE, file.toFile());
    } catch (UnsupportedAudioFileException e) {
      throw new IOException(e);
    }
    return file;
  }
}
