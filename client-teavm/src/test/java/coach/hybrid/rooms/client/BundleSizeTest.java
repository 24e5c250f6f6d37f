package coach.hybrid.rooms.client;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * The page has to be light on a phone: what the server sends is counted, compressed. The goal is
 * 60,000 bytes with captions, which are in it (8,000), and the relay of media, which is not yet.
 */
class BundleSizeTest {
  private static final int LIMIT = 53_500;

  /** Anything smaller is not the whole client. */
  private static final int FLOOR = 10_000;

  @Test
  void theCompressedClientStaysUnderItsLimit(TestReporter reporter) throws IOException {
    try (InputStream bundle = getClass().getResourceAsStream("/web/app.js.gz")) {
      assertNotNull(bundle, "app.js.gz was not built");
      int size = bundle.readAllBytes().length;
      reporter.publishEntry("app.js.gz", size + " bytes");
      assertTrue(size < LIMIT, "app.js.gz has " + size + " bytes, more than " + LIMIT);
      assertTrue(size > FLOOR, "app.js.gz has only " + size + " bytes");
    }
  }
}
