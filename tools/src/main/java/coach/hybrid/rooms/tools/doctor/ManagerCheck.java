package coach.hybrid.rooms.tools.doctor;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;

/** Whether somebody who runs assistants answers, and takes the key. */
final class ManagerCheck {
  private static final String CHECK = "gpu manager";

  private final URI manager;
  private final String key;
  private final Web web;
  private final Report report;

  ManagerCheck(URI manager, String key, Web web, Report report) {
    this.manager = manager;
    this.key = key;
    this.web = web;
    this.report = report;
  }

  /** Asks for an orb that is not there: nothing is started. */
  void look() throws InterruptedException {
    report.looking(CHECK);
    try {
      HttpResponse<String> response =
          web.get(URI.create(manager + "/orbs/doctor-check/heartbeat"), key);
      int status = response.statusCode();
      if (status == 401 || status == 403) {
        report.add(
            Finding.fail(
                CHECK,
                "it refuses the key with " + status,
                "set the manager's GPU_MANAGER_API_KEY"));
      } else if (status >= 500) {
        report.add(Finding.fail(CHECK, "it answers " + status, "look at the manager's log"));
      } else {
        report.add(Finding.ok(CHECK, "answers at " + manager.getAuthority()));
      }
    } catch (IOException e) {
      report.add(
          Finding.fail(
              CHECK,
              manager.getAuthority() + ": " + e.getMessage(),
              "start it, or set GPU_MANAGER_URL=none: assistants are processes of the service then"));
    }
  }
}
