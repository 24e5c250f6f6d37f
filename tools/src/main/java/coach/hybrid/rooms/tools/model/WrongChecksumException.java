package coach.hybrid.rooms.tools.model;

import java.io.IOException;
import java.io.Serial;

/** A file came whole and is another one. */
final class WrongChecksumException extends IOException {
  @Serial private static final long serialVersionUID = 1;

  WrongChecksumException(Checksum expected) {
    super("what came is another file: " + expected + " was expected");
  }
}
