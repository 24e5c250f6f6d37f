package coach.hybrid.rooms.server.transcription.opus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import coach.hybrid.rooms.server.transcription.UnusableAudioException;
import io.github.jaredmdobson.concentus.OpusApplication;
import io.github.jaredmdobson.concentus.OpusBandwidth;
import io.github.jaredmdobson.concentus.OpusEncoder;
import io.github.jaredmdobson.concentus.OpusMode;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Against packets of the port's own encoder, fed with 48,000 samples a second as a browser's is.
 */
class ConcentusDecoderTest {
  private static final int ENCODED_RATE = 48_000;
  private static final int FRAME = ENCODED_RATE / 50;
  private static final int DECODED_RATE = 16_000;
  private static final int FRAMES = 100;

  private final ConcentusDecoder decoder = new ConcentusDecoder();

  private static short[] tone(double hertz) {
    short[] tone = new short[FRAME * FRAMES];
    for (int i = 0; i < tone.length; i++) {
      tone[i] = (short) (8_000 * Math.sin(2 * Math.PI * hertz * i / ENCODED_RATE));
    }
    return tone;
  }

  private short[] throughOpus(short[] sound, int bitrate, OpusApplication use) throws Exception {
    OpusEncoder encoder = new OpusEncoder(ENCODED_RATE, 1, use);
    encoder.setBitrate(bitrate);
    ByteArrayOutputStream heard = new ByteArrayOutputStream();
    byte[] room = new byte[1_500];
    for (int at = 0; at < sound.length; at += FRAME) {
      int length = encoder.encode(sound, at, FRAME, room, 0, room.length);
      for (short sample : decoder.decode(Arrays.copyOf(room, length))) {
        heard.write(sample);
        heard.write(sample >> 8);
      }
    }
    ByteBuffer octets = ByteBuffer.wrap(heard.toByteArray());
    short[] samples = new short[octets.remaining() / 2];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = Short.reverseBytes(octets.getShort());
    }
    return samples;
  }

  /** The strength of one frequency in the second half, where the codec has settled. */
  private static double strength(short[] samples, double hertz) {
    double real = 0;
    double imaginary = 0;
    int from = samples.length / 2;
    for (int i = from; i < samples.length; i++) {
      double angle = 2 * Math.PI * hertz * i / DECODED_RATE;
      real += samples[i] * Math.cos(angle);
      imaginary += samples[i] * Math.sin(angle);
    }
    return 2 * Math.hypot(real, imaginary) / (samples.length - from);
  }

  @ParameterizedTest(name = "at {0} bit/s")
  @ValueSource(ints = {16_000, 24_000, 32_000, 64_000})
  void aToneComesOutAtAThirdOfTheRate(int bitrate) throws Exception {
    short[] heard = throughOpus(tone(440), bitrate, OpusApplication.OPUS_APPLICATION_VOIP);
    assertEquals(DECODED_RATE * FRAMES / 50, heard.length);
    assertEquals(8_000, strength(heard, 440), 1_200);
  }

  /** What browsers send at 24 kbit/s: the lower half by one coder, the upper by the other. */
  @Test
  void hybridPacketsAreHeard() throws Exception {
    OpusEncoder encoder = new OpusEncoder(ENCODED_RATE, 1, OpusApplication.OPUS_APPLICATION_VOIP);
    encoder.setBitrate(24_000);
    encoder.setForceMode(OpusMode.MODE_HYBRID);
    encoder.setBandwidth(OpusBandwidth.OPUS_BANDWIDTH_FULLBAND);
    short[] sound = tone(440);
    byte[] room = new byte[1_500];
    double energy = 0;
    for (int at = 0; at < sound.length; at += FRAME) {
      int length = encoder.encode(sound, at, FRAME, room, 0, room.length);
      assertEquals(15, (room[0] & 0xff) >> 3, "fullband hybrid, 20 ms");
      for (short sample : decoder.decode(Arrays.copyOf(room, length))) {
        energy += (double) sample * sample;
      }
    }
    assertEquals(8_000 / Math.sqrt(2), Math.sqrt(energy / (sound.length / 3.0)), 1_200);
  }

  @Test
  void whatIsAboveTheRateLeavesNoTraceBelow() throws Exception {
    short[] heard = throughOpus(tone(10_000), 64_000, OpusApplication.OPUS_APPLICATION_AUDIO);
    double mirrored = strength(heard, DECODED_RATE - 10_000);
    assertTrue(mirrored < 80, "mirrored at " + mirrored);
  }

  @Test
  void anyOctetsAreDecodedOrRefused() {
    Random random = new Random(42);
    int refused = 0;
    for (int i = 0; i < 3_000; i++) {
      byte[] packet = new byte[1 + random.nextInt(200)];
      random.nextBytes(packet);
      try {
        assertTrue(decoder.decode(packet).length <= DECODED_RATE * 120 / 1_000);
      } catch (UnusableAudioException e) {
        refused++;
      }
    }
    assertTrue(refused > 0);
  }

  @Test
  void afterAnUnreadablePacketTheNextIsRead() throws Exception {
    try {
      decoder.decode(new byte[] {(byte) 0xff});
    } catch (UnusableAudioException e) {
      decoder.reset();
    }
    short[] heard = throughOpus(tone(440), 32_000, OpusApplication.OPUS_APPLICATION_VOIP);
    assertTrue(strength(heard, 440) > 6_000);
  }
}
