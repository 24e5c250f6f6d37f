package coach.hybrid.rooms.client.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import coach.hybrid.rooms.client.call.FakeTimers;
import coach.hybrid.rooms.client.call.FakeTrack;
import coach.hybrid.rooms.client.call.MediaTrack;
import coach.hybrid.rooms.client.media.MediaSocket;
import coach.hybrid.rooms.client.media.Recorder;
import coach.hybrid.rooms.client.media.Uplink;
import coach.hybrid.rooms.protocol.CloseCode;
import coach.hybrid.rooms.protocol.ProtocolException;
import coach.hybrid.rooms.protocol.TranscriptionState;
import coach.hybrid.rooms.protocol.media.MediaFrame;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CaptureTest {
  private static final int ABNORMAL = 1006;
  private static final int TRY_AGAIN_LATER = 1013;

  /** A socket whose other end is the test. */
  private static final class FakeSocket implements MediaSocket {
    final MediaSocket.Listener listener;
    final List<MediaFrame> sent = new ArrayList<>();
    int waitingBytes;
    boolean closed;

    FakeSocket(MediaSocket.Listener listener) {
      this.listener = listener;
    }

    @Override
    public void send(byte[] frame) {
      try {
        sent.add(MediaFrame.decode(frame));
      } catch (ProtocolException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public int bufferedBytes() {
      return waitingBytes;
    }

    @Override
    public void close() {
      closed = true;
    }

    List<Integer> seqs() {
      return sent.stream().map(MediaFrame::seq).toList();
    }
  }

  /** A recorder that hears what the test says. */
  private static final class FakeRecorder implements Recorder {
    final MediaTrack track;
    final Recorder.Listener listener;
    boolean stopped;

    FakeRecorder(MediaTrack track, Recorder.Listener listener) {
      this.track = track;
      this.listener = listener;
    }

    @Override
    public void stop() {
      stopped = true;
    }
  }

  private final FakeTimers timers = new FakeTimers();
  private final List<FakeSocket> sockets = new ArrayList<>();
  private final List<FakeRecorder> recorders = new ArrayList<>();
  private final FakeTrack track = new FakeTrack();
  private final Capture capture =
      new Capture(
          (microphone, listener) -> {
            recorders.add(new FakeRecorder(microphone, listener));
            return recorder();
          },
          listener -> {
            sockets.add(new FakeSocket(listener));
            return socket();
          },
          timers,
          bound -> bound / 2);

  private FakeSocket socket() {
    return sockets.get(sockets.size() - 1);
  }

  private FakeRecorder recorder() {
    return recorders.get(recorders.size() - 1);
  }

  /** In the room, agreed, transcribed, with the microphone on. */
  private void want() {
    capture.setConsent(true);
    capture.setMicrophone(track, true);
    capture.setJoined(true);
    capture.setState(TranscriptionState.ON);
  }

  private void open() {
    want();
    socket().listener.opened();
  }

  private void hear(int packets) {
    for (int i = 0; i < packets; i++) {
      timers.advance(20);
      recorder().listener.encoded(true, timers.nowMillis(), new byte[] {1, 2, 3});
    }
  }

  @Test
  void speechGoesOutInNumberedFramesWithTheTimeItWasHeard() {
    open();
    hear(3);

    assertEquals(List.of(0, 1), socket().seqs());
    MediaFrame second = socket().sent.get(1);
    assertEquals(MediaFrame.SPEECH, second.kind());
    assertEquals(MediaFrame.OPUS, second.codec());
    assertEquals(40, second.captureMillis());
    assertEquals(3, second.payload().length);
    assertFalse(second.isFinal());
  }

  @Test
  void nothingIsOpenedUntilEverythingAllowsIt() {
    capture.setMicrophone(track, true);
    capture.setState(TranscriptionState.ON);
    assertEquals(0, sockets.size());
    capture.setConsent(true);
    assertEquals(0, sockets.size());
    capture.setJoined(true);
    assertEquals(1, sockets.size());
    assertEquals(0, recorders.size());
    socket().listener.opened();
    assertEquals(track, recorder().track);
  }

  @ParameterizedTest
  @EnumSource(
      value = TranscriptionState.class,
      names = {"OFF", "UNAVAILABLE"})
  void aRoomThatDoesNotTranscribeHearsNothing(TranscriptionState state) {
    want();
    capture.setState(state);

    assertTrue(socket().closed);
    timers.advance(60_000);
    assertEquals(1, sockets.size());
  }

  @Test
  void lateCaptionsAreNoReasonToFallSilent() {
    open();
    capture.setState(TranscriptionState.BEHIND);
    hear(2);

    assertEquals(List.of(0), socket().seqs());
    assertFalse(socket().closed);
  }

  @Test
  void consentTakenBackClosesAtOnceAndSendsNothingMore() {
    open();
    hear(2);
    capture.setConsent(false);

    assertTrue(socket().closed);
    assertTrue(recorder().stopped);
    hear(2);
    assertEquals(List.of(0), socket().seqs());
    timers.advance(60_000);
    assertEquals(1, sockets.size());
  }

  @Test
  void theLastFrameBeforeMutingSaysSoAndNothingFollows() {
    open();
    hear(3);
    capture.setMicrophone(track, false);

    assertEquals(List.of(0, 1, 2), socket().seqs());
    assertTrue(socket().sent.get(2).isFinal());
    assertTrue(recorder().stopped);
    hear(5);
    assertEquals(3, socket().sent.size());
    assertFalse(socket().closed);
  }

  @Test
  void speakingAgainStartsAnotherRecorderOnTheSameSocket() {
    open();
    hear(2);
    capture.setMicrophone(track, false);
    timers.advance(5_000);
    capture.setMicrophone(track, true);
    hear(2);

    assertEquals(2, recorders.size());
    assertEquals(1, sockets.size());
    assertEquals(List.of(0, 1, 2), socket().seqs());
    assertEquals(5_060, socket().sent.get(2).captureMillis());
  }

  @Test
  void mutedFromTheBeginningOpensNothing() {
    capture.setConsent(true);
    capture.setMicrophone(track, false);
    capture.setJoined(true);
    capture.setState(TranscriptionState.ON);

    assertEquals(0, sockets.size());
  }

  @Test
  void aSocketLostWhileMutedComesBackWithTheVoice() {
    open();
    capture.setMicrophone(track, false);
    socket().listener.closed(1001);
    timers.advance(120_000);
    assertEquals(1, sockets.size());
    capture.setMicrophone(track, true);

    assertEquals(2, sockets.size());
  }

  @Test
  void anotherMicrophoneIsRecordedInsteadOfTheFirst() {
    open();
    hear(1);
    FakeTrack other = new FakeTrack();
    capture.setMicrophone(other, true);
    hear(1);

    assertTrue(recorders.get(0).stopped);
    assertEquals(other, recorder().track);
    assertTrue(socket().sent.get(0).isFinal());
  }

  @Test
  void whatTheNetworkDoesNotTakeInTimeIsDroppedAndCounted() {
    open();
    hear(2);
    socket().waitingBytes = Capture.LATE_OPUS_BYTES + 1;
    hear(3);
    socket().waitingBytes = Capture.LATE_OPUS_BYTES / 2;
    hear(1);
    assertEquals(4, capture.droppedFrames());
    socket().waitingBytes = Capture.LATE_OPUS_BYTES / 4;
    hear(1);

    assertEquals(List.of(0, 5), socket().seqs());
  }

  @Test
  void pcmMayWaitForLongerBecauseItIsLarger() {
    open();
    socket().waitingBytes = Capture.LATE_OPUS_BYTES + 1;
    recorder().listener.encoded(false, 0, new byte[640]);
    recorder().listener.encoded(false, 20, new byte[640]);
    socket().waitingBytes = Capture.LATE_PCM_BYTES + 1;
    recorder().listener.encoded(false, 40, new byte[640]);

    assertEquals(List.of(0), socket().seqs());
    assertEquals(MediaFrame.PCM_16K, socket().sent.get(0).codec());
    assertEquals(1, capture.droppedFrames());
  }

  @Test
  void aSocketThatCarriesNothingForLongIsReplaced() {
    open();
    socket().waitingBytes = Capture.LATE_OPUS_BYTES + 1;
    hear(Uplink.JAMMED_MILLIS / 20 + 2);

    assertTrue(socket().closed);
    timers.advance(Uplink.FIRST_BACK_OFF_MILLIS);
    assertEquals(2, sockets.size());
  }

  @Test
  void aLostSocketIsReplacedAndTheGapShows() {
    open();
    hear(3);
    socket().listener.closed(ABNORMAL);
    assertTrue(recorder().stopped);
    timers.advance(Uplink.FIRST_BACK_OFF_MILLIS);
    socket().listener.opened();
    timers.advance(1_000);
    hear(2);

    MediaFrame before = sockets.get(0).sent.get(1);
    MediaFrame after = socket().sent.get(0);
    assertEquals(before.generation() + 1, after.generation());
    assertTrue(after.seq() > before.seq());
    assertTrue(after.captureMillis() > before.captureMillis() + 1_000);
  }

  @Test
  void triesComeSlowerAndSlowerAndAreFastAgainAfterAGoodSocket() {
    open();
    socket().listener.closed(ABNORMAL);
    for (int wait = Uplink.FIRST_BACK_OFF_MILLIS; wait < 8_000; wait *= 2) {
      int tries = sockets.size();
      timers.advance(wait - 1);
      assertEquals(tries, sockets.size(), "before " + wait);
      timers.advance(1);
      assertEquals(tries + 1, sockets.size(), "after " + wait);
      socket().listener.closed(ABNORMAL);
    }
    timers.advance(Uplink.LAST_BACK_OFF_MILLIS);
    socket().listener.opened();
    timers.advance(Uplink.STABLE_MILLIS);
    socket().listener.closed(ABNORMAL);
    int tries = sockets.size();
    timers.advance(Uplink.FIRST_BACK_OFF_MILLIS);
    assertEquals(tries + 1, sockets.size());
  }

  @Test
  void aSocketThatNeverOpensIsGivenUp() {
    want();
    timers.advance(Uplink.CONNECT_MILLIS);
    assertTrue(socket().closed);
    timers.advance(Uplink.FIRST_BACK_OFF_MILLIS);

    assertEquals(2, sockets.size());
  }

  @ParameterizedTest
  @ValueSource(ints = {CloseCode.REPLACED, CloseCode.UNAUTHORIZED, CloseCode.ROOM_ENDED})
  void aWordThatItIsOverIsObeyedUntilWeSitInTheRoomAnew(int code) {
    open();
    socket().listener.closed(code);
    timers.advance(600_000);
    assertEquals(1, sockets.size());
    capture.setJoined(true);

    assertEquals(2, sockets.size());
  }

  @Test
  void aRefusalIsTriedAgainAFewTimesBecauseOurConsentMayBeOnItsWay() {
    open();
    for (int i = 0; i < 10; i++) {
      socket().listener.closed(CloseCode.FORBIDDEN);
      timers.advance(4 * Uplink.FIRST_BACK_OFF_MILLIS);
    }
    assertEquals(Uplink.MAX_REFUSALS, sockets.size());
    capture.setConsent(false);
    capture.setConsent(true);

    assertEquals(Uplink.MAX_REFUSALS + 1, sockets.size());
  }

  @Test
  void anEngineThatIsAwayIsAskedSeldomOrWhenTheServiceSaysItIsBack() {
    open();
    socket().listener.closed(TRY_AGAIN_LATER);
    timers.advance(Uplink.UNAVAILABLE_MILLIS - 1);
    assertEquals(1, sockets.size());
    capture.setState(TranscriptionState.UNAVAILABLE);
    timers.advance(120_000);
    assertEquals(1, sockets.size());
    capture.setState(TranscriptionState.ON);

    assertEquals(2, sockets.size());
  }

  @Test
  void whileTheRoomIsOutOfReachWhatIsOpenStaysAndNothingIsOpened() {
    open();
    capture.setJoined(false);
    hear(2);
    assertEquals(1, socket().sent.size());
    socket().listener.closed(ABNORMAL);
    timers.advance(60_000);
    assertEquals(1, sockets.size());
    capture.setJoined(true);

    assertEquals(2, sockets.size());
  }

  @Test
  void aBrokenRecorderIsStartedAgainAFewTimes() {
    open();
    for (int i = 0; i < 10; i++) {
      recorder().listener.failed();
      timers.advance(Capture.RETRY_MILLIS);
    }

    assertEquals(Capture.MAX_FAILURES, recorders.size());
    assertFalse(socket().closed);
  }

  @Test
  void leavingSendsTheLastFrameAndClosesForGood() {
    open();
    hear(2);
    capture.close();

    assertTrue(socket().sent.get(1).isFinal());
    assertTrue(socket().closed);
    assertTrue(recorder().stopped);
    capture.setJoined(true);
    timers.advance(60_000);
    assertEquals(1, sockets.size());
  }

  @Test
  void whatADroppedSocketStillSaysIsNotHeard() {
    want();
    FakeSocket first = socket();
    capture.setConsent(false);
    capture.setConsent(true);
    first.listener.opened();
    first.listener.closed(CloseCode.REPLACED);

    assertNotEquals(first, socket());
    assertEquals(0, recorders.size());
    socket().listener.opened();
    assertEquals(1, recorders.size());
  }
}
