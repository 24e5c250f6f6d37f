package coach.hybrid.rooms.protocol.media;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import coach.hybrid.rooms.protocol.ProtocolException;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class MediaFrameTest {
  private static final String WIRE = "0101010200fffffe80000001fffffffe" + "c0ffee";

  @Test
  void theHeaderIsAsTheProtocolDescribesIt() throws ProtocolException {
    MediaFrame frame = MediaFrame.decode(HexFormat.of().parseHex(WIRE));

    assertEquals(MediaFrame.SPEECH, frame.kind());
    assertTrue(frame.isFinal());
    assertEquals(MediaFrame.PCM_16K, frame.codec());
    assertEquals(0xff, frame.peer());
    assertEquals(0xfffe, frame.generation());
    assertEquals(0x80000001, frame.seq());
    assertEquals(-2, frame.captureMillis());
    assertArrayEquals(HexFormat.of().parseHex("c0ffee"), frame.payload());
    assertEquals(WIRE, HexFormat.of().formatHex(frame.encode()));
  }

  @Test
  void aHeaderAloneIsAFrameAndLessIsNone() throws ProtocolException {
    byte[] header = HexFormat.of().parseHex(WIRE.substring(0, 32));

    assertEquals(0, MediaFrame.decode(header).payload().length);
    assertThrows(ProtocolException.class, () -> MediaFrame.decode(Arrays.copyOf(header, 15)));
    assertThrows(ProtocolException.class, () -> MediaFrame.decode(new byte[0]));
  }

  @Test
  void anotherVersionIsRefused() {
    byte[] message = HexFormat.of().parseHex(WIRE);
    message[0] = 2;

    assertThrows(ProtocolException.class, () -> MediaFrame.decode(message));
  }
}
