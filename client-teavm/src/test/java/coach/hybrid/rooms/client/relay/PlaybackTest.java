package coach.hybrid.rooms.client.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import coach.hybrid.rooms.client.call.FakeTimers;
import coach.hybrid.rooms.client.call.MediaTrack;
import coach.hybrid.rooms.protocol.media.MediaFrame;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is heard and seen of what comes in, and when. */
class PlaybackTest implements PictureIn.Wishes {
  /** Their clock is behind ours by so much. */
  private static final int AHEAD = 70_000;

  private static final int DELAY = 50;

  private final FakeTimers timers = new FakeTimers();
  private final FakeEngine engine = new FakeEngine();
  private final List<MediaTrack> tracks = new ArrayList<>();
  private final SoundIn sound = new SoundIn(timers, tracks::add, this::otherThan);
  private final PictureIn pictures = new PictureIn(timers, sound, tracks::add, this);
  private int keysAsked;
  private int refusedCodec;

  PlaybackTest() {
    timers.advance(100_000);
    sound.use(engine);
    pictures.use(engine);
  }

  @Override
  public void keyFrame() {
    keysAsked++;
  }

  @Override
  public void otherThan(int codec) {
    refusedCodec = codec;
  }

  private int theirClock() {
    return timers.nowMillis() - AHEAD;
  }

  private static MediaFrame frame(int kind, int flags, int codec, int captured, int bytes) {
    return new MediaFrame(kind, flags, codec, 0, 1, 0, captured, new byte[bytes]);
  }

  private void hear(int packets, int bufferedMillis) {
    for (int i = 0; i < packets; i++) {
      timers.advance(20);
      sound.receive(frame(MediaFrame.AUDIO, 0, MediaFrame.OPUS, theirClock() - DELAY, 60), false);
      if (i % 5 == 4) {
        player().listener.playing(theirClock() - DELAY - bufferedMillis, bufferedMillis);
      }
    }
  }

  private void see(int flags, int captured, boolean breaks) {
    pictures.receive(frame(MediaFrame.CAMERA, flags, MediaFrame.VP9, captured, 900), breaks);
  }

  private FakeEngine.Sound player() {
    return engine.sounds.get(0);
  }

  private FakeEngine.Pictures screen() {
    return engine.screens.get(0);
  }

  @Test
  void oneTrackPlaysWhateverComes() {
    hear(10, 40);
    see(MediaFrame.KEY, theirClock(), true);
    sound.use(null);
    pictures.use(null);
    hear(5, 40);
    assertEquals(10, player().played.size());
    sound.use(engine);
    pictures.use(engine);
    hear(5, 40);
    see(MediaFrame.KEY, theirClock(), true);

    assertEquals(15, player().played.size());
    assertEquals(List.of(player().track, screen().track), tracks);
  }

  @Test
  void soundThatPilesUpIsCaughtUpWithByLeavingSomeOut() {
    hear(50, 40);
    assertEquals(0, sound.leftOutMillis());
    hear(60, 140);
    int left = sound.leftOutMillis();
    assertTrue(left > 0 && left <= 100, left + " ms");
    hear(120, 900);
    assertTrue(sound.leftOutMillis() > left + 400, "much at once is left out at once");
  }

  @Test
  void whatWasMadeUpIsCounted() {
    hear(5, 40);
    player().listener.concealed(30);
    player().listener.concealed(20);

    assertEquals(50, sound.concealedMillis());
    assertEquals(100, sound.receivedMillis());
  }

  @Test
  void pcmCountsByItsLength() {
    sound.receive(frame(MediaFrame.AUDIO, 0, MediaFrame.PCM_16K, theirClock(), 3_200), false);

    assertEquals(100, sound.receivedMillis());
  }

  @Test
  void aPictureWaitsUntilShortlyBeforeItsSound() {
    hear(50, 200);
    int captured = theirClock() - 20;
    see(MediaFrame.KEY, captured, true);
    assertEquals(List.of(), screen().decoded);
    timers.advance(DELAY + 200 - 20 - PictureIn.DECODE_MILLIS - PictureIn.LEAD_MILLIS - 1);
    assertEquals(List.of(), screen().decoded);
    timers.advance(1);

    assertEquals(List.of(captured), screen().shown);
  }

  @Test
  void withoutAVoiceAPictureIsShownAtOnce() {
    see(MediaFrame.KEY, theirClock() - 3_000, true);
    assertEquals(1, screen().shown.size());
    hear(50, 100);
    timers.advance(1_000);
    see(0, theirClock() - 2_000, false);

    assertEquals(2, screen().shown.size());
  }

