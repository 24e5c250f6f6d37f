package coach.hybrid.rooms.tools.model.rebuild;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class VocabularyTest {
  @Test
  void aTokenIsTheBytesItStandsFor() throws IOException {
    List<byte[]> tokens = Vocabulary.parse("!\nĠthe\nÃ©\nĊ\nĀłŃ¡\n<|endoftext|>\n<|en|>\n");
    assertEquals(6, tokens.size());
    assertArrayEquals(new byte[] {'!'}, tokens.get(0));
    assertArrayEquals(" the".getBytes(StandardCharsets.UTF_8), tokens.get(1));
    assertArrayEquals("é".getBytes(StandardCharsets.UTF_8), tokens.get(2));
    assertArrayEquals(new byte[] {'\n'}, tokens.get(3));
    assertArrayEquals(new byte[] {0, (byte) 0xA0, (byte) 0xAD, (byte) 0xA1}, tokens.get(4));
    assertArrayEquals("<|endoftext|>".getBytes(StandardCharsets.UTF_8), tokens.get(5));
  }

  @Test
  void whatIsNoVocabularyIsRefused() {
    assertThrows(IOException.class, () -> Vocabulary.parse("a\nb"));
    assertThrows(IOException.class, () -> Vocabulary.parse("日\n<|endoftext|>"));
    assertThrows(IOException.class, () -> Vocabulary.parse("a b\n<|endoftext|>"));
  }
}
