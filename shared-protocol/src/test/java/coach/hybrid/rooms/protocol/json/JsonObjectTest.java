package coach.hybrid.rooms.protocol.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import coach.hybrid.rooms.protocol.ErrorCode;
import coach.hybrid.rooms.protocol.ProtocolException;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonObjectTest {
  private static JsonObject with(String value) throws ProtocolException {
    return JsonObject.parse("{\"n\":" + value + "}");
  }

  @Test
  void wholeNumbersAreReadUpToBothEnds() throws ProtocolException {
    for (int number :
        List.of(0, 7, -7, 1_234_567_890, 2_147_483_639, Integer.MAX_VALUE, Integer.MIN_VALUE)) {
      assertEquals(number, with(Integer.toString(number)).integer("n"));
    }
    assertEquals(0, with("-0").integer("n"));
  }

  @Test
  void whatIsNoWholeNumberOf32BitsIsRefused() {
    for (String value :
        List.of(
            "2147483648",
            "2147483649",
            "-2147483649",
            "2147483650",
            "-2147483650",
            "4294967296",
            "-4294967297",
            "21474836470",
            "99999999999999999999",
            "1.0",
            "1e2",
            "\"1\"",
            "true",
            "null",
            "[1]",
            "{}")) {
      ProtocolException refusal =
          assertThrows(ProtocolException.class, () -> with(value).integer("n"), value);
      assertEquals(ErrorCode.WRONG_TYPE, refusal.code());
    }
  }

  @Test
  void theLastOfTwoFieldsWithOneNameCounts() throws ProtocolException {
    assertEquals(2, JsonObject.parse("{\"n\":1,\"m\":3,\"n\":2}").integer("n"));
  }
}
