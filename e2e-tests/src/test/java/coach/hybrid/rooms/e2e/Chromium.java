package coach.hybrid.rooms.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** One headless Chromium of its own, with fake devices unless told otherwise. */
final class Chromium implements AutoCloseable {
  private static final Path BINARY = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

  /** The browser keeps to the test: no calls home, no first-run pages, no GPU. */
  private static final List<String> QUIET =
      List.of(
          "--headless=new",
          "--no-sandbox",
          "--disable-gpu",
          "--disable-background-networking",
          "--disable-quic",
          "--disable-component-update",
          "--disable-sync",
          "--no-first-run",
          "--autoplay-policy=no-user-gesture-required");

  private static final List<String> FAKE_DEVICES =
      List.of("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream");

  private final Path profile;
  private final ChromeDriver driver;

  private Chromium(
      Path profile,
      Path binary,
      Map<String, String> environment,
      List<String> arguments,
      Map<String, Object> preferences) {
    this.profile = profile;
    ChromeOptions options = new ChromeOptions();
    options.setBinary(binary.toFile());
    options.addArguments(QUIET);
    options.addArguments(arguments);
    options.addArguments("--user-data-dir=" + profile);
    options.setExperimentalOption("prefs", preferences);
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(DRIVER.toFile())
            .usingAnyFreePort()
            .withEnvironment(environment)
            .build();
    driver = new ChromeDriver(service, options);
    addToEveryPage(CallProbe.SCRIPT);
  }

  static Chromium withFakeDevices(String... more) {
    List<String> arguments = new ArrayList<>(FAKE_DEVICES);
    arguments.addAll(Arrays.asList(more));
    return start(arguments, Map.of());
  }

  /** A machine with neither camera nor microphone. */
  static Chromium withoutDevices() {
    return start(List.of("--use-fake-ui-for-media-stream"), Map.of());
  }

  /** A person who said no to camera and microphone. */
  static Chromium withPermissionDenied() {
    return start(
        List.of("--use-fake-device-for-media-stream"),
        Map.of(
            "profile.default_content_setting_values.media_stream_camera", 2,
            "profile.default_content_setting_values.media_stream_mic", 2));
  }

  /**
   * As {@link #withFakeDevices}, on another host.
   *
   * @param binary runs the browser there; its driver stays here and speaks to it over a pipe
   * @param environment of both
   * @param origin that is as good as a secure one
   */
  static Chromium elsewhere(
      Path binary, Map<String, String> environment, URI origin, List<String> more)
      throws IOException {
    List<String> arguments = new ArrayList<>(FAKE_DEVICES);
    arguments.add("--remote-debugging-pipe");
    arguments.add("--unsafely-treat-insecure-origin-as-secure=" + origin);
    arguments.addAll(more);
    Path profile = Files.createTempDirectory("chromium");
    return new Chromium(profile, binary, environment, arguments, Map.of());
  }

  private static Chromium start(List<String> arguments, Map<String, Object> preferences) {
    for (Path needed : List.of(BINARY, DRIVER)) {
      if (!Files.isExecutable(needed)) {
        throw new IllegalStateException(needed + " is missing: ./rooms test installs it");
      }
    }
    try {
      Path profile = Files.createTempDirectory("chromium");
      return new Chromium(profile, BINARY, Map.of(), arguments, preferences);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ChromeDriver driver() {
    return driver;
  }

  /** Runs before any script of every page opened from now on. */
  void addToEveryPage(String script) {
    driver.executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script));
  }

  /** The screen of a phone, a laptop or a wide monitor, in light or dark. */
  void showAs(int width, int height, boolean dark) {
    boolean phone = width < 600;
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", phone));
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
  }

  /** Cuts the page's network off, sockets included, or gives it back. */
  void setOffline(boolean offline) {
    driver.executeCdpCommand("Network.enable", Map.of());
    driver.executeCdpCommand(
        "Network.emulateNetworkConditions",
        Map.of("offline", offline, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
  }

  /** What the page wrote into its console since the last call. */
  List<String> console() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(entry -> entry.getLevel() + " " + entry.getMessage())
        .toList();
  }

  /** As if the machine lost power: no page gets to say good-bye. */
  void kill() {
    ProcessHandle.allProcesses()
        .filter(process ->
            process
                .info()
                .commandLine()
                .or(() -> process.info().command())
                .filter(line -> line.contains(profile.toString()))
                .isPresent())
        .forEach(ProcessHandle::destroyForcibly);
  }

  @Override
  public void close() {
    driver.quit();
    try (Stream<Path> files = Files.walk(profile)) {
      files.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
