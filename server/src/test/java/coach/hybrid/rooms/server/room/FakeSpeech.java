package coach.hybrid.rooms.server.room;

import coach.hybrid.rooms.protocol.TranscriptionState;
import coach.hybrid.rooms.protocol.media.MediaFrame;
import coach.hybrid.rooms.server.transcription.SpeakerStream;
import coach.hybrid.rooms.server.transcription.Speech;
import coach.hybrid.rooms.server.transcription.SpeechPort;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Hears what a test says it hears. */
final class FakeSpeech implements SpeechPort {
  TranscriptionState state = TranscriptionState.ON;
  final List<Stream> streams = new ArrayList<>();

  @Override
  public TranscriptionState state(String lang) {
    return state;
  }

  @Override
  public Stream open(String roomId, String speakerId, String lang, Listener listener) {
    Stream stream = new Stream(speakerId, listener);
    streams.add(stream);
    return stream;
  }

  static final class Stream implements SpeakerStream {
    final String speakerId;
    boolean closed;
    private final Listener listener;

    private Stream(String speakerId, Listener listener) {
      this.speakerId = speakerId;
      this.listener = listener;
    }

    @Override
    public void accept(MediaFrame frame, Instant arrivedAt) {}

    @Override
    public void close() {
      closed = true;
    }

    void says(int serial, String text, Instant from, Instant to, boolean isFinal) {
      listener.said(new Speech(serial, text, from, to, isFinal, "en"));
    }

    void drained() {
      listener.drained();
    }
  }
}
