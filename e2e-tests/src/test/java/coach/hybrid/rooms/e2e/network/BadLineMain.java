package coach.hybrid.rooms.e2e.network;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * A process that is a bad line between two TUN devices of its namespace. Every line on its input
 * asks for its counts; at the end of its input it ends, so that it never outlives who laid it.
 */
public final class BadLineMain {
  private BadLineMain() {}

  /**
   * Runs the line.
   *
   * @param arguments near device, far device, delay in ms, loss in per cent, kbit/s
   */
  public static void main(String[] arguments) throws IOException {
    LineQuality quality =
        new LineQuality(
            Integer.parseInt(arguments[2]),
            Integer.parseInt(arguments[3]),
            Integer.parseInt(arguments[4]));
    Tun near = Tun.create(arguments[0]);
    Tun far = Tun.create(arguments[1]);
    OneWay toHost = new OneWay(near, far, quality);
    OneWay fromHost = new OneWay(far, near, quality);
    toHost.start("to-host");
    fromHost.start("from-host");
    System.out.println("laid");
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      while (in.readLine() != null) {
        System.out.println(fromHost + " " + toHost);
      }
    }
    Runtime.getRuntime().halt(0); // Its threads wait in the kernel.
  }
}
