package coach.hybrid.rooms.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The transcripts that the server's own tests hold it to, byte by byte, read by a parser of others:
 * one of a scripted session, one of people who put markup into their names and words.
 */
class WebVttParserTest {
  private static final int CHECK_SECONDS = 30;
  private static final Path TRANSCRIPTS =
      Service.ROOT.resolve("server/src/test/resources/transcript");

  @Test
  void anIndependentParserReadsTheSameVoicesWordsAndTimesWithoutAnError() throws Exception {
    NodeProject webvtt = NodeProject.install("webvtt");
    String said =
        webvtt.run(
            CHECK_SECONDS,
            Map.of(),
            "node",
            "check.js",
            TRANSCRIPTS.resolve("session.vtt").toAbsolutePath().toString(),
            TRANSCRIPTS.resolve("hostile.vtt").toAbsolutePath().toString());
    assertEquals("ok", said);
  }
}
