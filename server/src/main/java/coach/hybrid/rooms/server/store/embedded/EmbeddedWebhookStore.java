package coach.hybrid.rooms.server.store.embedded;

import coach.hybrid.rooms.server.config.Secret;
import coach.hybrid.rooms.server.store.StoredDeadLetter;
import coach.hybrid.rooms.server.store.StoredWebhook;
import coach.hybrid.rooms.server.store.WebhookStore;
import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Webhooks, cursors and dead letters as texts in three maps of the file: by webhook, by room and
 * webhook, and by room, webhook and seq. The room comes first so that what goes with a room lies
 * together.
 */
public final class EmbeddedWebhookStore implements WebhookStore {
  private static final Logger log = LoggerFactory.getLogger(EmbeddedWebhookStore.class);
  private static final String WEBHOOKS = "webhooks";
  private static final String CURSORS = "webhook-cursors";
  private static final String DEAD_LETTERS = "webhook-dead-letters";

  /** Sorts before everything an id may hold. */
  private static final char SEPARATOR = '!';

  private static final char AFTER_SEPARATOR = '"';
  private static final Gson GSON = new Gson();

  private record WebhookValue(
      String url, List<String> events, String secret, long createdAtMillis, boolean disabled) {}

  private record DeadLetterValue(
      String eventId,
      String type,
      long happenedAtMillis,
      long buriedAtMillis,
      int attempts,
      int lastStatus,
      @Nullable String lastError) {}

  private final StoreFile file;

  public EmbeddedWebhookStore(StoreFile file) {
    this.file = file;
  }

  private static String key(String roomId, String webhookId) {
    return roomId + SEPARATOR + webhookId;
  }

  private static String key(String webhookId, DeadLetterKey key) {
    return "%s%c%012d".formatted(key(key.roomId(), webhookId), SEPARATOR, key.seq());
  }

  @Override
  public List<StoredWebhook> webhooks() {
    return file.read(() -> {
      List<StoredWebhook> found = new ArrayList<>();
      file.map(WEBHOOKS)
          .forEach((id, text) -> {
            try {
              found.add(read(id, text));
            } catch (JsonParseException | NullPointerException e) {
              log.error("webhook {} cannot be read back and is left out", id, e);
            }
          });
      return found;
    });
  }

  private static StoredWebhook read(String id, String text) {
    WebhookValue value = GSON.fromJson(text, WebhookValue.class);
    return new StoredWebhook(
        id,
        Objects.requireNonNull(value.url(), "url"),
        value.events(),
        new Secret(Objects.requireNonNull(value.secret(), "secret")),
        Instant.ofEpochMilli(value.createdAtMillis()),
        value.disabled());
  }

  private static String write(StoredWebhook webhook) {
    return GSON.toJson(
        new WebhookValue(
            webhook.url(),
            webhook.events(),
            webhook.secret().reveal(),
            webhook.createdAt().toEpochMilli(),
            webhook.disabled()));
  }

  @Override
  public void add(StoredWebhook webhook, Map<String, Long> cursors) {
    String value = write(webhook);
    file.write(to -> {
      to.map(WEBHOOKS).put(webhook.id(), value);
      MVMap<String, String> map = to.map(CURSORS);
      MVMap<String, String> rooms = to.map(EmbeddedRoomStore.ROOMS);
      cursors.forEach((roomId, seq) -> {
        if (rooms.containsKey(roomId)) {
          map.put(key(roomId, webhook.id()), Long.toString(seq));
        }
      });
    });
  }

  @Override
  public void replace(StoredWebhook webhook) {
    String value = write(webhook);
    file.write(to -> to.map(WEBHOOKS).replace(webhook.id(), value));
  }

  @Override
  public void remove(String webhookId) {
    file.write(to -> {
      to.map(WEBHOOKS).remove(webhookId);
      for (String name : List.of(CURSORS, DEAD_LETTERS)) {
        MVMap<String, String> map = to.map(name);
        List<String> keys = new ArrayList<>();
        map.cursor(null)
            .forEachRemaining(key -> {
              if (webhookOf(key).equals(webhookId)) {
                keys.add(key);
              }
            });
        keys.forEach(map::remove);
      }
    });
  }

