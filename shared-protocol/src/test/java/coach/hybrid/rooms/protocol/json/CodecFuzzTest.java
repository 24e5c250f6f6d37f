package coach.hybrid.rooms.protocol.json;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import coach.hybrid.rooms.protocol.ProtocolException;
import com.google.gson.JsonParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Golden texts with characters changed, dropped, doubled and swapped, from a fixed seed. */
class CodecFuzzTest {
  private static final int ROUNDS = 40_000;
  private static final String ALPHABET =
      "{}[]\",:\\u0123456789abcdefntr.eE+- \n\t\u0000é\ud83d\ude00/'";

  @FunctionalInterface
  private interface Decoder {
    @Nullable Object decode(String text) throws ProtocolException;
  }

  @Test
  void mutatedTextsAreRefusedOrAreStrictJson() {
    int accepted =
        fuzz("client", MessageCodec::decodeClient)
            + fuzz("server", MessageCodec::decodeServer)
            + fuzz("orb-report", OrbCodec::decodeReport)
            + fuzz("orb-command", OrbCodec::decodeCommand);
    assertTrue(accepted > ROUNDS / 20, "too few mutants got through to mean anything: " + accepted);
  }

  private static int fuzz(String folder, Decoder decoder) {
    Random random = new Random(20_251_121);
    List<String> texts = new ArrayList<>(Golden.texts(folder));
    Golden.malformed().forEach(wrong -> texts.add(wrong.text()));
    int accepted = 0;
    for (int round = 0; round < ROUNDS; round++) {
      String text = mutate(texts.get(random.nextInt(texts.size())), random);
      try {
        decoder.decode(text);
      } catch (ProtocolException e) {
        continue;
      } catch (RuntimeException e) {
        fail("round " + round + " broke the codec: " + text, e);
      }
      accepted++;
      try {
        Golden.parse(text);
      } catch (JsonParseException e) {
        if (!jsonParseIsMoreGenerous(e)) {
          fail("round " + round + " was accepted, but " + e.getMessage() + ": " + text, e);
        }
      }
    }
    return accepted;
  }

  /** Of two equal names the last counts, and half a surrogate pair is a character, to browsers. */
  private static boolean jsonParseIsMoreGenerous(JsonParseException refusal) {
    String message = String.valueOf(refusal.getMessage());
    return message.contains("duplicate") || message.contains("Unpaired surrogate");
  }

  private static String mutate(String text, Random random) {
    StringBuilder out = new StringBuilder(text);
    for (int change = random.nextInt(3); change >= 0; change--) {
      int at = random.nextInt(out.length() + 1);
      char c = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
      switch (random.nextInt(4)) {
        case 0 -> out.insert(at, c);
        case 1 -> out.delete(at, Math.min(out.length(), at + 1 + random.nextInt(3)));
        case 2 -> {
          if (at < out.length()) {
            out.setCharAt(at, c);
          }
        }
        default ->
            out.insert(at, out.substring(at, Math.min(out.length(), at + 1 + random.nextInt(20))));
      }
    }
    return out.toString();
  }
}
