package coach.hybrid.rooms.tools.model.rebuild;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class MelFiltersTest {
  @Test
  void theFiltersAreThePublishedOnesToTheLastBit() throws Exception {
    ByteBuffer bytes =
        ByteBuffer.allocate(80 * MelFilters.FREQUENCIES * 4).order(ByteOrder.LITTLE_ENDIAN);
    for (float[] filter : MelFilters.of(80)) {
      for (float weight : filter) {
        bytes.putFloat(weight);
      }
    }
    byte[] digest = MessageDigest.getInstance("SHA-1").digest(bytes.array());
    assertEquals("62112822d7d0fd04b443ddb20d18cde62da25003", HexFormat.of().formatHex(digest));
  }
}
