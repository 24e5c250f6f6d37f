package coach.hybrid.rooms.tools.load;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code ./rooms bench signal}: the service and a Node server in turn, each on one core, the load
 * on the other. Arguments: directory to work in, directory of the Node server, rounds, rooms,
 * messages a second, then the command that starts the service.
 */
public final class SignalBench {
  private static final double WARM_UP_SECONDS = 8;
  private static final double SECONDS = 10;
  private static final int FIXED_ARGUMENTS = 5;
  private static final int EXIT_FAILED = 1;
  private static final int EXIT_BAD_USAGE = 2;

  private SignalBench() {}

  public static void main(String[] args) {
    if (args.length <= FIXED_ARGUMENTS) {
      System.err.println("signal-bench: DIRECTORY NODE_DIRECTORY ROUNDS ROOMS RATE COMMAND…");
      System.exit(EXIT_BAD_USAGE);
      return;
    }
    try {
      run(args);
    } catch (IOException e) {
      System.err.println("signal-bench: " + e.getMessage());
      System.exit(EXIT_FAILED);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void run(String[] args) throws IOException, InterruptedException {
    File directory = new File(args[0]);
    List<String> command = List.of(args).subList(FIXED_ARGUMENTS, args.length);
    List<Contender> contenders =
        List.of(new RoomsContender(command, directory), new NodeContender(new File(args[1])));
    int rounds = Integer.parseInt(args[2]);
    int rate = Integer.parseInt(args[4]);
    BenchPlan plan =
        new BenchPlan(Integer.parseInt(args[3]), rate, WARM_UP_SECONDS, rate == 0 ? 0 : SECONDS);
    Map<String, List<Round>> played = new LinkedHashMap<>();
    for (int i = 1; i <= rounds; i++) {
      for (Contender contender : contenders) {
        Round round = Round.play(contender, plan);
        System.err.println(contender.name() + " " + i + ": " + round);
        played.computeIfAbsent(contender.name(), _ -> new ArrayList<>()).add(round);
      }
    }
    Report report = new Report(machine(), plan, played);
    Files.writeString(directory.toPath().resolve("bench-signal.json"), report.json());
    System.out.println(report.table("rooms", "node"));
  }

  private static String machine() throws IOException, InterruptedException {
    return Machine.words(
        Runtime.getRuntime().availableProcessors() + " core for the load",
        List.of("Node " + Machine.version("node", "--version")));
  }
}
