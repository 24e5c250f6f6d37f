package coach.hybrid.rooms.server.media;

/** Why a relayed frame did not reach the one it was for. */
public enum RelayDrop {
  /** Nobody is relayed by that short id. */
  NO_TARGET("no-target"),

  /** Its sender may not send this, or not to an orb. */
  NOT_PERMITTED("not-permitted"),

  /** It waited too long: its receiver's network is too slow for it. */
  LATE("late"),

  /** There was no room for it to wait. */
  FULL("full"),

  /** It builds on a picture that was dropped before. */
  NEEDS_KEY("needs-key"),

  /** Its receiver's socket went while it waited. */
  GONE("gone");

  private final String word;

  RelayDrop(String word) {
    this.word = word;
  }

  /** As it stands in figures. */
  public String word() {
    return word;
  }
}
