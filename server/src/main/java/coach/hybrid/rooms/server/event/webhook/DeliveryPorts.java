package coach.hybrid.rooms.server.event.webhook;

import coach.hybrid.rooms.server.event.EventLog;
import coach.hybrid.rooms.server.store.WebhookStore;
import java.time.Clock;
import java.util.concurrent.Executor;

/** What deliveries are made with. */
record DeliveryPorts(
    EventLog log,
    WebhookStore store,
    Sender sender,
    Clock clock,
    Alarm alarm,
    Executor workers,
    Pace pace,
    DeliveryStats stats) {}
