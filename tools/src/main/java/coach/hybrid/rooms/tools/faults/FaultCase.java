package coach.hybrid.rooms.tools.faults;

/**
 * One line of the matrix.
 *
 * @param weight how many of the places at once it needs
 */
record FaultCase(String name, int weight, Play play) {
  /** Sets the stage, breaks something, and says what came of it. */
  interface Play {
    void on(Stage stage, Verdict verdict) throws Exception;
  }

  static FaultCase of(String name, Play play) {
    return new FaultCase(name, 1, play);
  }
}
