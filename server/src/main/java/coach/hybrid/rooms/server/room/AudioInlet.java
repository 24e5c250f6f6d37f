package coach.hybrid.rooms.server.room;

import coach.hybrid.rooms.server.transcription.SpeakerStream;

/**
 * The socket on which one person's voice comes in, and that socket's identity. Neither method
 * waits.
 */
public interface AudioInlet {
  /** The room lets it in: from now on the voice goes there, and whoever holds it closes it. */
  void begin(SpeakerStream stream);

  void close(int code, String reason);
}
