package coach.hybrid.rooms.server.transcription;

import coach.hybrid.rooms.protocol.TranscriptionState;

/** What a room asks of transcription. */
public interface SpeechPort {
  /** Told of one speaker's words, on any thread; must not wait. */
  @FunctionalInterface
  interface Listener {
    void said(Speech speech);

    /** The stream was closed, and everything that was said on it has been told. */
    default void drained() {}
  }

  /** How it stands with what is said in that language (BCP 47). */
  TranscriptionState state(String lang);

  /** Listens to one speaker. */
  SpeakerStream open(String roomId, String speakerId, String lang, Listener listener);
}
