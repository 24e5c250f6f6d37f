package coach.hybrid.rooms.server.event.webhook;

/** What came of sending something to a webhook at once, outside of the order. */
public sealed interface Sending {
  record Sent(Answer answer) implements Sending {}

  record NoSuchWebhook() implements Sending {}

  record NoSuchEvent() implements Sending {}

  /** Too many of these are under way. */
  record Busy() implements Sending {}
}
