package coach.hybrid.rooms.server.event.webhook;

import coach.hybrid.rooms.server.store.StoreException;
import coach.hybrid.rooms.server.store.StoredDeadLetter;
import coach.hybrid.rooms.server.store.StoredWebhook;
import coach.hybrid.rooms.server.store.WebhookStore;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A store whose disk can be full. */
final class FullableStore implements WebhookStore {
  private final WebhookStore store;
  private boolean full;

  FullableStore(WebhookStore store) {
    this.store = store;
  }

  void setFull(boolean nowFull) {
    full = nowFull;
  }

  private WebhookStore writing() {
    if (full) {
      throw new StoreException("no space left", null);
    }
    return store;
  }

  @Override
  public List<StoredWebhook> webhooks() {
    return store.webhooks();
  }

  @Override
  public void add(StoredWebhook webhook, Map<String, Long> cursors) {
    writing().add(webhook, cursors);
  }

  @Override
  public void replace(StoredWebhook webhook) {
    writing().replace(webhook);
  }

  @Override
  public void remove(String webhookId) {
    writing().remove(webhookId);
  }

  @Override
  public Map<String, Long> cursors(String webhookId) {
    return store.cursors(webhookId);
  }

  @Override
  public void advance(String webhookId, String roomId, long seq, List<StoredDeadLetter> buried) {
    writing().advance(webhookId, roomId, seq, buried);
  }

  @Override
  public List<StoredDeadLetter> deadLetters(
      String webhookId, @Nullable DeadLetterKey after, int limit) {
    return store.deadLetters(webhookId, after, limit);
  }

  @Override
  public @Nullable StoredDeadLetter deadLetter(String webhookId, DeadLetterKey key) {
    return store.deadLetter(webhookId, key);
  }

  @Override
  public void removeDeadLetter(String webhookId, DeadLetterKey key) {
    writing().removeDeadLetter(webhookId, key);
  }

  @Override
  public long deadLetterCount() {
    return store.deadLetterCount();
  }
}
