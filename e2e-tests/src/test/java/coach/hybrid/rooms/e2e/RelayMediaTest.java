package coach.hybrid.rooms.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The relay's encoders, decoders and players in a real browser, one page to itself: what goes in as
 * a camera and a microphone comes out as tracks that play.
 */
class RelayMediaTest {
  private static final int VP9 = 3;
  private static final int JPEG = 6;
  private static final Gson GSON = new Gson();

  /** Plays camera and microphone to itself through the relay's engine for some seconds. */
  private static final String LOOP =
      """
      const [seconds, avoided, avoidedLater, gapMillis, busyMillis, done] = arguments;
      (async () => {
        const bits = 32_000;
        const script = address => new Promise((then, failed) => {
          const tag = document.createElement('script');
          tag.src = address; tag.onload = then; tag.onerror = failed;
          document.head.append(tag);
        });
        await script('/assets/relay-pictures.js');
        await script('/assets/relay-sound.js');
        await script('/assets/recorder.js');
        const stream = await navigator.mediaDevices.getUserMedia(
          {audio: true, video: {width: 1280, height: 720}});
        const [sound] = stream.getAudioTracks(), [picture] = stream.getVideoTracks();
        const seen = {codec: 0, keys: 0, frames: 0, bytes: 0, shown: 0, packets: 0, soundBytes: 0,
          opus: false, errors: [], concealed: 0, reports: 0, delays: [], buffered: []};
        const now = () => performance.now();

        const showing = relayPictures.show(
          millis => { seen.shown++; seen.delays.push(now() - millis); return true; },
          (codec, good) => seen.errors.push(`decode ${codec} ${good}`));
        let asked = 0;
        const filming = relayPictures.film(picture,
          encoding => encoding > 2 ? 0 : asked++ === 0 ? 2 : 1,
          (codec, key, millis, bytes) => {
            Object.assign(seen, {codec, frames: seen.frames + 1, keys: seen.keys + key,
              bytes: seen.bytes + bytes.length});
            showing.decode(codec, key, millis, bytes);
          }, codec => seen.errors.push(`encode ${codec}`));
        filming.configure(avoided, 640, 480, 24, 600);
        const video = document.createElement('video');
        video.muted = true;
        video.srcObject = new MediaStream([showing.track]);
        document.body.append(video);
        video.play().catch(() => {});

        const speaking = relaySound.play((millis, buffered, concealed) => {
          seen.concealed += concealed;
          if (buffered >= 0) {
            seen.reports++;
            seen.buffered.push(buffered);
            seen.soundDelay = now() - millis;
          }
        }, codec => seen.errors.push(`sound ${codec}`));
        speaking.setTarget(60, false);
        let paused = false;
        const recording = recordVoice(sound, bits, (opus, millis, bytes) => {
          Object.assign(seen, {opus, packets: seen.packets + 1,
            soundBytes: seen.soundBytes + bytes.length});
          if (!paused) speaking.play(opus ? 1 : 2, millis, bytes);
        }, () => seen.errors.push('record'));

        const ear = new AudioContext();
        const analyser = new AnalyserNode(ear, {fftSize: 2048});
        ear.createMediaStreamSource(new MediaStream([speaking.track])).connect(analyser);
        const samples = new Float32Array(2048);
        let loudest = 0;
        const listening = setInterval(() => {
          analyser.getFloatTimeDomainData(samples);
          loudest = Math.max(loudest, ...samples.map(Math.abs));
        }, 20);
        await new Promise(then => setTimeout(then, seconds * 500));
        if (avoidedLater) filming.configure(avoidedLater, 640, 480, 24, 600);
        seen.soundDelayBefore = seen.soundDelay;
        for (const end = now() + busyMillis; now() < end;);
        paused = gapMillis > 0;
        await new Promise(then => setTimeout(then, gapMillis));
        paused = false;
        await new Promise(then => setTimeout(then, seconds * 500));
        clearInterval(listening);
        const middle = list => [...list].sort((a, b) => a - b)[list.length >> 1] ?? -1;
        const result = {...seen, loudest, width: video.videoWidth, height: video.videoHeight,
          delay: middle(seen.delays), bufferedMillis: middle(seen.buffered),
          delays: undefined, buffered: undefined};
        filming.stop(); recording.stop(); showing.stop(); speaking.stop();
        const {frames, packets} = seen;
        await new Promise(then => setTimeout(then, 300));
        result.after = seen.frames - frames + seen.packets - packets;
        stream.getTracks().forEach(track => track.stop());
        return result;
      })().then(result => done(JSON.stringify(result)), error => done(String(error)));
      """;

