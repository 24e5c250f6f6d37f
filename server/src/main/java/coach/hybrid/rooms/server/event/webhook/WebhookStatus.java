package coach.hybrid.rooms.server.event.webhook;

/**
 * A webhook and how it is doing.
 *
 * @param pending events it has not been told of yet; some may turn out not to be wanted
 */
public record WebhookStatus(Webhook webhook, EndpointHealth health, long pending) {}
