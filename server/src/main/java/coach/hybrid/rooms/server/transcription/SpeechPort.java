package coach.hybrid.rooms.server.transcription;

import coach.hybrid.rooms.protocol.TranscriptionState;

/** What a room asks of transcription. */
public interface SpeechPort {
  /** Told of one speaker's words, on any thread. */
  interface Listener {
    void said(Speech speech);

    /** The stream was closed, and everything that was said on it has been told. */
    void drained();
  }

  /** How it stands with that language (BCP 47); never {@code OFF}. */
  TranscriptionState state(String lang);

  /** Only while the state is {@code ON} or {@code BEHIND}. */
  SpeakerStream open(String roomId, String speakerId, String lang, Listener listener);
}