  @Test
  void aPictureFarBehindItsSoundIsDecodedForTheNextAndNotShown() {
    hear(50, 40);
    see(MediaFrame.KEY, theirClock() - DELAY - 40 - PictureIn.MOST_OFF_MILLIS - 10, true);

    assertEquals(1, screen().decoded.size());
    assertEquals(0, screen().shown.size());
    assertEquals(1, pictures.leftOut());
  }

  @Test
  void soundWaitsForPicturesThatAreAlwaysLateAndLessAgainWhenTheyAreNot() {
    hear(50, 40);
    int before = sound.targetMillis();
    int breaks = player().breaks;
    see(MediaFrame.KEY, theirClock() - DELAY - 40 - 100, true);
    assertTrue(sound.targetMillis() >= before + 100);
    assertEquals(breaks + 1, player().breaks);
    assertEquals(sound.targetMillis(), player().target);
    int raised = sound.targetMillis();
    for (int i = 0; i < 20; i++) {
      hear(50, raised);
      see(0, theirClock() - DELAY, false);
      timers.advance(200);
    }

    assertTrue(sound.targetMillis() < raised, sound.targetMillis() + " of " + raised);
  }

  @Test
  void afterALossNothingIsDecodedBeforeAKeyFrameWhichIsAskedFor() {
    see(MediaFrame.KEY, 1, true);
    see(0, 2, false);
    see(0, 4, true);
    see(0, 5, false);
    assertEquals(List.of(1, 2), screen().decoded);
    assertEquals(1, keysAsked);
    timers.advance(PictureIn.ASK_MILLIS);
    see(0, 6, false);
    assertEquals(2, keysAsked);
    see(MediaFrame.KEY, 7, false);
    see(0, 8, false);

    assertEquals(List.of(1, 2, 7, 8), screen().decoded);
    assertEquals(3, pictures.leftOut());
  }

  @Test
  void aJpegNeedsNothingBeforeIt() {
    pictures.receive(frame(MediaFrame.CAMERA, 0, MediaFrame.JPEG, 5, 900), true);

    assertEquals(List.of(5), screen().shown);
    assertEquals(0, keysAsked);
  }

  @Test
  void aDecoderThatBreaksGetsAKeyFrame() {
    see(MediaFrame.KEY, 1, true);
    screen().fails = 1;
    see(0, 2, false);
    assertEquals(1, keysAsked);
    see(0, 3, false);
    see(MediaFrame.KEY, 4, false);

    assertEquals(List.of(1, 4), screen().decoded);
    assertEquals(0, refusedCodec);
  }

  @Test
  void aCodecThatCannotBeDecodedIsRefused() {
    see(MediaFrame.KEY, 1, true);
    screen().listener.failed(MediaFrame.VP9, true);
    assertEquals(MediaFrame.VP9, refusedCodec);
    hear(1, 0);
    player().listener.failed(MediaFrame.OPUS);

    assertEquals(MediaFrame.OPUS, refusedCodec);
  }

  @Test
  void picturesDoNotWaitWithoutBound() {
    hear(50, 400);
    see(MediaFrame.KEY, theirClock(), true);
    for (int i = 1; i < 3 * PictureIn.MOST_WAITING; i++) {
      see(0, theirClock() + i, false);
    }
    assertTrue(pictures.leftOut() >= PictureIn.MOST_WAITING);
    assertEquals(1, keysAsked);
    timers.advance(2_000);
    assertTrue(screen().decoded.size() <= PictureIn.MOST_WAITING);
  }

  @Test
  void aDecoderThatDoesNotKeepUpIsSparedUntilTheNextKeyFrame() {
    see(MediaFrame.KEY, 1, true);
    screen().decoding = PictureIn.MOST_DECODING;
    see(0, 2, false);
    screen().decoding = 0;
    see(0, 3, false);
    assertEquals(List.of(1), screen().decoded);
    see(MediaFrame.KEY, 4, false);

    assertEquals(List.of(1, 4), screen().decoded);
  }

  @Test
  void aPictureThatStandsForLongIsCountedAsFrozen() {
    see(MediaFrame.KEY, 1, true);
    timers.advance(300);
    see(0, 2, false);
    assertEquals(0, pictures.frozenMillis());
    timers.advance(900);
    see(0, 3, false);

    assertEquals(900, pictures.frozenMillis());
    assertEquals(3, pictures.shown());
  }

  @Test
  void closingStopsThePlayers() {
    hear(1, 0);
    see(MediaFrame.KEY, 1, true);
    assertFalse(player().stopped);
    sound.close();
    pictures.close();

    assertTrue(player().stopped);
    assertTrue(screen().stopped);
  }
}
