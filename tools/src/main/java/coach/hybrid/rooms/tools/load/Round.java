package coach.hybrid.rooms.tools.load;

import java.io.IOException;
import java.util.List;

/**
 * What one fresh server did.
 *
 * @param cpuMicrosPerMessage user and system time for each forwarded message
 * @param joinsPerSecond as many as it takes, eight on their way at once
 * @param joinP50Millis from {@code join} to the roster, at 150 joins a second
 * @param kilobytesPerConnection growth of resident memory by idle, joined sockets
 * @param megabytes resident memory with them
 */
record Round(
    double cpuMicrosPerMessage,
    double p50Millis,
    double p99Millis,
    double joinsPerSecond,
    double joinP50Millis,
    double joinP99Millis,
    double kilobytesPerConnection,
    double megabytes,
    double lostPercent) {

  private static final int WARM_UP_ROOMS = 100;
  private static final int WARM_UP_WAVES = 8;
  private static final int JOINS_IN_FLIGHT = 8;
  private static final int PACED_JOINS_PER_SECOND = 150;
  private static final long SETTLE_MILLIS = 3_000;

  static Round play(Contender contender, BenchPlan plan) throws IOException, InterruptedException {
    try (ServerProcess server = contender.start()) {
      warmUp(contender, plan);
      List<Member> members = contender.newRooms(plan.rooms());
      long residentBefore = server.residentKilobytes();
      try (Fleet fleet = new Fleet(contender.port())) {
        int paced = members.size() / 5;
        Fleet.Joins calm = fleet.joinPaced(members.subList(0, paced), PACED_JOINS_PER_SECOND);
        Fleet.Joins rush = fleet.join(members.subList(paced, members.size()), JOINS_IN_FLIGHT);
        fleet.pollFor(SETTLE_MILLIS);
        long resident = server.residentKilobytes();
        Traffic traffic = new Traffic();
        if (plan.seconds() > 0) {
          traffic.run(fleet, plan.perSecond(), plan.warmUpSeconds());
        }
        long cpuBefore = server.cpuMillis();
        Traffic.Outcome outcome = traffic.run(fleet, plan.perSecond(), plan.seconds());
        double cpuMicros = (server.cpuMillis() - cpuBefore) * 1_000.0;
        return new Round(
            outcome.sent() == 0 ? Double.NaN : cpuMicros / outcome.received(),
            outcome.latency().percentileMillis(50),
            outcome.latency().percentileMillis(99),
            rush.perSecond(),
            calm.latency().percentileMillis(50),
            calm.latency().percentileMillis(99),
            (resident - residentBefore) / (double) members.size(),
            resident / 1_024.0,
            100.0 * (outcome.sent() - outcome.received()) / Math.max(1, outcome.sent()));
      }
    }
  }

  /** Both have compiled their hot paths before anything is measured. */
  private static void warmUp(Contender contender, BenchPlan plan)
      throws IOException, InterruptedException {
    for (int i = 0; i < WARM_UP_WAVES; i++) {
      try (Fleet fleet = new Fleet(contender.port())) {
        fleet.join(contender.newRooms(WARM_UP_ROOMS), JOINS_IN_FLIGHT);
        new Traffic().run(fleet, plan.perSecond(), plan.warmUpSeconds() / WARM_UP_WAVES);
      }
    }
  }
}
