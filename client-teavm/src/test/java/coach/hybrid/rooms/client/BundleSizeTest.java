package coach.hybrid.rooms.client;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * The page has to be light on a phone: what the server sends is counted, compressed. The goal is
 * 60,000 bytes with captions, which are in it, and the relay of media, which is not yet.
 */
class BundleSizeTest {
  private static final int LIMIT = 50_000;

  /** Anything smaller is not the whole client. */
  private static final int FLOOR = 10_000;

  @Test
  void theCompressedClientStaysUnderFiftyKilobytes(TestReporter reporter) throws IOException {
    try (InputStream bundle = getClass().getResourceAsStream("/web/app.js.gz")) {
      assertNotNull(bundle, "app.js.gz was not built");
      int size = bundle.readAllBytes().length;
      reporter.publishEntry("app.js.gz", size + " bytes");
      assertTrue(size < LIMIT, "app.js.gz has " + size + " bytes, more than " + LIMIT);
      assertTrue(size > FLOOR, "app.js.gz has only " + size + " bytes");
    }
  }
}
