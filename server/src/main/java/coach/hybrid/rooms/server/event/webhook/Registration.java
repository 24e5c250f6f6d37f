package coach.hybrid.rooms.server.event.webhook;

/** What came of the wish to be told. */
public sealed interface Registration {
  /**
   * It will be told.
   *
   * @param secretMade whether the secret is new to the caller too, and must be shown once
   */
  record Registered(WebhookStatus status, boolean secretMade) implements Registration {}

  record TooMany(int most) implements Registration {}

  record AddressRefused(String reason) implements Registration {}
}
