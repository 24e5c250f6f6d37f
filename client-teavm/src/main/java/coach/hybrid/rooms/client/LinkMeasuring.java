package coach.hybrid.rooms.client;

import coach.hybrid.rooms.client.call.Outbox;
import coach.hybrid.rooms.client.call.Participant;
import coach.hybrid.rooms.client.stats.StatsReporter;
import coach.hybrid.rooms.protocol.ClientMessage;
import coach.hybrid.rooms.protocol.LinkReport;
import java.util.ArrayList;
import java.util.List;

/** Tells the room what was measured on our links. */
final class LinkMeasuring {
  private final StatsReporter reporter = new StatsReporter();

  /** To be called only while the room hears us: what is not told now is told later. */
  void tick(List<Participant> participants, Outbox outbox, int nowMillis) {
    List<StatsReporter.Reading> readings = new ArrayList<>();
    for (Participant participant : participants) {
      StatsReporter.Reading reading = participant.reading();
      if (reading != null) {
        readings.add(reading);
      }
    }
    List<LinkReport> reports = reporter.update(readings, nowMillis);
    if (!reports.isEmpty()) {
      outbox.send(new ClientMessage.ReportStats(reports));
    }
  }
}
