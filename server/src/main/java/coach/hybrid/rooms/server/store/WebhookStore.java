package coach.hybrid.rooms.server.store;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where webhooks, how far each has been told of each room, and what could not be delivered survive
 * a crash. Every method may be called from any thread; all may throw {@link StoreException}, after
 * which the same call may be tried again. What is purged with a room ({@link RoomStore#purge}) goes
 * in the same write.
 */
public interface WebhookStore {
  /** Every webhook that can be read; others are logged and left where they are. */
  List<StoredWebhook> webhooks();

  /**
   * Writes a new webhook.
   *
   * @param cursors by room: the {@code seq} up to which it is to be told nothing; rooms that are
   *     gone are left out
   */
  void add(StoredWebhook webhook, Map<String, Long> cursors);

  /** Writes what has changed of a webhook; nothing if it is gone. */
  void replace(StoredWebhook webhook);

  /** Forgets everything about a webhook. */
  void remove(String webhookId);

  /** By room: the {@code seq} that was dealt with last. */
  Map<String, Long> cursors(String webhookId);

  /**
   * Moves the cursor and buries what is passed over undelivered, all or nothing. Does nothing once
   * the webhook or the room is gone.
   */
  void advance(String webhookId, String roomId, long seq, List<StoredDeadLetter> buried);

  /** Up to {@code limit} dead letters of a webhook, by room and {@code seq}. */
  List<StoredDeadLetter> deadLetters(String webhookId, @Nullable DeadLetterKey after, int limit);

  @Nullable StoredDeadLetter deadLetter(String webhookId, DeadLetterKey key);

  void removeDeadLetter(String webhookId, DeadLetterKey key);

  /** How many dead letters there are, of all webhooks. */
  long deadLetterCount();

  /** Which event a dead letter is of. */
  record DeadLetterKey(String roomId, long seq) {}
}
