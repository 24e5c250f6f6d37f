package coach.hybrid.rooms.tools.doctor;

import java.io.Console;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * {@code ./rooms doctor [URL]}: looks at a deployment from outside. Ends with 0 if nothing failed,
 * with 1 if something did, and with 2 if it was asked wrongly.
 */
public final class DoctorMain {
  private static final int EXIT_FAILED = 1;
  private static final int EXIT_BAD_USAGE = 2;

  private DoctorMain() {}

  public static void main(String[] arguments) throws InterruptedException {
    Patient patient;
    Trust trust;
    try {
      patient = Patient.from(List.of(arguments), System.getenv());
      trust = new Trust(patient.authority());
    } catch (IllegalArgumentException | IOException e) {
      System.err.println("doctor: " + e.getMessage());
      System.exit(EXIT_BAD_USAGE);
      return;
    }
    boolean terminal = Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
    Report report = new Report(System.out, System.err, terminal, patient.json());
    new Doctor(patient, trust, Clock.systemUTC(), report).look();
    report.finish(patient.origin());
    System.exit(report.hasFailed() ? EXIT_FAILED : 0);
  }
}