  private static String webhookOf(String key) {
    int start = key.indexOf(SEPARATOR) + 1;
    int end = key.indexOf(SEPARATOR, start);
    return end < 0 ? key.substring(start) : key.substring(start, end);
  }

  private static String roomOf(String key) {
    return key.substring(0, key.indexOf(SEPARATOR));
  }

  @Override
  public Map<String, Long> cursors(String webhookId) {
    return file.read(() -> {
      Map<String, Long> found = new HashMap<>();
      Cursor<String, String> cursor = file.map(CURSORS).cursor(null);
      while (cursor.hasNext()) {
        String key = cursor.next();
        if (webhookOf(key).equals(webhookId)) {
          found.put(roomOf(key), Long.parseLong(cursor.getValue()));
        }
      }
      return found;
    });
  }

  @Override
  public void advance(String webhookId, String roomId, long seq, List<StoredDeadLetter> buried) {
    List<Map.Entry<String, String>> entries =
        buried.stream()
            .map(letter -> Map.entry(key(webhookId, letter.key()), GSON.toJson(valueOf(letter))))
            .toList();
    file.write(to -> {
      if (to.map(WEBHOOKS).containsKey(webhookId)
          && to.map(EmbeddedRoomStore.ROOMS).containsKey(roomId)) {
        MVMap<String, String> letters = to.map(DEAD_LETTERS);
        entries.forEach(entry -> letters.put(entry.getKey(), entry.getValue()));
        to.map(CURSORS).put(key(roomId, webhookId), Long.toString(seq));
      }
    });
  }

  private static DeadLetterValue valueOf(StoredDeadLetter letter) {
    return new DeadLetterValue(
        letter.eventId(),
        letter.type(),
        letter.happenedAt().toEpochMilli(),
        letter.buriedAt().toEpochMilli(),
        letter.attempts(),
        letter.lastStatus(),
        letter.lastError());
  }

  private static StoredDeadLetter letter(String key, String text) {
    DeadLetterValue value = GSON.fromJson(text, DeadLetterValue.class);
    return new StoredDeadLetter(
        roomOf(key),
        Long.parseLong(key.substring(key.lastIndexOf(SEPARATOR) + 1)),
        value.eventId(),
        value.type(),
        Instant.ofEpochMilli(value.happenedAtMillis()),
        Instant.ofEpochMilli(value.buriedAtMillis()),
        value.attempts(),
        value.lastStatus(),
        value.lastError());
  }

  @Override
  public List<StoredDeadLetter> deadLetters(
      String webhookId, @Nullable DeadLetterKey after, int limit) {
    String from =
        after == null ? null : key(webhookId, new DeadLetterKey(after.roomId(), after.seq() + 1));
    return file.read(() -> {
      List<StoredDeadLetter> found = new ArrayList<>();
      Cursor<String, String> cursor = file.map(DEAD_LETTERS).cursor(from);
      while (cursor.hasNext() && found.size() < limit) {
        String key = cursor.next();
        if (webhookOf(key).equals(webhookId)) {
          found.add(letter(key, cursor.getValue()));
        }
      }
      return found;
    });
  }

  @Override
  public @Nullable StoredDeadLetter deadLetter(String webhookId, DeadLetterKey which) {
    String key = key(webhookId, which);
    return file.read(() -> {
      String text = file.map(DEAD_LETTERS).get(key);
      return text == null ? null : letter(key, text);
    });
  }

  @Override
  public void removeDeadLetter(String webhookId, DeadLetterKey which) {
    file.write(to -> to.map(DEAD_LETTERS).remove(key(webhookId, which)));
  }

  @Override
  public long deadLetterCount() {
    return file.read(() -> file.map(DEAD_LETTERS).sizeAsLong());
  }

  /** Part of the write in which a room is purged. */
  static void purge(StoreFile to, String roomId) {
    for (String name : List.of(CURSORS, DEAD_LETTERS)) {
      MVMap<String, String> map = to.map(name);
      List<String> keys = new ArrayList<>();
      map.cursor(roomId + SEPARATOR, roomId + AFTER_SEPARATOR, false).forEachRemaining(keys::add);
      keys.forEach(map::remove);
    }
  }
}
