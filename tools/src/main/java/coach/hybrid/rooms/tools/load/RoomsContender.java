package coach.hybrid.rooms.tools.load;

import coach.hybrid.rooms.tools.mainapp.MainApp;
import coach.hybrid.rooms.tools.mainapp.Order;
import coach.hybrid.rooms.tools.mainapp.RoomLinks;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The service as it is delivered, with its limits of rate out of the way. */
final class RoomsContender implements Contender {
  /** Below those the system gives to whoever connects: the load does so thousands of times. */
  private static final int PORT = 18_201;

  private static final URI URL = URI.create("http://127.0.0.1:" + PORT);
  private static final String KEY = "key-of-the-bench";
  private static final String SECRET = "a-secret-of-the-bench-and-nobody-else";

  private final List<String> command;
  private final File directory;

  /**
   * @param command starts the service
   * @param directory for its data and log
   */
  RoomsContender(List<String> command, File directory) {
    this.command = List.copyOf(command);
    this.directory = directory;
  }

  @Override
  public String name() {
    return "rooms";
  }

  @Override
  public ServerProcess start() throws IOException, InterruptedException {
    Path data = Files.createTempDirectory(directory.toPath(), "data");
    return ServerProcess.start(
        command,
        Map.ofEntries(
            Map.entry("HOST", "127.0.0.1"),
            Map.entry("PORT", Integer.toString(PORT)),
            Map.entry("PUBLIC_URL", URL.toString()),
            Map.entry("DATA_DIR", data.toString()),
            Map.entry("ROOM_SERVICE_API_KEY", KEY),
            Map.entry("ENABLE_AI_ORBS", "false"),
            Map.entry("TRANSCRIPTION", "false"),
            Map.entry("JWT_SIGNING_SECRET", SECRET),
            Map.entry("ORB_LEGACY_JOIN", "true"),
            Map.entry("SOCKET_MESSAGE_BURST", "100000"),
            Map.entry("SOCKET_MESSAGES_PER_SECOND", "100000"),
            Map.entry("API_RATE_BURST", "100000"),
            Map.entry("API_RATE_PER_MINUTE", "1000000"),
            Map.entry("ADDRESS_RATE_PER_MINUTE", "1000000")),
        PORT,
        new File(directory, "rooms.log"));
  }

  @Override
  public int port() {
    return PORT;
  }

  @Override
  public List<Member> newRooms(int count) throws IOException, InterruptedException {
    List<Member> members = new ArrayList<>();
    try (MainApp mainApp = new MainApp(URL, KEY, SECRET)) {
      for (int i = 0; i < count; i++) {
        Order order = Order.of("Ada", "Cleo").withAssistant();
        RoomLinks links = mainApp.createRoom(order);
        String target = "/ws-simple/" + order.roomId();
        members.addAll(
            Contender.members(
                order.roomId(),
                List.of(
                    target + "?" + links.coach().getQuery(),
                    target + "?" + links.client().getQuery(),
                    target),
                List.of(
                    order.coach().userId(),
                    order.client().userId(),
                    "ai-orb-" + order.sessionId())));
      }
    }
    return members;
  }
}
