package coach.hybrid.rooms.server.metric;

import coach.hybrid.rooms.protocol.Role;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** What becomes of rooms and of the people in them. */
public final class RoomMetrics {
  private static final Duration[] MINUTES = {
    Duration.ofMinutes(1),
    Duration.ofMinutes(5),
    Duration.ofMinutes(15),
    Duration.ofMinutes(30),
    Duration.ofMinutes(45),
    Duration.ofHours(1),
    Duration.ofMinutes(90),
    Duration.ofHours(2),
    Duration.ofHours(4)
  };
  private static final Duration[] SECONDS = {
    Duration.ofMillis(100),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofSeconds(2),
    Duration.ofSeconds(5),
    Duration.ofSeconds(10),
    Duration.ofSeconds(30),
    Duration.ofMinutes(1),
    Duration.ofMinutes(2)
  };

  private final MeterRegistry registry;
  private final Labels codes = new Labels(40);
  private final Labels reasons = new Labels(10);
  private final Labels causes = new Labels(10);
  private final Labels statuses = new Labels(8);
  private final Labels phases = new Labels(12);
  private final Labels failures = new Labels(40);

  RoomMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  public void roomCreated() {
    creation("created");
  }

  /** The same order again. */
  public void roomRepeated() {
    creation("repeated");
  }

  /**
   * An order was refused.
   *
   * @param code the problem's stable code
   */
  public void roomRefused(String code) {
    creation(codes.bound(code));
  }

  private void creation(String result) {
    Counter.builder("rooms.creations")
        .description("Orders for a room: created, repeated, or the code of the problem")
        .tag("result", result)
        .register(registry)
        .increment();
  }

  /**
   * A room ended.
   *
   * @param lasted from the actual start to the end
   */
  public void sessionEnded(Duration lasted, String reason) {
    time(
        "rooms.session.duration",
        "From a room's start to its end",
        MINUTES,
        "reason",
        reasons.bound(reason),
        lasted);
  }

  /** A room ended in which no session began. */
  public void roomUnused(String reason) {
    Counter.builder("rooms.unused")
        .description("Rooms that ended before their session began, by reason")
        .tag("reason", reasons.bound(reason))
        .register(registry)
        .increment();
  }

  /**
   * What a room has cost by its end.
   *
   * @param chars written to the store
   */
  public void roomUsed(long messages, long commits, long chars) {
    summary("rooms.room.messages", "Signalling messages a room took", null, messages);
    summary("rooms.room.commits", "Writes to the store a room needed", null, commits);
    summary("rooms.room.written", "What a room wrote to the store", "bytes", chars);
  }

  private void summary(String name, String help, @Nullable String unit, long value) {
    DistributionSummary.builder(name)
        .description(help)
        .baseUnit(unit)
        .register(registry)
        .record((double) value);
  }

  /**
   * Somebody was let into a room.
   *
   * @param took from the opening of the socket to the roster
   */
  public void admitted(Duration took) {
    Timer.builder("rooms.join.duration")
        .description("From a signalling socket's opening to its roster")
        .serviceLevelObjectives(SECONDS)
        .register(registry)
        .record(took.isNegative() ? Duration.ZERO : took);
  }

  public void participantJoined(Role role) {
    Counter.builder("rooms.participants.joined")
        .description("Stays begun")
        .tag("role", role.wireName())
        .register(registry)
        .increment();
  }

  /**
   * A stay ended.
   *
   * @param cause one of a few words
   */
  public void participantLeft(Role role, String cause, Duration stay) {
    Counter.builder("rooms.participants.left")
        .description("Stays ended, by cause")
        .tag("role", role.wireName())
        .tag("cause", causes.bound(cause))
        .register(registry)
        .increment();
    time("rooms.stay.duration", "How long stays lasted", MINUTES, "role", role.wireName(), stay);
  }

  /**
   * A room was summed up.
   *
   * @param took from the end of the room to its summary
   */
  public void summaryReady(Duration took) {
    Timer.builder("rooms.summary.duration")
        .description("From a room's end to its summary")
        .serviceLevelObjectives(SECONDS)
        .register(registry)
        .record(took.isNegative() ? Duration.ZERO : took);
  }

  public void summaryFailed() {
    Counter.builder("rooms.summary.failures")
        .description("Sessions that could not be summed up")
        .register(registry)
        .increment();
  }

  /** Somebody said something, and it stands in a transcript. */
  public void utteranceWritten(Role role) {
    Counter.builder("rooms.utterances")
        .description("Utterances written down, by role")
        .tag("role", role.wireName())
        .register(registry)
        .increment();
  }

  public void orbSpawned() {
    Counter.builder("rooms.orbs.spawned")
        .description("Orbs that were started")
        .register(registry)
        .increment();
  }

  /**
   * No orb could be had.
   *
   * @param reason one of some words
   */
  public void orbNotSpawned(String reason) {
    Counter.builder("rooms.orbs.not.spawned")
        .description("Attempts to start an orb that failed, by reason")
        .tag("reason", failures.bound(reason))
        .register(registry)
        .increment();
  }

  /** One that was in its room failed. */
  public void orbFailed() {
    Counter.builder("rooms.orbs.failed")
        .description("Orbs that failed in their rooms")
        .register(registry)
        .increment();
  }

  /** Asked at every scrape, so it must be cheap. */
  public void watchOrbs(String phase, IntSupplier count) {
    Gauge.builder("rooms.orbs", count::getAsInt)
        .description("Rooms by how far their orb is")
        .tag("phase", phases.bound(phase))
        .register(registry);
  }

  /** Asked at every scrape, so it must be cheap. */
  public void watchRooms(String status, IntSupplier count) {
    Gauge.builder("rooms.rooms", count::getAsInt)
        .description("Rooms kept, by status")
        .tag("status", statuses.bound(status))
        .register(registry);
  }

  /** Asked at every scrape, so it must be cheap. */
  public void watchParticipants(Role role, IntSupplier count) {
    Gauge.builder("rooms.participants", count::getAsInt)
        .description("Participants who have a seat now")
        .tag("role", role.wireName())
        .register(registry);
  }

  private void time(
      String name, String help, Duration[] buckets, String label, String value, Duration took) {
    Timer.builder(name)
        .description(help)
        .serviceLevelObjectives(buckets)
        .tag(label, value)
        .register(registry)
        .record(took.isNegative() ? Duration.ZERO : took);
  }
}
