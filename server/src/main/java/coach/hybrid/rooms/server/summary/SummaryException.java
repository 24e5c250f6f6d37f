package coach.hybrid.rooms.server.summary;

/** No summary can be made this way; the message holds nothing of what was said. */
public final class SummaryException extends Exception {
  public SummaryException(String message) {
    super(message);
  }

  public SummaryException(String message, Throwable cause) {
    super(message, cause);
  }
}
