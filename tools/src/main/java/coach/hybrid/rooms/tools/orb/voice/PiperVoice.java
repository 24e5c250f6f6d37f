package coach.hybrid.rooms.tools.orb.voice;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A neural voice: Piper in one Python process that keeps its model loaded. One line of text in; its
 * answer is the rate and the length of the samples as two big-endian ints, and the samples.
 */
final class PiperVoice implements Voice {
  private static final int LONGEST_BYTES = 16 * 1024 * 1024;
  private static final String PROGRAM =
      """
      import struct, sys
      from piper import PiperVoice
      voice = PiperVoice.load(sys.argv[1])
      out = sys.stdout.buffer
      out.write(struct.pack(">ii", voice.config.sample_rate, 0))
      out.flush()
      for line in sys.stdin:
          chunks = list(voice.synthesize(line.strip()))
          rate = chunks[0].sample_rate if chunks else voice.config.sample_rate
          sound = b"".join(chunk.audio_int16_bytes for chunk in chunks)
          out.write(struct.pack(">ii", rate, len(sound)))
          out.write(sound)
          out.flush()
      """;

  private final Process process;
  private final DataInputStream sound;

  private PiperVoice(Process process) {
    this.process = process;
    this.sound = new DataInputStream(process.getInputStream());
  }

  /**
   * Starts the process and waits until its model is loaded.
   *
   * @param python an interpreter that has the package {@code piper-tts}
   * @param model the voice's {@code .onnx} file
   */
  static PiperVoice start(String python, String model) throws IOException {
    Process process =
        new ProcessBuilder(List.of(python, "-u", "-c", PROGRAM, model))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    PiperVoice voice = new PiperVoice(process);
    try {
      voice.read();
    } catch (IOException e) {
      voice.close();
      throw new IOException("piper does not start with " + python + " and " + model, e);
    }
    return voice;
  }

  @Override
  public short[] speak(String text) throws IOException {
    OutputStream in = process.getOutputStream();
    in.write((text.replaceAll("\\s+", " ") + "\n").getBytes(StandardCharsets.UTF_8));
    in.flush();
    return read();
  }

  private short[] read() throws IOException {
    int rate = sound.readInt();
    int length = sound.readInt();
    if (length < 0 || length > LONGEST_BYTES || rate <= 0) {
      throw new IOException("piper wrote something else than samples");
    }
    byte[] bytes = sound.readNBytes(length);
    return new Wave(rate, Wave.samples(ByteBuffer.wrap(bytes))).at(SAMPLES_PER_SECOND);
  }

  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      process.waitFor(200, TimeUnit.MILLISECONDS);
    } catch (IOException e) {
      // Its pipe is broken: it is ending already.
      process.destroyForcibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      process.destroyForcibly();
    }
  }
}
