package coach.hybrid.rooms.tools.model;

import java.io.PrintStream;
import java.util.function.LongSupplier;

/** Says how far a download is: a bar that moves on a terminal, a line now and then elsewhere. */
final class Progress {
  private static final long REDRAW_NANOS = 100_000_000;
  private static final long LINE_NANOS = 5_000_000_000L;
  private static final int BAR_WIDTH = 30;
  private static final double BYTES_PER_MB = 1e6;

  private final PrintStream out;
  private final boolean terminal;
  private final LongSupplier nanoTime;
  private long lastNanos;

  Progress(PrintStream out, boolean terminal, LongSupplier nanoTime) {
    this.out = out;
    this.terminal = terminal;
    this.nanoTime = nanoTime;
    this.lastNanos = nanoTime.getAsLong();
  }

  void say(String line) {
    out.println("model: " + line);
  }

  /** So much has come of {@code total} bytes, or of an unknown number if that is negative. */
  void at(String what, long done, long total) {
    long now = nanoTime.getAsLong();
    if (now - lastNanos < (terminal ? REDRAW_NANOS : LINE_NANOS)) {
      return;
    }
    lastNanos = now;
    draw(what, done, total);
  }

  /** It is all there. */
  void whole(String what, long total) {
    draw(what, total, total);
    if (terminal) {
      out.println();
    }
  }

  /** It came no further; whatever is said next begins a line of its own. */
  void brokenOff() {
    if (terminal) {
      out.println();
    }
  }

  private void draw(String what, long done, long total) {
    String amount =
        total < 0
            ? "%.1f MB".formatted(done / BYTES_PER_MB)
            : "%.1f of %.1f MB".formatted(done / BYTES_PER_MB, total / BYTES_PER_MB);
    if (!terminal) {
      say(what + ": " + amount);
      return;
    }
    int filled = total > 0 ? (int) (BAR_WIDTH * done / total) : 0;
    out.print(
        "\rmodel: "
            + what
            + " ["
            + "#".repeat(filled)
            + " ".repeat(BAR_WIDTH - filled)
            + "] "
            + amount
            + " ");
    out.flush();
  }
}
