package coach.hybrid.rooms.tools.orb.voice;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class WaveTest {
  private static byte[] file(int claimedBytes, int channels, short... samples) {
    ByteBuffer out = ByteBuffer.allocate(44 + 2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
    out.put("RIFF".getBytes(java.nio.charset.StandardCharsets.US_ASCII)).putInt(claimedBytes);
    out.put("WAVEfmt ".getBytes(java.nio.charset.StandardCharsets.US_ASCII)).putInt(16);
    out.putShort((short) 1).putShort((short) channels).putInt(22_050).putInt(44_100);
    out.putShort((short) 2).putShort((short) 16);
    out.put("data".getBytes(java.nio.charset.StandardCharsets.US_ASCII)).putInt(claimedBytes);
    for (short sample : samples) {
      out.putShort(sample);
    }
    return out.array();
  }

  @Test
  void aFileIsReadToItsEndWhateverLengthItClaims() throws IOException {
    Wave wave = Wave.read(file(0x7ffff000, 1, (short) 1, (short) -2));
    assertEquals(22_050, wave.samplesPerSecond());
    assertArrayEquals(new short[] {1, -2}, wave.samples());
  }

  @Test
  void somethingElseIsRefused() {
    assertThrows(IOException.class, () -> Wave.read(new byte[0]));
    assertThrows(IOException.class, () -> Wave.read(new byte[100]));
    assertThrows(IOException.class, () -> Wave.read(file(4, 2, (short) 1, (short) 1)));
  }

  @Test
  void aToneKeepsItsPitchAndLevelAtTheHigherRate() {
    short[] tone = new short[22_050];
    for (int i = 0; i < tone.length; i++) {
      tone[i] = (short) Math.round(20_000 * Math.sin(2 * Math.PI * 1_000 * i / 22_050));
    }
    short[] raised = Resampler.raise(tone, 22_050, 48_000);
    assertEquals(48_000, raised.length);
    double worst = 0;
    for (int i = 100; i < raised.length - 100; i++) {
      double ideal = 20_000 * Math.sin(2 * Math.PI * 1_000 * i / 48_000);
      worst = Math.max(worst, Math.abs(raised[i] - ideal));
    }
    assertTrue(worst < 200, "off by " + worst);
  }

  @Test
  void aLowerRateIsRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> Resampler.raise(new short[10], 48_000, 8_000));
  }
}
