package coach.hybrid.rooms.client.capture;

import coach.hybrid.rooms.client.call.MediaTrack;
import coach.hybrid.rooms.client.call.Timers;
import coach.hybrid.rooms.client.media.MediaSocket;
import coach.hybrid.rooms.client.media.Recorder;
import coach.hybrid.rooms.client.media.Uplink;
import coach.hybrid.rooms.protocol.TranscriptionState;
import coach.hybrid.rooms.protocol.media.MediaFrame;
import java.util.Objects;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Sends one's own voice to be written down: only with consent, only while the room transcribes, and
 * only while the microphone is on. A muted microphone keeps the socket and sends nothing on it.
 *
 * <p>One packet is held back, so that the last before a pause can say that it is the last. Every
 * packet takes a number, sent or not, so the service sees what is missing.
 */
public final class Capture {
  /** Two seconds of Opus at 24 kbit/s with its headers: later words would caption nothing. */
  static final int LATE_OPUS_BYTES = 7_600;

  /** Two seconds of PCM, and what a socket should hold at all. */
  static final int LATE_PCM_BYTES = 64 * 1_024;

  static final int RETRY_MILLIS = 2_000;
  static final int MAX_FAILURES = 4;

  private final Recorder.Factory recorders;
  private final Timers timers;
  private final Uplink uplink;
  private boolean joined;
  private boolean agreed;
  private boolean closed;
  private TranscriptionState state = TranscriptionState.OFF;
  private @Nullable MediaTrack microphone;
  private boolean isOn;
  private @Nullable Recording recording;
  private int failures;
  private @Nullable MediaFrame held;
  private int nextSeq;
  private int droppedFrames;

  public Capture(
      Recorder.Factory recorders,
      MediaSocket.Factory sockets,
      Timers timers,
      IntUnaryOperator randomBelow) {
    this.recorders = recorders;
    this.timers = timers;
    this.uplink = new Uplink(sockets, timers, randomBelow, _ -> {}, this::update);
  }

  /** Whether we sit in the room; while we do not, what is open stays, and nothing is opened. */
  public void setJoined(boolean now) {
    joined = now;
    if (now) {
      uplink.reconsider();
    }
    update();
  }

  /** What the person allows; taken back, it holds at once. */
  public void setConsent(boolean now) {
    if (agreed != now) {
      agreed = now;
      uplink.reconsider();
      update();
    }
  }

  /** How it stands with transcription in this room. */
  public void setState(TranscriptionState now) {
    if (state != now) {
      state = now;
      uplink.reconsider();
      update();
    }
  }

  /** The microphone, and whether it is on. */
  public void setMicrophone(@Nullable MediaTrack track, boolean on) {
    if (!Objects.equals(microphone, track)) {
      endSpeech();
      microphone = track;
      failures = 0;
    }
    isOn = on;
    update();
  }

  /** Packets that were encoded and not sent, because the network did not keep up. */
  public int droppedFrames() {
    return droppedFrames;
  }

  /** Leaves nothing open. */
  public void close() {
    endSpeech();
    closed = true;
    uplink.close();
  }

  private boolean isAllowed() {
    boolean works = state == TranscriptionState.ON || state == TranscriptionState.BEHIND;
    return agreed && works && !closed;
  }

  /** Brings recorder and socket to where they should be by what is true now. */
  private void update() {
    MediaTrack track = isOn ? microphone : null;
    if (!isAllowed()) {
      stopRecording();
      held = null;
      uplink.close();
    } else if (track == null) {
      endSpeech();
    } else if (!uplink.isOpen()) {
      stopRecording();
      held = null;
      if (joined) {
        uplink.open();
      }
    } else if (recording == null && failures < MAX_FAILURES) {
      recording = new Recording();
      recording.recorder = recorders.start(track, recording);
    }
  }

  private void stopRecording() {
    Recording old = recording;
    recording = null;
    if (old != null && old.recorder != null) {
      old.recorder.stop();
    }
  }

  /** What was heard before this moment is all that goes out. */
  private void endSpeech() {
    stopRecording();
    flush(true);
  }

  private void flush(boolean last) {
    MediaFrame frame = held;
    held = null;
    if (frame != null) {
      boolean isOpus = frame.codec() == MediaFrame.OPUS;
      byte[] bytes = (last ? lastOf(frame) : frame).encode();
      if (!uplink.send(bytes, isOpus ? LATE_OPUS_BYTES : LATE_PCM_BYTES)) {
        droppedFrames++;
      }
    }
  }

  private static MediaFrame lastOf(MediaFrame frame) {
    return new MediaFrame(
        frame.kind(),
        MediaFrame.FINAL,
        frame.codec(),
        frame.peer(),
        frame.generation(),
        frame.seq(),
        frame.captureMillis(),
        frame.payload());
  }

  /** One run of the recorder; what it says after it was stopped is not heard. */
  private final class Recording implements Recorder.Listener {
    private @Nullable Recorder recorder;

    @Override
    public void encoded(boolean isOpus, int capturedMillis, byte[] packet) {
      if (recording != this) {
        return;
      }
      failures = 0;
      flush(false);
      if (recording == this) {
        held =
            new MediaFrame(
                MediaFrame.SPEECH,
                0,
                isOpus ? MediaFrame.OPUS : MediaFrame.PCM_16K,
                0,
                uplink.generation(),
                nextSeq++,
                capturedMillis,
                packet);
      }
    }

    @Override
    public void failed() {
      if (recording == this) {
        recording = null;
        failures++;
        flush(true);
        timers.after(RETRY_MILLIS, Capture.this::update);
      }
    }
  }
}
