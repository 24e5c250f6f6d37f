package coach.hybrid.rooms.server.store.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import coach.hybrid.rooms.server.config.Secret;
import coach.hybrid.rooms.server.store.StoredDeadLetter;
import coach.hybrid.rooms.server.store.StoredRoom;
import coach.hybrid.rooms.server.store.StoredWebhook;
import coach.hybrid.rooms.server.store.WebhookStore.DeadLetterKey;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedWebhookStoreTest {
  private static final Instant AT = Instant.parse("2026-01-31T15:00:00.123Z");

  @TempDir Path directory;
  private StoreFile file;
  private EmbeddedRoomStore rooms;
  private EmbeddedWebhookStore store;

  @BeforeEach
  void open() throws Exception {
    file = new StoreFile(directory);
    rooms = new EmbeddedRoomStore(file);
    store = new EmbeddedWebhookStore(file);
    for (String room : List.of("a", "a-1", "a_", "b")) {
      rooms.commit(new StoredRoom(room, 1, "state"), List.of());
    }
  }

  @AfterEach
  void close() {
    file.close();
  }

  private void reopen() throws Exception {
    file.close();
    file = new StoreFile(directory);
    store = new EmbeddedWebhookStore(file);
  }

  private static StoredWebhook webhook(String id) {
    return new StoredWebhook(
        id, "https://a.example/?é", List.of("error"), new Secret("sécret<>&"), AT, false);
  }

  private static StoredDeadLetter letter(String roomId, long seq) {
    return new StoredDeadLetter(
        roomId, seq, "evt_" + seq, "error", AT, AT.plusSeconds(9), 3, 500, "it said \"no\"");
  }

  @Test
  void webhooksAndTheirSecretsAreThereAfterReopening() throws Exception {
    store.add(webhook("wh_1"), Map.of("a", 3L, "b", 1L, "gone", 7L));
    reopen();
    StoredWebhook found = store.webhooks().getFirst();
    assertEquals("sécret<>&", found.secret().reveal());
    assertEquals("https://a.example/?é", found.url());
    assertEquals(List.of("error"), found.events());
    assertEquals(AT, found.createdAt());
    assertFalse(found.disabled());
    assertEquals(Map.of("a", 3L, "b", 1L), store.cursors("wh_1"));
  }

  @Test
  void cursorAndDeadLettersMoveTogether() throws Exception {
    store.add(webhook("wh_1"), Map.of());
    store.advance("wh_1", "a", 12, List.of(letter("a", 10), letter("a", 12)));
    reopen();
    assertEquals(Map.of("a", 12L), store.cursors("wh_1"));
    assertEquals(List.of(letter("a", 10), letter("a", 12)), store.deadLetters("wh_1", null, 10));
    assertEquals(letter("a", 12), store.deadLetter("wh_1", new DeadLetterKey("a", 12)));
    assertNull(store.deadLetter("wh_1", new DeadLetterKey("a", 11)));
    assertEquals(2, store.deadLetterCount());
    store.removeDeadLetter("wh_1", new DeadLetterKey("a", 10));
    assertEquals(List.of(letter("a", 12)), store.deadLetters("wh_1", null, 10));
  }

  @Test
  void pagesOfDeadLettersFollowOneAnotherWithoutGapOrRepeat() {
    store.add(webhook("wh_1"), Map.of());
    store.add(webhook("wh_2"), Map.of());
    for (String room : List.of("a", "a-1", "b")) {
      for (int seq = 1; seq <= 3; seq++) {
        store.advance("wh_1", room, seq, List.of(letter(room, seq)));
        store.advance("wh_2", room, seq, List.of(letter(room, seq)));
      }
    }
    List<StoredDeadLetter> all = store.deadLetters("wh_1", null, 100);
    assertEquals(9, all.size());
    assertEquals(all.subList(0, 4), store.deadLetters("wh_1", null, 4));
    assertEquals(all.subList(4, 8), store.deadLetters("wh_1", all.get(3).key(), 4));
    assertEquals(all.subList(8, 9), store.deadLetters("wh_1", all.get(7).key(), 4));
  }

  @Test
  void aPurgedRoomTakesItsOwnAlongAndNoOthers() {
    store.add(webhook("wh_1"), Map.of());
    for (String room : List.of("a", "a-1", "a_", "b")) {
      store.advance("wh_1", room, 1, List.of(letter(room, 1)));
    }
    rooms.purge("a");
    assertEquals(Map.of("a-1", 1L, "a_", 1L, "b", 1L), store.cursors("wh_1"));
    assertEquals(3, store.deadLetterCount());
    store.advance("wh_1", "a", 2, List.of(letter("a", 2)));
    assertEquals(3, store.deadLetterCount());
    assertNull(store.cursors("wh_1").get("a"));
  }

  @Test
  void aRemovedWebhookTakesItsOwnAlongAndNoOthers() {
    store.add(webhook("wh_1"), Map.of("a", 1L));
    store.add(webhook("wh_2"), Map.of("a", 1L));
    store.advance("wh_1", "b", 1, List.of(letter("b", 1)));
    store.remove("wh_1");
    store.advance("wh_1", "b", 2, List.of(letter("b", 2)));
    store.replace(webhook("wh_1"));
    assertEquals(List.of("wh_2"), store.webhooks().stream().map(StoredWebhook::id).toList());
    assertEquals(Map.of(), store.cursors("wh_1"));
    assertEquals(Map.of("a", 1L), store.cursors("wh_2"));
    assertEquals(0, store.deadLetterCount());
  }

  @Test
  void aRecordThatCannotBeReadIsLeftOutAndTheOthersAreThere() throws Exception {
    store.add(webhook("wh_1"), Map.of());
    store.add(webhook("wh_4"), Map.of());
    file.write(to -> {
      to.map("webhooks").put("wh_0", "no json at all");
      to.map("webhooks").put("wh_2", "{}");
      to.map("webhooks").put("wh_3", "null");
      to.map("webhooks").put("wh_5", "{\"url\":\"x\",\"secret\":\"y\",\"createdAtMillis\":\"z\"}");
    });
    reopen();
    assertEquals(
        List.of("wh_1", "wh_4"), store.webhooks().stream().map(StoredWebhook::id).toList());
    assertNotNull(file.map("webhooks").get("wh_0"));
  }
}
