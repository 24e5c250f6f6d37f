package coach.hybrid.rooms.server.transcription;

import coach.hybrid.rooms.protocol.TranscriptionState;

/** Where there is no engine: everything else works, and everybody is told. */
public final class NoSpeech implements SpeechPort {
  @Override
  public TranscriptionState state(String lang) {
    return TranscriptionState.UNAVAILABLE;
  }

  @Override
  public SpeakerStream open(String roomId, String speakerId, String lang, Listener listener) {
    throw new IllegalStateException("nobody listens");
  }
}
