package coach.hybrid.rooms.tools.service;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a participant's page hears on one signalling socket, in the order it comes. */
public final class Page implements WebSocket.Listener {
  private final Consumer<JsonObject> received;
  private final Consumer<WebSocket> gone;
  private final CompletableFuture<Boolean> welcome = new CompletableFuture<>();
  private final StringBuilder text = new StringBuilder();

  /**
   * A page.
   *
   * @param gone told of the socket's end, whoever made it
   */
  public Page(Consumer<JsonObject> received, Consumer<WebSocket> gone) {
    this.received = received;
    this.gone = gone;
  }

  /** The first message of a person. */
  public static String join(String roomId, String userId, String role, String instanceId) {
    return """
    {"type":"join","roomId":"%s","userId":"%s","userRole":"%s","participantType":"human",\
    "protocol":1,"instanceId":"%s"}\
    """
        .formatted(roomId, userId, role, instanceId);
  }

  /** Completes when the person is let in: whether the seat was still there. */
  public CompletableFuture<Boolean> welcome() {
    return welcome;
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
    text.append(part);
    if (last) {
      JsonObject message = JsonParser.parseString(text.toString()).getAsJsonObject();
      text.setLength(0);
      if (message.get("type").getAsString().equals("peer-discovery")) {
        welcome.complete(message.get("resumed").getAsBoolean());
      }
      received.accept(message);
    }
    from.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    welcome.completeExceptionally(new IOException("closed " + code));
    gone.accept(from);
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    welcome.completeExceptionally(new IOException("lost", error));
    gone.accept(from);
  }
}
