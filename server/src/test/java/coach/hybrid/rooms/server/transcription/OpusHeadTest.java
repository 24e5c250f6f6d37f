package coach.hybrid.rooms.server.transcription;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpusHeadTest {
  private static byte[] packet(int config, int code, int... rest) {
    byte[] packet = new byte[1 + rest.length];
    packet[0] = (byte) (config << 3 | code);
    for (int i = 0; i < rest.length; i++) {
      packet[i + 1] = (byte) rest[i];
    }
    return packet;
  }

  @ParameterizedTest(name = "configuration {0} with count {1} holds {2} samples")
  @CsvSource({
    "0, 0, 160",
    "1, 0, 320",
    "3, 0, 960",
    "9, 0, 320",
    "9, 1, 640",
    "13, 0, 320",
    "16, 0, 40",
    "31, 0, 320",
    "31, 2, 640",
    "28, 1, 80"
  })
  void theFirstOctetTellsTheLength(int config, int code, int samples) throws Exception {
    assertEquals(samples, OpusHead.samples(packet(config, code, 0)));
  }

  @Test
  void aCountOfFramesIsRead() throws Exception {
    assertEquals(960, OpusHead.samples(packet(31, 3, 3)));
  }

  @Test
  void nothingIsNoPacket() {
    assertThrows(UnusableAudioException.class, () -> OpusHead.samples(new byte[0]));
  }

  @Test
  void aMissingCountIsRefused() {
    assertThrows(UnusableAudioException.class, () -> OpusHead.samples(packet(31, 3)));
  }

  @Test
  void noFramesAndTooManyAreRefused() {
    assertThrows(UnusableAudioException.class, () -> OpusHead.samples(packet(31, 3, 0)));
    assertThrows(UnusableAudioException.class, () -> OpusHead.samples(packet(3, 3, 63)));
    assertThrows(UnusableAudioException.class, () -> OpusHead.samples(packet(3, 1, 0)));
  }
}
