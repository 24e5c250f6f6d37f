package coach.hybrid.rooms.tools.crash;

import coach.hybrid.rooms.tools.mainapp.MainApp;
import coach.hybrid.rooms.tools.mainapp.Order;
import coach.hybrid.rooms.tools.mainapp.RoomLinks;
import coach.hybrid.rooms.tools.service.Api;
import coach.hybrid.rooms.tools.service.Follower;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * One room and everything its people and its main app do in it, at random, until told to stop.
 * Remembers what the service acknowledged.
 */
final class RoomActor {
  private static final int MIN_PAUSE_MILLIS = 150;
  private static final int MAX_PAUSE_MILLIS = 900;

  private final Api api;
  private final Random random;
  private final String roomId;
  private final Person coach;
  private final Person client;
  private final Follower follower;

  /** What the last answered change said; null if a later one was not answered. */
  private @Nullable Boolean recording;

  private int changes;
  private boolean endAnswered;

  private RoomActor(Api api, long seed, RoomLinks links, Order order) {
    this.api = api;
    this.random = new Random(seed);
    this.roomId = links.roomId();
    coach = new Person(api, roomId, order.coach().userId(), "coach", tokenOf(links.coach()));
    client = new Person(api, roomId, order.client().userId(), "client", tokenOf(links.client()));
    follower = new Follower(api, roomId);
  }

  private static String tokenOf(URI link) {
    return link.getQuery().substring("token=".length());
  }

  static RoomActor create(Api api, MainApp mainApp, long seed)
      throws IOException, InterruptedException {
    Order order = Order.of("Ada", "Cleo");
    return new RoomActor(api, seed, mainApp.createRoom(order), order);
  }

  /** True when the room has ended and another may take its place. */
  boolean step() throws InterruptedException {
    Thread.sleep(random.nextInt(MIN_PAUSE_MILLIS, MAX_PAUSE_MILLIS));
    int dice = random.nextInt(100);
    if (!coach.online()) {
      coach.join();
    } else if (!client.online()) {
      client.join();
    } else if (dice < 35) {
      client.leave();
    } else if (dice < 55) {
      client.drop();
    } else if (dice < 65) {
      coach.drop();
    } else if (dice < 85) {
      change();
    } else if (dice < 88) {
      return end();
    }
    return false;
  }

  private void change() throws InterruptedException {
    boolean wish = random.nextBoolean();
    recording = null;
    try {
      int status =
          api.call(
                  "PATCH",
                  "/api/rooms/" + roomId + "/config",
                  "{\"features\":{\"recording\":" + wish + "}}")
              .statusCode();
      if (status == 200) {
        recording = wish;
        changes++;
      }
    } catch (IOException e) {
      // Open.
    }
  }

  private boolean end() throws InterruptedException {
    try {
      endAnswered =
          api.call("POST", "/api/rooms/" + roomId + "/end", "{\"reason\":\"session_completed\"}")
                  .statusCode()
              == 200;
    } catch (IOException e) {
      // Open: the room may go on.
    }
    return endAnswered;
  }

  /** What is wrong with the setting that was changed; only asked of a room that goes on. */
  @Nullable String wrongSetting() throws IOException, InterruptedException {
    Boolean expected = recording;
    if (expected == null) {
      return null;
    }
    HttpResponse<String> answer = api.call("PATCH", "/api/rooms/" + roomId + "/config", "{}");
    if (answer.statusCode() != 200) {
      return "settings were answered " + answer.statusCode() + " " + answer.body();
    }
    boolean found =
        JsonParser.parseString(answer.body())
            .getAsJsonObject()
            .getAsJsonObject("config")
            .getAsJsonObject("features")
            .get("recording")
            .getAsBoolean();
    return found == expected ? null : "recording is " + found + ", acknowledged was " + expected;
  }

  String roomId() {
    return roomId;
  }

  Person coach() {
    return coach;
  }

  Person client() {
    return client;
  }

  Follower follower() {
    return follower;
  }

  boolean endAnswered() {
    return endAnswered;
  }

  int changes() {
    return changes;
  }
}
