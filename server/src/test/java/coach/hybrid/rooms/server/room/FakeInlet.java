package coach.hybrid.rooms.server.room;

import coach.hybrid.rooms.server.transcription.SpeakerStream;
import org.jspecify.annotations.Nullable;

/** A socket for a voice that remembers what became of it. */
final class FakeInlet implements AudioInlet {
  @Nullable SpeakerStream stream;
  int closeCode;
  String closeReason = "";

  @Override
  public void begin(SpeakerStream begun) {
    stream = begun;
  }

  @Override
  public void close(int code, String reason) {
    closeCode = code;
    closeReason = reason;
  }
}
