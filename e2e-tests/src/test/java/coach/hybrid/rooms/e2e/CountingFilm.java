package coach.hybrid.rooms.e2e;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A film for Chromium's fake camera whose pictures are numbered: nine bars above, eight bits of the
 * number and one that makes the ones even, and below a pattern that moves, as a face would.
 *
 * @param rate pictures a second
 */
record CountingFilm(int width, int height, int rate) {
  static final int PICTURES = 256;
  private static final int BITS = 8;
  private static final byte BLACK = 16;
  private static final byte WHITE = (byte) 235;

  String words() {
    return width + "×" + height + "@" + rate;
  }

  /** The browser's option for a camera that shows this film again and again. */
  String filmed(Path folder) throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve("counting-" + width + ".y4m");
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      String header = "YUV4MPEG2 W" + width + " H" + height + " F" + rate + ":1 Ip A1:1 C420jpeg\n";
      out.write(header.getBytes(StandardCharsets.US_ASCII));
      byte[] colour = new byte[width * height / 2];
      Arrays.fill(colour, (byte) 128);
      for (int number = 0; number < PICTURES; number++) {
        out.write("FRAME\n".getBytes(StandardCharsets.US_ASCII));
        out.write(picture(number));
        out.write(colour);
      }
    }
    return "--use-file-for-fake-video-capture=" + file;
  }

  private byte[] picture(int number) {
    byte[] luma = new byte[width * height];
    int parity = Integer.bitCount(number) % 2;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int bar = x * (BITS + 1) / width;
        int bit = bar == BITS ? parity : (number >> (BITS - 1 - bar)) & 1;
        luma[y * width + x] = y < height / 4 ? (bit == 1 ? WHITE : BLACK) : pattern(x, y, number);
      }
    }
    return luma;
  }

  private static byte pattern(int x, int y, int number) {
    double wave = Math.sin((x + 3 * number) / 25.0) * Math.cos((y - 2 * number) / 31.0);
    return (byte) (125 + 80 * wave);
  }
}
