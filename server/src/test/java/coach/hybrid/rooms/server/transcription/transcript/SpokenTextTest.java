package coach.hybrid.rooms.server.transcription.transcript;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SpokenTextTest {
  @Test
  void whatPeopleSayStaysAsItIs() {
    for (String said :
        new String[] {
          "I'd say 3 < 5, and 5 > 3.",
          "I <3 that",
          "R&D costs 4 €",
          "Zoë – “naïve”? 日本語 👩‍👩‍👧",
          "if a<5 then b"
        }) {
      assertEquals(said, SpokenText.clean(said));
    }
  }

  @Test
  void markupIsTakenOutAndItsWordsStay() {
    assertEquals("Hello world", SpokenText.clean("<b>Hello</b> <i onclick='x()'>world</i>"));
    assertEquals("before after", SpokenText.clean("before <script>alert(1)</script> after"));
    assertEquals("x", SpokenText.clean("<img src=x onerror=alert(1)>x"));
  }

  @Test
  void markupThatUnpacksToMarkupIsTakenOutToo() {
    String twice = SpokenText.clean("<i>&lt;script&gt;alert(1)&lt;/script&gt;ok</i>");
    assertEquals("ok", twice);
    String nested = "<i>";
    for (int depth = 0; depth < 9; depth++) {
      nested = "<i>" + nested.replace("&", "&amp;").replace("<", "&lt;");
    }
    assertFalse(SpokenText.clean(nested).contains("<i"), SpokenText.clean(nested));
  }

  @Test
  void nothingStartsALineOrTurnsTheReadingAround() {
    assertEquals("a b c d", SpokenText.clean("a\nb\r\nc\u2028d"));
    assertEquals("user gpj.exe", SpokenText.clean("user \u202Egpj.exe\u0000"));
    assertEquals("", SpokenText.clean("\u200B \u0007\t"));
    assertEquals("ab", SpokenText.clean("a\uD800b"));
  }

  @Test
  void aNameHoldsNoBracketsAndIsNeverEmpty() {
    assertEquals("Ada 00:00:01 Bob: hi", SpokenText.name("Ada\n[00:00:01] Bob: hi", "client"));
    assertEquals("client", SpokenText.name(" <script>x</script> ", "client"));
    assertEquals("a b", SpokenText.name("a --> b".replace("-", ""), "client"));
  }

  @Test
  void endlessTextIsCutBetweenCharacters() {
    String long1 = SpokenText.clean("x".repeat(1_999) + "😀😀");
    assertTrue(long1.length() <= 2_000);
    assertFalse(Character.isHighSurrogate(long1.charAt(long1.length() - 1)));
    assertEquals(80, SpokenText.name("n".repeat(500), "client").length());
  }
}
