package coach.hybrid.rooms.server.transcription;

import io.github.jaredmdobson.concentus.OpusApplication;
import io.github.jaredmdobson.concentus.OpusEncoder;
import io.github.jaredmdobson.concentus.OpusException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Sound with known words: 16,000 samples a second, mono. */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record Recording(short[] samples) {
  static final int RATE = 16_000;
  static final int FRAME = RATE / 50;
  static final String KENNEDYS_WORDS =
      "And so, my fellow Americans, ask not what your country can do for you, ask what you can do"
          + " for your country.";

  /** Reads 16-bit mono WAV of our rate. */
  static Recording read(Path wav) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(wav)).order(ByteOrder.LITTLE_ENDIAN);
    in.position(12);
    while (true) {
      byte[] name = new byte[4];
      in.get(name);
      int length = in.getInt();
      if (new String(name, StandardCharsets.US_ASCII).equals("data")) {
        byte[] octets = new byte[Math.min(length, in.remaining())];
        in.get(octets);
        return new Recording(Sound.fromLittleEndian(octets));
      }
      in.position(in.position() + length);
    }
  }

  static Recording silence(int millis) {
    return new Recording(new short[millis * Sound.SAMPLES_PER_MILLI]);
  }

  Recording then(Recording next) {
    short[] both = Arrays.copyOf(samples, samples.length + next.samples.length);
    System.arraycopy(next.samples, 0, both, samples.length, next.samples.length);
    return new Recording(both);
  }

  Recording part(int fromMillis, int toMillis) {
    return new Recording(
        Arrays.copyOfRange(
            samples,
            fromMillis * Sound.SAMPLES_PER_MILLI,
            Math.min(samples.length, toMillis * Sound.SAMPLES_PER_MILLI)));
  }

  float[] floats() {
    float[] floats = new float[samples.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = Sound.toFloat(samples[i]);
    }
    return floats;
  }

  int millis() {
    return samples.length / Sound.SAMPLES_PER_MILLI;
  }

  /** Packets of 20 ms at 32 kbit/s, as a browser makes them. */
  List<byte[]> opus() {
    try {
      OpusEncoder encoder = new OpusEncoder(RATE, 1, OpusApplication.OPUS_APPLICATION_VOIP);
      encoder.setBitrate(32_000);
      List<byte[]> packets = new ArrayList<>();
      byte[] room = new byte[1_500];
      for (int at = 0; at + FRAME <= samples.length; at += FRAME) {
        int length = encoder.encode(samples, at, FRAME, room, 0, room.length);
        packets.add(Arrays.copyOf(room, length));
      }
      return packets;
    } catch (OpusException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Words that are wrong, missing or too many, by the number of words there should be. */
  static double wordErrorRate(String said, String written) {
    String[] expected = words(said);
    String[] actual = words(written);
    int[] row = new int[actual.length + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= expected.length; i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int swap = diagonal + (expected[i - 1].equals(actual[j - 1]) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(swap, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return (double) row[actual.length] / expected.length;
  }

  private static String[] words(String text) {
    String plain = text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}']+", " ").strip();
    return plain.isEmpty() ? new String[0] : plain.split(" ");
  }
}
