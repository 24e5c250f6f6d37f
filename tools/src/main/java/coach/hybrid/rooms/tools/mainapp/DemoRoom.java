package coach.hybrid.rooms.tools.mainapp;

import java.io.IOException;
import java.net.URI;
import java.util.Map;

/**
 * Orders one room for {@code ./rooms demo} and prints the two links. Reads {@code PUBLIC_URL},
 * {@code ROOM_SERVICE_API_KEY} and {@code JWT_SIGNING_SECRET}.
 */
public final class DemoRoom {
  private static final int EXIT_FAILED = 1;
  private static final int EXIT_BAD_USAGE = 2;

  private DemoRoom() {}

  public static void main(String[] args) {
    Map<String, String> env = System.getenv();
    String url = env.get("PUBLIC_URL");
    String key = env.get("ROOM_SERVICE_API_KEY");
    String secret = env.get("JWT_SIGNING_SECRET");
    if (url == null || key == null || secret == null) {
      System.err.println(
          "demo-room: PUBLIC_URL, ROOM_SERVICE_API_KEY and JWT_SIGNING_SECRET must be set");
      System.exit(EXIT_BAD_USAGE);
      return;
    }
    try (MainApp mainApp = new MainApp(URI.create(url), key, secret)) {
      RoomLinks links = mainApp.createRoom(Order.of("Ada", "Cleo").withAssistant());
      System.out.println("coach:  " + links.coach());
      System.out.println("client: " + links.client());
    } catch (IOException e) {
      System.err.println("demo-room: " + e.getMessage());
      System.exit(EXIT_FAILED);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
