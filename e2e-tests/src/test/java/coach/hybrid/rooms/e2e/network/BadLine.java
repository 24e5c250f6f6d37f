package coach.hybrid.rooms.e2e.network;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A slow or lossy line between a host and the router, which this kernel's traffic control cannot
 * make: a process between two TUN devices, and routes that lead all of the host's packets over it.
 * The host's addresses stay as they are, so a line worsens and mends under a call.
 */
public final class BadLine {
  private static final long STOP_SECONDS = 5;

  /**
   * Counts of one direction.
   *
   * @param octets that passed
   * @param octetsOffered those of what was lost included
   */
  public record Traffic(long passed, long lost, long octets, long octetsOffered) {
    public double lossPercent() {
      return 100.0 * lost / Math.max(1, passed + lost);
    }

    public Traffic since(Traffic before) {
      return new Traffic(
          passed - before.passed,
          lost - before.lost,
          octets - before.octets,
          octetsOffered - before.octetsOffered);
    }
  }

  /** What has been sent over the line so far, seen from the host. */
  public record Truth(Traffic up, Traffic down) {
    public Truth since(Truth before) {
      return new Truth(up.since(before.up), down.since(before.down));
    }
  }

  private final Host host;
  private final Process process;
  private final BufferedReader answers;
  private final Writer questions;

  private BadLine(Host host, Process process) {
    this.host = host;
    this.process = process;
    this.answers = process.inputReader(StandardCharsets.UTF_8);
    this.questions = process.outputWriter(StandardCharsets.UTF_8);
  }

  static BadLine lay(Host host, LineQuality quality) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("ip", "netns", "exec", Host.ROUTER));
    command.add(System.getProperty("java.home") + "/bin/java");
    command.addAll(List.of("-Xmx48m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(List.of("-cp", Shell.classPath(BadLineMain.class), BadLineMain.class.getName()));
    command.addAll(List.of(near(host), far(host)));
    command.add(Integer.toString(quality.delayMillis()));
    command.add(Integer.toString(quality.lossPercent()));
    command.add(Integer.toString(quality.kilobits()));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(Networks.mark());
    BadLine line = new BadLine(host, builder.start());
    String first = line.answers.readLine();
    if (!"laid".equals(first)) {
      throw new IOException("a bad line could not be laid: " + first);
    }
    line.leadOver();
    return line;
  }

  private static String near(Host host) {
    return "near-" + host.shortName();
  }

  private static String far(Host host) {
    return "far-" + host.shortName();
  }

  private void leadOver() throws IOException, InterruptedException {
    String router = "ip -n " + Host.ROUTER + " ";
    String here = "ip -n " + host.namespace() + " ";
    Shell.script(
        String.join(
            "\n",
            router + "link set " + far(host) + " netns " + host.namespace(),
            router + "link set " + near(host) + " up",
            here + "link set " + far(host) + " up",
            router + "route replace " + host.hosts() + " dev " + near(host),
            here + "route replace default dev " + far(host) + " src " + host.address()));
  }

  /** Since it was laid. */
  public Truth truth() throws IOException {
    questions.write("?\n");
    questions.flush();
    String answer = answers.readLine();
    if (answer == null) {
      throw new IOException("the bad line has ended");
    }
    long[] counts = Arrays.stream(answer.split(" ", -1)).mapToLong(Long::parseLong).toArray();
    return new Truth(
        new Traffic(counts[0], counts[1], counts[2], counts[3]),
        new Traffic(counts[4], counts[5], counts[6], counts[7]));
  }

  void remove() throws IOException, InterruptedException {
    Shell.script(
        "ip -n " + host.namespace() + " route replace default via " + host.gateway() + "\n");
    questions.close();
    if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }
}
