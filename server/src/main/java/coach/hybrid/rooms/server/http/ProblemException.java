package coach.hybrid.rooms.server.http;

import coach.hybrid.rooms.server.problem.Problem;

/** Ends a request with a problem; mapped to its JSON in {@link RestApplication}. */
final class ProblemException extends RuntimeException {
  private final transient Problem problem;

  ProblemException(Problem problem) {
    super(problem.code(), null, false, false);
    this.problem = problem;
  }

  Problem problem() {
    return problem;
  }
}
