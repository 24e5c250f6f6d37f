package coach.hybrid.rooms.tools.model.rebuild;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The tokens of a {@code vocabulary.txt}, one a line, as the bytes they stand for. The file writes
 * each byte as a printable character, the way GPT-2's vocabulary does.
 */
final class Vocabulary {
  private static final String LAST = "<|endoftext|>";
  private static final int MAX_TOKENS = 100_000;

  private Vocabulary() {}

  /** The words and the end of the text; what follows them the engine adds by itself. */
  static List<byte[]> parse(String file) throws IOException {
    int[] bytes = bytesByCharacter();
    List<byte[]> tokens = new ArrayList<>();
    for (String line : file.split("\n", MAX_TOKENS)) {
      if (line.equals(LAST)) {
        tokens.add(LAST.getBytes(StandardCharsets.US_ASCII));
        return tokens;
      }
      byte[] token = new byte[line.length()];
      for (int i = 0; i < token.length; i++) {
        char character = line.charAt(i);
        if (character >= bytes.length || bytes[character] < 0) {
          throw new IOException("the vocabulary's line " + (tokens.size() + 1) + " is no token");
        }
        token[i] = (byte) bytes[character];
      }
      tokens.add(token);
    }
    throw new IOException("the vocabulary has no " + LAST);
  }

  /** Printable bytes of Latin-1 stand for themselves, the others for 256, 257 … in turn. */
  private static int[] bytesByCharacter() {
    int[] bytes = new int[512];
    Arrays.fill(bytes, -1);
    int next = 256;
    for (int value = 0; value < 256; value++) {
      boolean printable = (value > ' ' && value < 0x7F) || (value > 0xA0 && value != 0xAD);
      bytes[printable ? value : next++] = value;
    }
    return bytes;
  }
}
