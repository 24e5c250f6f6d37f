package coach.hybrid.rooms.server.room;

import coach.hybrid.rooms.protocol.orb.OrbMetrics;
import coach.hybrid.rooms.protocol.orb.OrbReport;
import coach.hybrid.rooms.server.orb.OrbCost;
import coach.hybrid.rooms.server.orb.OrbEvent;
import coach.hybrid.rooms.server.orb.OrbPlace;
import coach.hybrid.rooms.server.orb.OrbPort;
import coach.hybrid.rooms.server.orb.OrbUnit;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the orb says of itself and of the session, put where it belongs. Only touched by the thread
 * that drains the room's mailbox.
 */
final class OrbReports {
  private static final Logger log = LoggerFactory.getLogger(OrbReports.class);
  private static final int MAX_SUMMARY_CHARS = 65_536;

  private final RoomSpec spec;
  private final OrbPort orbs;
  private final Effects effects;
  private final Closing closing;
  private final Transcribing transcribing;
  private final Clock clock;
  private final Duration betweenLooks;
  private int lookedAt;
  private Instant lookedWhen = Instant.EPOCH;

  OrbReports(
      RoomSpec spec, RoomPorts ports, Effects effects, Closing closing, Transcribing transcribing) {
    this.spec = spec;
    this.orbs = ports.orbs();
    this.clock = ports.clock();
    this.betweenLooks = orbs.rules().timing().heartbeat().multipliedBy(3).dividedBy(4);
    this.effects = effects;
    this.closing = closing;
    this.transcribing = transcribing;
  }

  /**
   * Takes a report of the present orb.
   *
   * @return what that means for the orb's life, or null
   */
  @Nullable OrbEvent take(int generation, OrbReport report, @Nullable OrbUnit unit) {
    switch (report) {
      case OrbReport.Ready ready ->
          log.info("room {}: its orb is ready ({})", spec.roomId(), ready.webrtcStatus());
      case OrbReport.Heartbeat heartbeat -> {
        return cost(generation, heartbeat.metrics(), unit);
      }
      case OrbReport.Failed failed ->
          log.warn("room {}: its orb is not well: {}", spec.roomId(), failed.error());
      case OrbReport.SessionSummarized summarized -> sumUp(summarized.summary().text());
      case OrbReport.Spoke spoke -> transcribing.orbSpoke(spoke);
    }
    return null;
  }

  private void sumUp(String json) {
    if (json.length() <= MAX_SUMMARY_CHARS) {
      closing.orbSummarized(json);
    } else {
      log.warn("room {}: what its orb made of the session is too long", spec.roomId());
      closing.orbHasSpoken();
    }
  }

  /** A process of ours is measured with all it has started; what it says of itself is less. */
  private @Nullable OrbEvent cost(int generation, OrbMetrics metrics, @Nullable OrbUnit unit) {
    Double cpu = metrics.cpuPercent();
    Double memory = metrics.memoryMegabytes();
    if (unit == null || unit.place() == OrbPlace.PROCESS || cpu == null || memory == null) {
      return null;
    }
    OrbCost cost = new OrbCost(cpu.intValue(), memory.intValue());
    effects.then(() -> orbs.measured(unit, cost));
    return isLook(generation)
        ? new OrbEvent.Measured(generation, cost.cpuPercent(), cost.memoryMegabytes())
        : null;
  }

  /** An orb whose heart beats fast must not be found too dear for what it took in one second. */
  private boolean isLook(int generation) {
    Instant now = clock.instant();
    if (generation == lookedAt && now.isBefore(lookedWhen.plus(betweenLooks))) {
      return false;
    }
    lookedAt = generation;
    lookedWhen = now;
    return true;
  }
}
