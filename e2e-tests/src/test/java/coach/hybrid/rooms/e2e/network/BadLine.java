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
   * @param octets of the IP packets that passed
   * @param octetsOffered those of what was lost included
   * @param delayMicros of all that passed, what they waited before a narrow line included
   */
  public record Traffic(long passed, long lost, long octets, long octetsOffered, long delayMicros) {
    private static final int FIELDS = 5;

    /** Of IPv4 and UDP; what a browser counts is what is in between. */
    private static final int HEADERS_OCTETS = 28;

    private static Traffic read(String[] counts, int direction) {
      long[] fields =
          Arrays.stream(counts, direction * FIELDS, (direction + 1) * FIELDS)
              .mapToLong(Long::parseLong)
              .toArray();
      return new Traffic(fields[0], fields[1], fields[2], fields[3], fields[4]);
    }

    public double lossPercent() {
      return 100.0 * lost / Math.max(1, passed + lost);
    }

    public double meanDelayMillis() {
      return delayMicros / 1_000.0 / Math.max(1, passed);
    }

    /** Without headers. */
    public long payload() {
      return octets - HEADERS_OCTETS * passed;
    }

    /** Without headers. */
    public long payloadOffered() {
      return octetsOffered - HEADERS_OCTETS * (passed + lost);
    }

    public Traffic since(Traffic before) {
      return new Traffic(
          passed - before.passed,
          lost - before.lost,
          octets - before.octets,
          octetsOffered - before.octetsOffered,
          delayMicros - before.delayMicros);
    }
  }

  /** What has been sent over the line so far, seen from the host. */
  public record Truth(Traffic up, Traffic down) {
    public Truth since(Truth before) {
      return new Truth(up.since(before.up), down.since(before.down));
    }

    /** There and back. */
    public double roundTripMillis() {
      return up.meanDelayMillis() + down.meanDelayMillis();
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
    String[] counts = answer.split(" ", -1);
    return new Truth(Traffic.read(counts, 0), Traffic.read(counts, 1));
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
