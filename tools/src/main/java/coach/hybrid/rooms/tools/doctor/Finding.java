package coach.hybrid.rooms.tools.doctor;

/**
 * One answer.
 *
 * @param check what was looked at, in a word or two
 * @param said what it means
 * @param remedy what to do about it; empty if nothing
 */
record Finding(String check, Verdict verdict, String said, String remedy) {
  /** How bad it is. */
  enum Verdict {
    OK,
    /** Calls work, yet somebody should see to it; or it could not be looked at. */
    WARN,
    FAIL
  }

  static Finding ok(String check, String said) {
    return new Finding(check, Verdict.OK, said, "");
  }

  static Finding warn(String check, String said, String remedy) {
    return new Finding(check, Verdict.WARN, said, remedy);
  }

  static Finding fail(String check, String said, String remedy) {
    return new Finding(check, Verdict.FAIL, said, remedy);
  }
}
