package coach.hybrid.rooms.tools.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RequestTest {
  private static Request request(String... arguments) {
    return Request.from(Arrays.asList(arguments), Map.of());
  }

  private static List<String> names(Request request) {
    return request.models().stream().map(Model::name).toList();
  }

  private static void refused(String word, String... arguments) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> request(arguments));
    assertTrue(String.valueOf(e.getMessage()).contains(word), e.getMessage());
  }

  @Test
  void withoutANameTheServicesOwnModelsAreMeant() {
    assertEquals(List.of("tiny.en", "silero-vad"), names(request()));
  }

  @Test
  void aModelIsFoundByItsNameOrItsFiles() {
    assertEquals(List.of("base", "silero-vad"), names(request("base")));
    assertEquals(List.of("base", "silero-vad", "jfk"), names(request("ggml-base.bin", "jfk.wav")));
  }

  @Test
  void anUnlistedModelNeedsItsChecksum() {
    refused("--checksum", "huge");
    Request request = request("huge", "--checksum", "sha256:" + "AB".repeat(32));
    assertEquals("ggml-huge.bin", request.models().getFirst().fileName());
    assertEquals(Checksum.sha256("ab".repeat(32)), request.models().getFirst().checksum());
  }

  @Test
  void whatMakesNoSenseIsRefusedInWords() {
    refused("--help", "--help");
    refused("value", "tiny.en", "--file");
    refused("one NAME", "--file", "x");
    refused("one NAME", "base", "small", "--file", "x");
    refused("cannot read", "tiny.en", "--file", "/does/not/exist");
    refused("already", "tiny.en", "--checksum", "sha1:" + "0".repeat(40));
    refused("not a model's name", "../x", "--checksum", "sha1:" + "0".repeat(40));
    refused("sha256:", "huge", "--checksum", "md5:1");
    refused("SHA-1", "huge", "--checksum", "sha1:12");
  }

  @Test
  void theEnvironmentNamesFolderAndSources() {
    Request request =
        Request.from(
            List.of(),
            Map.of("MODEL_DIR", "/m", "MODEL_SOURCES", "https://a.example/x, http://b.example/"));
    assertEquals(Path.of("/m"), request.folder());
    assertEquals(
        List.of(URI.create("https://a.example/x/"), URI.create("http://b.example/")),
        request.sources());
    assertTrue(request.ownSources());
    assertEquals(List.of(), Request.from(List.of(), Map.of("MODEL_SOURCES", "none")).sources());
    assertEquals(
        Path.of("/c/hybrid-rooms/models"),
        Request.from(List.of(), Map.of("XDG_CACHE_HOME", "/c")).folder());
    assertThrows(
        IllegalArgumentException.class,
        () -> Request.from(List.of(), Map.of("MODEL_SOURCES", "ftp://a.example")));
  }
}
