package coach.hybrid.rooms.server.transcription;

/** Takes out of what was said what shall not be written down; asked before anybody is told. */
@FunctionalInterface
public interface Redaction {
  Redaction NONE = (text, _) -> text;

  String redact(String text, String lang);
}
