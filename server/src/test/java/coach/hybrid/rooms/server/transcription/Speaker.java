package coach.hybrid.rooms.server.transcription;

import coach.hybrid.rooms.protocol.media.MediaFrame;
import coach.hybrid.rooms.server.FakeClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Somebody with a microphone: sends frames of 20 ms in real time, and keeps what he is told. */
final class Speaker {
  private static final int FRAME_MILLIS = 20;
  private static final int LOUD = 50;
  private static final int DELAY_MILLIS = 30;

  /** When his own clock was 0. */
  private static final Instant ORIGIN = FakeClock.START.minusSeconds(1_000);

  private final Studio studio;
  private final SpeakerStream stream;
  private final List<Speech> told = new ArrayList<>();
  private boolean writesMeanwhile = true;
  private int generation = 1;
  private int seq;

  Speaker(Studio studio, Transcription transcription, String roomId) {
    this(studio, transcription, roomId, _ -> {});
  }

  Speaker(Studio studio, Transcription transcription, String roomId, Consumer<Speech> also) {
    this.studio = studio;
    this.stream =
        transcription.open(
            roomId,
            "coach-1",
            "en",
            speech -> {
              told.add(speech);
              also.accept(speech);
            });
  }

  /** Workers stand still while he speaks. */
  Speaker withoutWriting() {
    writesMeanwhile = false;
    return this;
  }

  void speak(int millis) throws UnusableAudioException {
    send(millis, LOUD);
  }

  void rest(int millis) throws UnusableAudioException {
    send(millis, 0);
  }

  /** Says something and rests until it counts as said. */
  void say(int millis) throws UnusableAudioException {
    speak(millis);
    rest(800);
  }

  private void send(int millis, int loudness) throws UnusableAudioException {
    for (int sent = 0; sent < millis; sent += FRAME_MILLIS) {
      frame(MediaFrame.OPUS, 0, FakeDecoder.packet(loudness));
      studio.clock.advance(Duration.ofMillis(FRAME_MILLIS));
    }
  }

  /** One frame, now. */
  void frame(int codec, int flags, byte[] payload) throws UnusableAudioException {
    int capture = (int) Duration.between(ORIGIN, studio.clock.instant()).toMillis();
    stream.accept(
        new MediaFrame(MediaFrame.SPEECH, flags, codec, 0, generation, seq++, capture, payload),
        studio.clock.instant().plusMillis(DELAY_MILLIS));
    work();
  }

  void raw(MediaFrame frame) throws UnusableAudioException {
    stream.accept(frame, studio.clock.instant());
    work();
  }

  private void work() {
    studio.tasks.listenAll();
    if (writesMeanwhile) {
      studio.tasks.writeAll();
    }
  }

  /** Frames that never arrive. */
  void lose(int millis) {
    seq += millis / FRAME_MILLIS;
    studio.clock.advance(Duration.ofMillis(millis));
  }

  /** Nothing is sent, and no frame is missing by its number. */
  void mute(int millis) {
    studio.clock.advance(Duration.ofMillis(millis));
  }

  void reload() {
    generation++;
    seq = 0;
  }

  void close() {
    stream.close();
    work();
  }

  List<Speech> told() {
    return told;
  }

  List<Speech> finals() {
    return told.stream().filter(Speech::isFinal).toList();
  }

  List<String> texts() {
    return finals().stream().map(Speech::text).toList();
  }
}
