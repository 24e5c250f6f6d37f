package coach.hybrid.rooms.tools.crash;

import coach.hybrid.rooms.tools.service.Api;
import coach.hybrid.rooms.tools.service.Page;
import java.io.IOException;
import java.net.http.WebSocket;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One participant's page: joins, drops its socket, comes back, leaves; counts what was answered.
 */
final class Person {
  private static final long ANSWER_SECONDS = 8;

  private final Api api;
  private final String roomId;
  private final String userId;
  private final String role;
  private final String token;
  private volatile @Nullable WebSocket socket;
  private volatile boolean online;

  private int freshJoins;
  private int resumes;
  private int openJoins;
  private int leaves;

  Person(Api api, String roomId, String userId, String role, String token) {
    this.api = api;
    this.roomId = roomId;
    this.userId = userId;
    this.role = role;
    this.token = token;
  }

  boolean online() {
    return online;
  }

  void join() throws InterruptedException {
    Page page = new Page(_ -> {}, this::gone);
    boolean asked = false;
    try {
      WebSocket opened = api.open("/ws-simple/" + roomId + "?token=" + token, page);
      socket = opened;
      asked = true;
      opened
          .sendText(Page.join(roomId, userId, role, "page-of-" + role), true)
          .get(ANSWER_SECONDS, TimeUnit.SECONDS);
      if (page.welcome().get(ANSWER_SECONDS, TimeUnit.SECONDS)) {
        resumes++;
      } else {
        freshJoins++;
      }
      online = true;
    } catch (IOException | ExecutionException | TimeoutException e) {
      openJoins += asked ? 1 : 0;
      online = false;
    }
  }

  /** As when the network goes: the seat stays for its grace. */
  void drop() {
    WebSocket open = socket;
    if (open != null) {
      open.abort();
    }
    online = false;
  }

  void leave() throws InterruptedException {
    try {
      int status =
          api.call(
                  "POST",
                  "/room/" + roomId + "/leave",
                  "{\"token\":\"%s\",\"instanceId\":\"page-of-%s\"}".formatted(token, role))
              .statusCode();
      if (status == 204) {
        leaves++;
      }
    } catch (IOException e) {
      // Whether it was heard is open; either is right.
    }
    online = false;
  }

  String userId() {
    return userId;
  }

  int freshJoins() {
    return freshJoins;
  }

  int resumes() {
    return resumes;
  }

  int openJoins() {
    return openJoins;
  }

  int leaves() {
    return leaves;
  }

  /** An older socket's end says nothing about the present one. */
  private void gone(WebSocket from) {
    if (from.equals(socket)) {
      online = false;
    }
  }
}
