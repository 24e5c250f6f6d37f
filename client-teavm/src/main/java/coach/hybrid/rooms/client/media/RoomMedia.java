package coach.hybrid.rooms.client.media;

import coach.hybrid.rooms.client.call.MediaTrack;
import coach.hybrid.rooms.client.call.RelayPath;
import coach.hybrid.rooms.protocol.TranscriptionState;
import org.jspecify.annotations.Nullable;

/** All media by way of the room service: speech to be written down, and the last rung of links. */
public interface RoomMedia extends RelayPath.Factory {
  /**
   * Whether we sit in the room; while we do not, what is open and in use stays, and nothing is
   * opened.
   */
  void setJoined(boolean joined);

  /** What the person allows; taken back, it holds at once. */
  void setConsent(boolean mayBeWrittenDown);

  /** How it stands with transcription in this room. */
  void setTranscription(TranscriptionState state);

  /** The microphone, and whether it is on. */
  void setMicrophone(@Nullable MediaTrack track, boolean on);

  /** What is open may lead nowhere now. */
  void networkChanged();

  /** Leaves nothing open, once the links are closed. */
  void close();
}
