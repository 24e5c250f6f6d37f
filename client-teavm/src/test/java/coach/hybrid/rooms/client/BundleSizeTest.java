package coach.hybrid.rooms.client;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** The page has to be light on a phone: what the server sends is counted, compressed. */
class BundleSizeTest {
  /** All that a page loads before it can be in a call. */
  private static final int APP_LIMIT = 60_000;

  /** What it fetches while it is in one. */
  private static final int MEDIA_LIMIT = 22_000;

  /** Anything smaller is not the whole of it. */
  private static final int FLOOR = 10_000;

  private void assertSize(String script, int limit, TestReporter reporter) throws IOException {
    try (InputStream bundle = getClass().getResourceAsStream("/web/" + script)) {
      assertNotNull(bundle, script + " was not built");
      int size = bundle.readAllBytes().length;
      reporter.publishEntry(script, size + " bytes");
      assertTrue(size <= limit, script + " has " + size + " bytes, more than " + limit);
      assertTrue(size > FLOOR, script + " has only " + size + " bytes");
    }
  }

  @Test
  void theCompressedClientStaysUnderItsLimit(TestReporter reporter) throws IOException {
    assertSize("app.js.gz", APP_LIMIT, reporter);
  }

  @Test
  void soDoesWhatIsFetchedDuringACall(TestReporter reporter) throws IOException {
    assertSize("media.js.gz", MEDIA_LIMIT, reporter);
  }
}
