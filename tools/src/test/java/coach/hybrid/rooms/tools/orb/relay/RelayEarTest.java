package coach.hybrid.rooms.tools.orb.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import coach.hybrid.rooms.protocol.media.MediaFrame;
import coach.hybrid.rooms.tools.orb.talk.VoiceActivity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RelayEarTest {
  private static final int HERTZ = 440;

  private final List<byte[]> heard = new ArrayList<>();
  private final RelayEar ear = new RelayEar(heard::add);
  private final OpusVoice voice = new OpusVoice();
  private int said;

  /** 20 ms of a tone. */
  private short[] tone() {
    short[] frame = new short[OpusVoice.FRAME_SAMPLES];
    for (int i = 0; i < frame.length; i++) {
      frame[i] = (short) (8_000 * Math.sin(2 * Math.PI * HERTZ * said++ / 48_000.0));
    }
    return frame;
  }

  private double decibels(int from, int to) {
    return heard.subList(from, to).stream()
        .mapToDouble(VoiceActivity::decibels)
        .average()
        .orElseThrow();
  }

  /** How often it swings in these pieces, by where it comes up through zero. */
  private int swings(int from, int to) {
    int swings = 0;
    int before = 0;
    for (byte[] piece : heard.subList(from, to)) {
      for (int i = 0; i < piece.length; i += 2) {
        int sample = (short) ((piece[i] & 0xff) | (piece[i + 1] << 8));
        swings += before < 0 && sample >= 0 ? 1 : 0;
        before = sample;
      }
    }
    return swings;
  }

  @Test
  void whatIsEncodedIsHeardAsLoudAndAsHigh() {
    for (int i = 0; i < 50; i++) {
      ear.packet(MediaFrame.OPUS, voice.encode(tone()), i * 20L);
    }
    assertEquals(100, heard.size());
    heard.forEach(piece -> assertEquals(960, piece.length));
    assertEquals(-15.3, decibels(20, 100), 1.5);
    assertEquals(HERTZ * 0.8, swings(20, 100), 4);
  }

  @Test
  void bareSamplesAreHeardAsWell() {
    PcmVoice bare = new PcmVoice();
    for (int i = 0; i < 50; i++) {
      byte[] payload = bare.encode(tone());
      assertEquals(640, payload.length);
      ear.packet(MediaFrame.PCM_16K, payload, i * 20L);
    }
    assertEquals(100, heard.size());
    assertEquals(-15.3, decibels(20, 100), 0.5);
    assertEquals(HERTZ * 0.8, swings(20, 100), 4);
  }

  @Test
  void whereNothingComesItIsSilentInRealTime() {
    for (int i = 0; i < 5; i++) {
      ear.packet(MediaFrame.OPUS, voice.encode(tone()), i * 20L);
    }
    heard.clear();
    for (long now = 80; now <= 1_080; now += 20) {
      ear.passed(now);
    }
    assertEquals(90, heard.size(), "but for the first tenth of a second");
    assertEquals(-96, decibels(0, 90), 0.1);
  }

  @Test
  void whoHasNeverSaidAnythingIsNotEvenSilent() {
    ear.passed(10_000);
    assertEquals(0, heard.size());
  }

  @Test
  void rubbishIsLetGoAndWhatFollowsIsHeard() {
    for (int i = 0; i < 200; i++) {
      byte[] rubbish = new byte[1 + i];
      Arrays.fill(rubbish, (byte) (i * 37));
      ear.packet(MediaFrame.OPUS, rubbish, i * 20L);
      ear.packet(MediaFrame.OPUS, new byte[0], i * 20L);
      ear.packet(MediaFrame.PCM_16K, new byte[100_000], i * 20L);
      ear.packet(MediaFrame.VP9, rubbish, i * 20L);
    }
    heard.clear();
    for (int i = 0; i < 20; i++) {
      ear.packet(MediaFrame.OPUS, voice.encode(tone()), 100_000 + i * 20L);
    }
    assertEquals(40, heard.size());
    assertTrue(decibels(20, 40) > -18);
  }

  @Test
  void aFloodIsCutToLittleMoreThanRealTime() {
    byte[] packet = voice.encode(tone());
    for (int i = 0; i < 100_000; i++) {
      ear.packet(MediaFrame.OPUS, packet, i / 100); // A second in which half an hour comes.
    }
    assertTrue(heard.size() < 500, "pieces: " + heard.size());
  }
}
