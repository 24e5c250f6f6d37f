package coach.hybrid.rooms.tools.load;

import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/**
 * {@code ./rooms bench relay}: what it costs the service to relay so many calls of two, on one core
 * with the load on the other. Arguments: directory to work in, rooms, seconds, then the command
 * that starts the service.
 */
public final class RelayBench {
  private static final double WARM_UP_SECONDS = 15;
  private static final double BITS = 8;
  private static final int FIXED_ARGUMENTS = 3;
  private static final int EXIT_FAILED = 1;
  private static final int EXIT_BAD_USAGE = 2;

  private RelayBench() {}

  public static void main(String[] args) {
    if (args.length <= FIXED_ARGUMENTS) {
      System.err.println("relay-bench: DIRECTORY ROOMS SECONDS COMMAND…");
      System.exit(EXIT_BAD_USAGE);
      return;
    }
    try {
      run(args);
    } catch (IOException e) {
      System.err.println("relay-bench: " + e.getMessage());
      System.exit(EXIT_FAILED);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void run(String[] args) throws IOException, InterruptedException {
    List<String> command = List.of(args).subList(FIXED_ARGUMENTS, args.length);
    RoomsContender contender = new RoomsContender(command, new File(args[0]));
    int rooms = Integer.parseInt(args[1]);
    double seconds = Double.parseDouble(args[2]);
    try (ServerProcess server = contender.start();
        RelayPairs pairs = new RelayPairs(contender.port())) {
      pairs.open(pairs(contender.newRooms(rooms)));
      long residentBefore = server.residentKilobytes();
      RelayTraffic traffic = new RelayTraffic();
      traffic.run(pairs, WARM_UP_SECONDS);
      long cpuBefore = server.cpuMillis();
      RelayTraffic.Outcome outcome = traffic.run(pairs, seconds);
      long cpuMillis = server.cpuMillis() - cpuBefore;
      System.out.println(
          table(rooms, seconds, outcome, cpuMillis, residentBefore, server.residentKilobytes()));
    }
  }

  /** The people of each room; no orb is at the bench. */
  private static List<Member> pairs(List<Member> members) {
    return members.stream().filter(Member::mayOffer).toList();
  }

  private static String table(
      int rooms,
      double seconds,
      RelayTraffic.Outcome outcome,
      long cpuMillis,
      long residentBefore,
      long residentAfter) {
    return String.format(
        Locale.ROOT,
        """
        %d rooms of two over the relay, %.0f s
        frames a second               %10.0f
        relayed, Mbit/s               %10.2f
        lost, %%                       %10.3f
        CPU of the service, %% a core  %10.1f
        CPU a frame, µs               %10.1f
        CPU a room, %% a core          %10.3f
        latency p50, ms               %10.2f
        latency p99, ms               %10.2f
        resident before, MB           %10.1f
        resident after, MB            %10.1f\
        """,
        rooms,
        seconds,
        outcome.received() / seconds,
        outcome.octets() * BITS / seconds / 1e6,
        100.0 * (outcome.sent() - outcome.received()) / Math.max(1, outcome.sent()),
        cpuMillis / seconds / 10,
        cpuMillis * 1_000.0 / Math.max(1, outcome.received()),
        cpuMillis / seconds / 10 / rooms,
        outcome.latency().percentileMillis(50),
        outcome.latency().percentileMillis(99),
        residentBefore / 1_024.0,
        residentAfter / 1_024.0);
  }
}
