package coach.hybrid.rooms.server.http;

import coach.hybrid.rooms.protocol.IceServer;
import coach.hybrid.rooms.protocol.ServerMessage.IceServers;
import coach.hybrid.rooms.server.turn.TurnCredentials;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import spark.Request;
import spark.Response;

/** What participants are given to connect with, for whoever checks the relay from outside. */
final class IceApi {
  private static final String USER = "check";
  private static final int MILLIS = 1_000;

  private final TurnCredentials turn;

  IceApi(TurnCredentials turn) {
    this.turn = turn;
  }

  Object iceServers(Request request, Response response) {
    IceServers given = turn.iceServersFor(USER);
    List<Object> servers = new ArrayList<>();
    for (IceServer server : given.iceServers()) {
      Map<String, @Nullable Object> entry = Json.object();
      entry.put("urls", server.urls());
      entry.put("username", server.username());
      entry.put("credential", server.credential());
      servers.add(entry);
    }
    Map<String, @Nullable Object> body = Json.object();
    body.put("iceServers", servers);
    body.put("ttl", given.ttlMillis() / MILLIS);
    response.header("Cache-Control", "no-store");
    return Json.write(response, body);
  }
}
