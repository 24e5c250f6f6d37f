package coach.hybrid.rooms.client.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import coach.hybrid.rooms.client.call.FakeTimers;
import coach.hybrid.rooms.client.call.FakeTrack;
import coach.hybrid.rooms.client.relay.FakeEngine.Film;
import coach.hybrid.rooms.protocol.media.MediaFrame;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PictureOutTest implements Outlet {
  private static final int FRAME_MILLIS = 33;

  private final FakeTimers timers = new FakeTimers();
  private final FakeEngine engine = new FakeEngine();
  private final Pace pace = new Pace();
  private final FakeTrack track = new FakeTrack();
  private final List<Integer> flagsSent = new ArrayList<>();
  private final PictureOut out = new PictureOut(MediaFrame.CAMERA, false, timers, pace, this);
  private boolean clear = true;

  @Override
  public boolean isClear(int kind, int kilobits) {
    return clear;
  }

  @Override
  public void send(int kind, int flags, int codec, int capturedMillis, byte[] payload) {
    flagsSent.add(flags);
  }

  private Film film() {
    return engine.films.getLast();
  }

  private void begin() {
    timers.advance(10_000);
    out.setTrack(track);
    out.use(engine);
  }

  /** A camera at 30 frames a second, an encoder that makes what it is asked for. */
  private List<Integer> film(int frames, int bytes) {
    List<Integer> wanted = new ArrayList<>();
    for (int i = 0; i < frames; i++) {
      timers.advance(FRAME_MILLIS);
      int want = out.wants(0);
      wanted.add(want);
      if (want > 0) {
        out.encoded(
            MediaFrame.VP9, want == PictureRecorder.TAKE_KEY, timers.nowMillis(), new byte[bytes]);
      }
    }
    return wanted;
  }

  private static int taken(List<Integer> wanted) {
    return (int) wanted.stream().filter(want -> want > 0).count();
  }

  @Test
  void nothingIsFilmedBeforeThereIsATrackAndSomebodyWhoWantsIt() {
    out.setTrack(track);
    assertEquals(0, engine.films.size());
    out.use(engine);
    assertEquals(1, engine.films.size());
    out.use(null);

    assertTrue(film().stopped);
  }

  @Test
  void theFirstPictureIsAKeyFrameAndOthersOnlyWhenAskedFor() {
    begin();
    film(30, 900);
    assertEquals(MediaFrame.KEY, flagsSent.get(0));
    assertEquals(1, flagsSent.stream().filter(flags -> flags == MediaFrame.KEY).count());
    int before = flagsSent.size();
    out.needKey();
    out.needKey();
    film(30, 900);

    assertEquals(MediaFrame.KEY, flagsSent.get(before));
    assertEquals(2, flagsSent.stream().filter(flags -> flags == MediaFrame.KEY).count());
  }

  @Test
  void keyFramesAreNotGivenMoreOftenThanTwiceASecond() {
    begin();
    for (int i = 0; i < 60; i++) {
      out.needKey();
      film(1, 900);
    }

    long keys = flagsSent.stream().filter(flags -> flags == MediaFrame.KEY).count();
    assertTrue(keys >= 3 && keys <= 5, keys + " key frames in 2 s");
  }

  @Test
  void aSlowEncoderIsAskedForOneKeyFrameOnly() {
    begin();
    timers.advance(100);
    assertEquals(PictureRecorder.TAKE_KEY, out.wants(0));
    timers.advance(100);
    assertEquals(PictureRecorder.TAKE, out.wants(1));
    timers.advance(PictureOut.KEY_MILLIS);

    assertEquals(PictureRecorder.TAKE_KEY, out.wants(1), "that one was lost");
  }

  @Test
  void aScreenKeepsItsSharpnessAndTheEncoderKnowsHowSlowItIs() {
    PictureOut screen = new PictureOut(MediaFrame.SCREEN, false, timers, pace, this);
    screen.setTrack(track);
    screen.use(engine);

    assertEquals(1_280, film().width);
    assertEquals(960, film().height);
    assertEquals(PictureOut.SCREEN_FRAMES_A_SECOND, film().framesASecond);
    assertEquals(pace.level().kilobits(), film().kilobits);
  }

  @Test
  void noMorePicturesAreTakenThanThePaceAllows() {
    begin();
    int most = pace.level().framesASecond();
    int taken = taken(film(150, 900));

    assertTrue(Math.abs(taken - most * 5) <= 3, taken + " of " + most * 5);
  }

  @Test
  void whatTheNetworkOrTheEncoderIsTooBusyForIsLeftOutBeforeItIsEncoded() {
    begin();
    clear = false;
    assertEquals(0, taken(film(30, 900)));
    clear = true;
    timers.advance(100);
    assertEquals(PictureRecorder.LEAVE_OUT, out.wants(PictureOut.MOST_ENCODING + 1));
    assertEquals(PictureRecorder.TAKE_KEY, out.wants(PictureOut.MOST_ENCODING));

    assertTrue(out.leftOut() > 5);
    assertTrue(pace.tick(), "the pace heard of it");
  }

  @Test
  void aPaceWithoutPicturesTakesNone() {
    begin();
    film(10, 900);
    for (int i = 0; i < 20; i++) {
      pace.hear(0, Pace.VERY_LATE_MILLIS);
      pace.tick();
    }
    out.adapt();
    assertEquals(0, taken(film(30, 900)));
    while (pace.level().isAudioOnly()) {
      pace.tick();
    }
    out.adapt();

    assertEquals(pace.level().kilobits(), film().kilobits);
    assertTrue(taken(film(30, 900)) > 3);
  }

  @Test
  void aPictureThatIsTooLargeForTheWireIsLeftOutAndTheNextIsWhole() {
    begin();
    film(3, 900);
    timers.advance(PictureOut.KEY_MILLIS);
    film(1, PictureOut.MOST_BYTES + 1);
    int before = flagsSent.size();
    film(5, 900);

    assertEquals(MediaFrame.KEY, flagsSent.get(before));
  }

  @Test
  void anotherTrackIsFilmedInsteadOfTheFirst() {
    begin();
    FakeTrack other = new FakeTrack();
    out.setTrack(other);

    assertTrue(engine.films.get(0).stopped);
    assertEquals(other, film().track);
    out.setTrack(null);
    assertTrue(film().stopped);
    assertEquals(2, engine.films.size());
  }

  @Test
  void aCodecThatFailsIsAvoided() {
    begin();
    film().listener.failed(MediaFrame.VP9);

    assertEquals(1 << MediaFrame.VP9, film().avoided);
    assertEquals(2, engine.films.size());
    out.avoid(MediaFrame.H264);
    assertEquals(1 << MediaFrame.VP9 | 1 << MediaFrame.H264, film().avoided);
  }

  @Test
  void aCameraThatBreaksIsTriedAFewTimes() {
    begin();
    for (int i = 0; i < 10; i++) {
      film().listener.failed(0);
      timers.advance(PictureOut.RETRY_MILLIS);
    }

    assertEquals(PictureOut.MOST_FAILURES, engine.films.size());
  }

  @Test
  void anOrbGetsAGlanceItCanDecode() {
    PictureOut glance = new PictureOut(MediaFrame.CAMERA, true, timers, pace, this);
    glance.setTrack(track);
    glance.use(engine);

    assertEquals(1 << MediaFrame.VP9 | 1 << MediaFrame.H264 | 1 << MediaFrame.VP8, film().avoided);
    assertEquals(240, film().width);
    assertEquals(2, film().framesASecond);
  }
}
