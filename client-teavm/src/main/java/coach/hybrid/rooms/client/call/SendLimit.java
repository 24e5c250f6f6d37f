package coach.hybrid.rooms.client.call;

/** How much picture goes out on a link whose other end hears us; sound is never limited. */
public enum SendLimit {
  /** All that the network carries. */
  FULL,

  /** Half as wide and high. */
  LESS,

  /** A quarter, a few frames a second. */
  LEAST,

  /** No camera at all; a shared screen stays at the least. */
  NONE;

  SendLimit lower() {
    return switch (this) {
      case FULL -> LESS;
      case LESS -> LEAST;
      case LEAST, NONE -> NONE;
    };
  }

  SendLimit higher() {
    return switch (this) {
      case NONE -> LEAST;
      case LEAST -> LESS;
      case LESS, FULL -> FULL;
    };
  }
}
