package coach.hybrid.rooms.tools.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Whether the name leads somewhere, and somebody listens at every address it leads to. */
final class PortCheck {
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);

  private final Patient patient;
  private final Report report;

  PortCheck(Patient patient, Report report) {
    this.patient = patient;
    this.report = report;
  }

  /** Whether it makes sense to go on. */
  boolean look() {
    report.looking("name");
    List<InetAddress> addresses;
    try {
      addresses = Arrays.asList(InetAddress.getAllByName(patient.host()));
    } catch (UnknownHostException e) {
      report.add(
          Finding.fail(
              "name",
              patient.host() + " has no address here",
              "make an A (and AAAA) record for it, or look at this machine's resolver"));
      return false;
    }
    report.add(
        Finding.ok(
            "name",
            addresses.stream().map(InetAddress::getHostAddress).collect(Collectors.joining(", "))));
    List<String> silent = addresses.stream().map(this::knock).filter(it -> !it.isEmpty()).toList();
    String check = "port " + patient.port();
    if (silent.isEmpty()) {
      report.add(Finding.ok(check, "open"));
      return true;
    }
    boolean all = silent.size() == addresses.size();
    String remedy =
        all
            ? "start the service or its proxy there, and open the port in the firewall"
            : "browsers try every address of a name: listen there too, or take its record away";
    report.add(
        all
            ? Finding.fail(check, String.join("; ", silent), remedy)
            : Finding.warn(check, String.join("; ", silent), remedy));
    return !all;
  }

  /** What is wrong there; nothing if somebody answers. */
  private String knock(InetAddress address) {
    report.looking("port " + patient.port() + " of " + address.getHostAddress());
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(address, patient.port()), (int) CONNECT_LIMIT.toMillis());
      return "";
    } catch (IOException e) {
      return address.getHostAddress() + ": " + e.getMessage();
    }
  }
}
