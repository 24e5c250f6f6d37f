package coach.hybrid.rooms.tools.speech;

import coach.hybrid.rooms.tools.mainapp.MainApp;
import coach.hybrid.rooms.tools.mainapp.Order;
import coach.hybrid.rooms.tools.mainapp.RoomLinks;
import coach.hybrid.rooms.tools.service.Api;
import coach.hybrid.rooms.tools.service.ServiceProcess;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/**
 * From the end of a sentence to its caption on the other screen, on some rooms at once: {@code
 * ./rooms bench speech [ROOMS…]}. One person of each room speaks, in real time.
 */
public final class SpeechBench {
  private static final String KEY = "bench-api-key";
  private static final String SECRET = "bench-secret-shared-with-the-main-app";
  private static final int SILENCE_MILLIS = 1_800;
  private static final long LAST_CAPTION_MILLIS = 6_000;

  /** Rooms do not begin to speak in the same instant. */
  private static final long STAGGER_MILLIS = 470;

  private final Path launcher;
  private final Path output;
  private final Script script;

  /**
   * What came of one number of rooms.
   *
   * @param firstMillis from the end of a sentence to the first caption that has all of it
   * @param finalMillis to the one that no other follows
   */
  record Result(
      int rooms,
      int sentences,
      int missing,
      double wordErrorRate,
      List<Long> firstMillis,
      List<Long> finalMillis) {
    private static long percentile(List<Long> values, double part) {
      List<Long> sorted = values.stream().sorted().toList();
      return sorted.isEmpty()
          ? -1
          : sorted.get((int) Math.min(sorted.size() - 1, Math.floor(part * sorted.size())));
    }

    String line() {
      return String.format(
          Locale.ROOT,
          "%2d rooms  words wrong %4.1f %%  caption complete %4d ms median %5d p95  final %4d"
              + " median %5d p95  missing %d of %d",
          rooms,
          100 * wordErrorRate,
          percentile(firstMillis, 0.5),
          percentile(firstMillis, 0.95),
          percentile(finalMillis, 0.5),
          percentile(finalMillis, 0.95),
          missing,
          sentences);
    }
  }

  private SpeechBench(Path launcher, Path output, Script script) {
    this.launcher = launcher;
    this.output = output;
    this.script = script;
  }

  public static void main(String[] args) throws Exception {
    Path launcher = Path.of(args[0]);
    Path output = Path.of(args[1]);
    List<Integer> numbers =
        Arrays.stream(args).skip(2).map(Integer::parseInt).collect(Collectors.toList());
    if (numbers.isEmpty()) {
      numbers.addAll(List.of(1, 4));
    }
    Files.createDirectories(output);
    SpeechBench bench = new SpeechBench(launcher, output, Script.speak(SILENCE_MILLIS));
    List<Result> results = new ArrayList<>();
    for (int rooms : numbers) {
      Result result = bench.run(rooms);
      System.out.println(result.line());
      results.add(result);
    }
    Files.writeString(
        output.resolve("bench-speech.json"),
        new GsonBuilder().setPrettyPrinting().create().toJson(results));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private Result run(int rooms) throws Exception {
    URI origin = URI.create("http://localhost:" + freePort());
    Path data = Files.createTempDirectory("rooms-speech");
    ServiceProcess service =
        new ServiceProcess(
            launcher,
            origin,
            Map.of(
                "PORT",
                Integer.toString(origin.getPort()),
                "PUBLIC_URL",
                origin.toString(),
                "DATA_DIR",
                data.toString(),
                "ROOM_SERVICE_API_KEY",
                KEY,
                "JWT_SIGNING_SECRET",
                SECRET,
                "ENABLE_AI_ORBS",
                "false",
                "TRANSCRIPTION",
                "true"),
            output.resolve("service-" + rooms + ".log"));
    service.start();
    // Speaking waits for the clock: never on the pool that the sockets' own work needs.
    try (ExecutorService speakers = Executors.newVirtualThreadPerTaskExecutor();
        Api api = new Api(origin, KEY);
        MainApp mainApp = new MainApp(origin, KEY, SECRET)) {
      List<CompletableFuture<Result>> running = new ArrayList<>();
      for (int i = 0; i < rooms; i++) {
        Order order = Order.of("Ada", "Cleo");
        RoomLinks links = mainApp.createRoom(order);
        Person speaker =
            person(api, order.roomId(), order.coach().userId(), "coach", links.coach());
        Person reader =
            person(api, order.roomId(), order.client().userId(), "client", links.client());
        speaker.join();
        reader.join();
        running.add(CompletableFuture.supplyAsync(() -> converse(speaker, reader), speakers));
        Thread.sleep(STAGGER_MILLIS);
      }
      return sum(rooms, running.stream().map(CompletableFuture::join).toList());
    } finally {
      service.stop();
    }
  }

  private static Person person(Api api, String roomId, String userId, String role, URI link) {
    String token = link.getQuery().replaceFirst("^.*token=([^&]+).*$", "$1");
    return new Person(api, roomId, userId, role, token);
  }

  private Result converse(Person speaker, Person reader) {
    try {
      speaker.openVoice();
      long begun = speaker.say(script);
      Thread.sleep(LAST_CAPTION_MILLIS);
      return judge(begun, reader.captions());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } finally {
      speaker.leave();
      reader.leave();
    }
  }

  /** Each final caption belongs to the sentence that ended last before it. */
  private Result judge(long begun, List<Captioned> captions) {
    List<Long> first = new ArrayList<>();
    List<Long> last = new ArrayList<>();
    int missing = 0;
    for (int i = 0; i < script.sentences().size(); i++) {
      long end = begun + nanos(script.ends().get(i));
      long next =
          i + 1 == script.sentences().size()
              ? Long.MAX_VALUE
              : begun + nanos(script.ends().get(i + 1));
      List<Captioned> mine =
          captions.stream()
              .filter(each -> each.arrivedNanos() - end >= 0 && each.arrivedNanos() - next < 0)
              .toList();
      Captioned complete = mine.stream().filter(Captioned::isFinal).findFirst().orElse(null);
      if (complete == null) {
        missing++;
        continue;
      }
      last.add((complete.arrivedNanos() - end) / 1_000_000);
      mine.stream()
          .filter(each -> each.utteranceId() == complete.utteranceId())
          .filter(each -> each.text().equals(complete.text()))
          .findFirst()
          .ifPresent(each -> first.add((each.arrivedNanos() - end) / 1_000_000));
    }
    String written =
        captions.stream()
            .filter(Captioned::isFinal)
            .map(Captioned::text)
            .collect(Collectors.joining(" "));
    return new Result(
        1,
        script.sentences().size(),
        missing,
        Words.errorRate(String.join(" ", script.sentences()), written),
        first,
        last);
  }

  private static long nanos(int samples) {
    return samples * 1_000_000_000L / Script.SAMPLES_PER_SECOND;
  }

  private static Result sum(int rooms, List<Result> parts) {
    return new Result(
        rooms,
        parts.stream().mapToInt(Result::sentences).sum(),
        parts.stream().mapToInt(Result::missing).sum(),
        parts.stream().mapToDouble(Result::wordErrorRate).average().orElse(0),
        parts.stream().flatMap(part -> part.firstMillis().stream()).toList(),
        parts.stream().flatMap(part -> part.finalMillis().stream()).toList());
  }
}