  private static Service service;

  /** What was seen in the loop; delays in milliseconds from capture to the screen or the ear. */
  private record Seen(
      int codec,
      int keys,
      int frames,
      int bytes,
      int shown,
      int packets,
      int soundBytes,
      boolean opus,
      List<String> errors,
      int concealed,
      int reports,
      double loudest,
      int width,
      int height,
      double delay,
      double soundDelay,
      double soundDelayBefore,
      double bufferedMillis,
      int after) {}

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    service = Service.start(Map.of());
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  private static Seen loop(
      Participant person,
      int seconds,
      int avoided,
      int avoidedLater,
      int gapMillis,
      int busyMillis) {
    person.open(service.origin().resolve("/room/any"));
    String result =
        (String)
            person
                .driver()
                .executeAsyncScript(LOOP, seconds, avoided, avoidedLater, gapMillis, busyMillis);
    assertTrue(result.startsWith("{"), result);
    return GSON.fromJson(result, Seen.class);
  }

  private static Participant without(String missing) {
    Participant person = Participant.withFakeDevices();
    if (missing != null && !missing.isEmpty()) {
      person.browser().addToEveryPage("delete window." + missing + ";");
    }
    return person;
  }

  @ParameterizedTest
  @CsvSource({
    "'', VP9, OPUS",
    "MediaStreamTrackProcessor, VP9, OPUS",
    "MediaStreamTrackGenerator, VP9, OPUS",
    "VideoEncoder, JPEG, OPUS",
    "AudioEncoder, VP9, PCM",
  })
  void everyBrowserSeesAndHearsWhatItSent(
      String missing, String picture, String sound, TestReporter reporter) throws IOException {
    try (Participant person = without(missing)) {
      Seen seen = loop(person, 4, 0, 0, 0, 0);
      reporter.publishEntry("without " + missing, seen.toString());

      assertEquals(List.of(), seen.errors());
      assertEquals(picture.equals("VP9") ? VP9 : JPEG, seen.codec());
      assertEquals(sound.equals("OPUS"), seen.opus());
      assertTrue(seen.shown() >= 8 && seen.shown() >= seen.frames() * 3 / 4, seen.toString());
      assertEquals(seen.codec() == JPEG ? seen.frames() : 1, seen.keys());
      assertEquals(seen.codec() == JPEG ? 320 : 640, seen.width());
      assertEquals(seen.codec() == JPEG ? 180 : 360, seen.height());
      assertTrue(seen.packets() > 100, seen.toString());
      assertTrue(seen.reports() > 10, seen.toString());
      assertTrue(seen.loudest() > 0.05, "the fake microphone beeps: " + seen);
      assertEquals(0, seen.after(), "nothing comes after the end");
    }
  }

  @Test
  void whatAReceiverCannotDecodeIsSentByAnother() throws IOException {
    try (Participant person = without("")) {
      Seen seen = loop(person, 2, 1 << VP9, 0, 0, 0);

      assertTrue(seen.codec() > VP9, seen.toString());
      assertTrue(seen.shown() > 5, seen.toString());
    }
  }

  @Test
  void aCodecThatIsRefusedInMidCallGivesWayToTheNext() throws IOException {
    try (Participant person = without("")) {
      Seen seen = loop(person, 3, 0, 1 << VP9, 0, 0);

      assertEquals(List.of(), seen.errors());
      assertTrue(seen.codec() > VP9 && seen.codec() < JPEG, seen.toString());
      assertTrue(seen.keys() >= 2, "one for each codec: " + seen);
      assertTrue(seen.shown() > 10, seen.toString());
    }
  }

  @Test
  void aGapInTheSoundIsMadeUpAndCounted() throws IOException {
    try (Participant person = without("")) {
      Seen seen = loop(person, 3, 0, 0, 400, 0);

      assertTrue(seen.concealed() >= 250 && seen.concealed() < 1_200, seen.toString());
      double later = seen.soundDelay() - seen.soundDelayBefore();
      assertTrue(later < 200, "when it was captured is still known: " + seen);
    }
  }

  @Test
  void whatABusyPageMissedOfItsMicrophoneDelaysNothingAfterwards() throws IOException {
    try (Participant person = without("")) {
      Seen seen = loop(person, 4, 0, 0, 0, 1_500);

      double later = seen.soundDelay() - seen.soundDelayBefore();
      assertTrue(later < 200, "when it was captured is still known: " + seen);
    }
  }
}
