package coach.hybrid.rooms.tools.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final AtomicLong nanos = new AtomicLong();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private Progress progress(boolean terminal) {
    return new Progress(new PrintStream(out, true, StandardCharsets.UTF_8), terminal, nanos::get);
  }

  private String drawn() {
    String text = out.toString(StandardCharsets.UTF_8);
    out.reset();
    return text;
  }

  @Test
  void aTerminalSeesOneLineThatFills() {
    Progress progress = progress(true);
    nanos.addAndGet(200_000_000);
    progress.at("m", 5_000_000, 10_000_000);
    assertEquals("\rmodel: m [" + "#".repeat(15) + " ".repeat(15) + "] 5.0 of 10.0 MB ", drawn());
    progress.at("m", 6_000_000, 10_000_000);
    assertEquals("", drawn());
    progress.whole("m", 10_000_000);
    assertEquals("\rmodel: m [" + "#".repeat(30) + "] 10.0 of 10.0 MB \n", drawn());
  }

  @Test
  void aLogSeesALineNowAndThen() {
    Progress progress = progress(false);
    progress.at("m", 1, -1);
    assertEquals("", drawn());
    nanos.addAndGet(6_000_000_000L);
    progress.at("m", 1_500_000, -1);
    assertEquals("model: m: 1.5 MB\n", drawn());
  }
}
