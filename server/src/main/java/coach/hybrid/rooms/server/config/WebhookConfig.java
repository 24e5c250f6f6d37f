package coach.hybrid.rooms.server.config;

import java.time.Duration;

/**
 * How events are delivered to webhooks.
 *
 * @param allowedHosts what may be called although it is no public address
 * @param giveUp how long after an event its delivery is tried
 * @param timeout how long one attempt may take
 */
public record WebhookConfig(AllowedHosts allowedHosts, Duration giveUp, Duration timeout) {}
