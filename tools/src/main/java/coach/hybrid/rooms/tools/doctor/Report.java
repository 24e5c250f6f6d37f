package coach.hybrid.rooms.tools.doctor;

import coach.hybrid.rooms.tools.doctor.Finding.Verdict;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.PrintStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Collects the answers and shows each as it comes, or all as JSON at the end. What is being looked
 * at is shown on a terminal only.
 */
final class Report {
  private static final int CHECK_WIDTH = 14;

  private final PrintStream out;
  private final PrintStream progress;
  private final boolean terminal;
  private final boolean json;
  private final List<Finding> findings = new ArrayList<>();

  Report(PrintStream out, PrintStream progress, boolean terminal, boolean json) {
    this.out = out;
    this.progress = progress;
    this.terminal = terminal;
    this.json = json;
  }

  /** The next answer may take a while. */
  void looking(String at) {
    if (terminal) {
      progress.print("\r\033[K…     " + at);
      progress.flush();
    }
  }

  void add(Finding finding) {
    findings.add(finding);
    clear();
    if (json) {
      return;
    }
    String verdict = finding.verdict().name().toLowerCase(Locale.ROOT);
    out.println(padded(verdict, 5) + padded(finding.check(), CHECK_WIDTH) + finding.said());
    if (!finding.remedy().isEmpty()) {
      out.println(" ".repeat(6 + CHECK_WIDTH) + "→ " + finding.remedy());
    }
  }

  private void clear() {
    if (terminal) {
      progress.print("\r\033[K");
      progress.flush();
    }
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(1, width + 1 - text.length()));
  }

  List<Finding> findings() {
    return List.copyOf(findings);
  }

  boolean hasFailed() {
    return count(Verdict.FAIL) > 0;
  }

  private long count(Verdict verdict) {
    return findings.stream().filter(finding -> finding.verdict() == verdict).count();
  }

  void finish(URI looked) {
    clear();
    if (!json) {
      out.println(
          "%d fine, %d to see to, %d failed"
              .formatted(count(Verdict.OK), count(Verdict.WARN), count(Verdict.FAIL)));
      return;
    }
    JsonArray checks = new JsonArray();
    for (Finding finding : findings) {
      JsonObject check = new JsonObject();
      check.addProperty("check", finding.check());
      check.addProperty("verdict", finding.verdict().name().toLowerCase(Locale.ROOT));
      check.addProperty("said", finding.said());
      check.addProperty("remedy", finding.remedy());
      checks.add(check);
    }
    JsonObject all = new JsonObject();
    all.addProperty("url", looked.toString());
    all.addProperty("ok", count(Verdict.OK));
    all.addProperty("warn", count(Verdict.WARN));
    all.addProperty("fail", count(Verdict.FAIL));
    all.add("checks", checks);
    out.println(new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(all));
  }
}
