package coach.hybrid.rooms.server.room;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Remembers what went out to one socket. */
final class FakeOutbox implements Outbox {
  record Close(int code, String reason) {}

  private final List<String> texts = new ArrayList<>();
  private @Nullable Close close;

  @Override
  public void send(String text) {
    texts.add(text);
  }

  @Override
  public void close(int code, String reason) {
    if (close == null) {
      close = new Close(code, reason);
    }
  }

  @Override
  public int waiting() {
    return 0;
  }

  @Nullable Close closed() {
    return close;
  }

  /** Everything since the last call. */
  List<JsonObject> take() {
    List<JsonObject> taken =
        texts.stream().map(text -> JsonParser.parseString(text).getAsJsonObject()).toList();
    texts.clear();
    return taken;
  }

  /** The types of everything since the last call. */
  List<String> takeTypes() {
    return take().stream().map(message -> message.get("type").getAsString()).toList();
  }

  /** The only message of this type since the last call; forgets the others. */
  JsonObject takeOnly(String type) {
    List<JsonObject> found =
        take().stream().filter(message -> message.get("type").getAsString().equals(type)).toList();
    if (found.size() != 1) {
      throw new AssertionError(found.size() + " messages of type " + type);
    }
    return found.getFirst();
  }

  String takeErrorCode() {
    return takeOnly("error").get("code").getAsString();
  }
}
