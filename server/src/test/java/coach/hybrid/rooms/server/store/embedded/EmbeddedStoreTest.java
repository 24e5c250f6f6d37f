package coach.hybrid.rooms.server.store.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import coach.hybrid.rooms.server.store.StaleOwnerException;
import coach.hybrid.rooms.server.store.StoreException;
import coach.hybrid.rooms.server.store.StoredEvent;
import coach.hybrid.rooms.server.store.StoredRoom;
import coach.hybrid.rooms.server.store.UnusableStoreException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.StringDataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedStoreTest {
  private static final Instant AT = Instant.parse("2026-01-31T15:00:00.123Z");

  @TempDir Path directory;

  private Path file() {
    return directory.resolve("rooms.mv");
  }

  private static StoredEvent event(String roomId, long seq) {
    return new StoredEvent(
        roomId, seq, "evt_" + roomId + seq, "room-started", AT, "{\"é\":" + seq + "}");
  }

  private static void fill(EmbeddedRoomStore store, String roomId, int events) {
    for (int seq = 1; seq <= events; seq++) {
      store.commit(new StoredRoom(roomId, 1, "after " + seq), List.of(event(roomId, seq)));
    }
  }

  @Test
  void whatWasCommittedIsThereAfterReopening() throws Exception {
    try (StoreFile file = new StoreFile(directory)) {
      EmbeddedRoomStore store = new EmbeddedRoomStore(file);
      assertNull(store.lastAlive());
      fill(store, "a", 3);
      fill(store, "a-b", 2);
      store.alive(AT);
    }
    try (StoreFile file = new StoreFile(directory)) {
      EmbeddedRoomStore store = new EmbeddedRoomStore(file);
      assertEquals(
          List.of(new StoredRoom("a", 1, "after 3"), new StoredRoom("a-b", 1, "after 2")),
          store.rooms());
      assertEquals(List.of(event("a", 2), event("a", 3)), store.events("a", 1, 100));
      assertEquals(List.of(event("a", 1)), store.events("a", 0, 1));
      assertEquals(AT, store.lastAlive());
      assertEquals(2, store.ownerEpoch());
    }
  }

  @Test
  void purgingOneRoomLeavesTheOthers() throws Exception {
    try (StoreFile file = new StoreFile(directory)) {
      EmbeddedRoomStore store = new EmbeddedRoomStore(file);
      fill(store, "a", 3);
      fill(store, "a1", 2);
      store.purge("a");
      assertEquals(List.of("a1"), store.rooms().stream().map(StoredRoom::roomId).toList());
      assertEquals(List.of(), store.events("a", 0, 100));
      assertEquals(2, store.events("a1", 0, 100).size());
    }
  }

  @Test
  void anEarlierOwnerWritesNothingAnyMore() throws Exception {
    try (StoreFile file = new StoreFile(directory)) {
      EmbeddedRoomStore store = new EmbeddedRoomStore(file);
      store.commit(new StoredRoom("a", 2, "new owner"), List.of(event("a", 1)));
      assertThrows(
          StaleOwnerException.class,
          () -> store.commit(new StoredRoom("a", 1, "old owner"), List.of(event("a", 2))));
      assertEquals("new owner", store.rooms().getFirst().snapshot());
      assertEquals(1, store.events("a", 0, 10).size());
    }
  }

  @Test
  void manyWritersAtOnceAllGetTheirOwn() throws Exception {
    try (StoreFile file = new StoreFile(directory)) {
      EmbeddedRoomStore store = new EmbeddedRoomStore(file);
      List<Thread> writers =
          IntStream.range(0, 50)
              .mapToObj(i -> Thread.startVirtualThread(() -> fill(store, "room-" + i, 20)))
              .toList();
      for (Thread writer : writers) {
        writer.join();
      }
      for (int i = 0; i < 50; i++) {
        assertEquals(20, store.events("room-" + i, 0, 100).size());
      }
    }
  }

  @Test
  void onlyTheOwnerMayReadTheFile() throws Exception {
    try (StoreFile file = new StoreFile(directory)) {
      new EmbeddedRoomStore(file);
      assertEquals(
          "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file())));
    }
  }

  @Test
  void aSecondServiceOnTheSameDirectoryIsRefusedInWords() throws Exception {
    try (StoreFile _ = new StoreFile(directory)) {
      UnusableStoreException refused =
          assertThrows(UnusableStoreException.class, () -> new StoreFile(directory));
      assertTrue(refused.toString().contains("in use"), refused.toString());
    }
  }

  @Test
  void anotherStoreVersionIsRefusedInWordsAndLeftAsItIs() throws Exception {
    new StoreFile(directory).close();
    try (MVStore store = MVStore.open(file().toString())) {
      meta(store).put("schema", "0");
    }
    UnusableStoreException refused =
        assertThrows(UnusableStoreException.class, () -> new StoreFile(directory));
    assertTrue(refused.toString().contains("store version 0"), refused.toString());
    try (MVStore store = MVStore.open(file().toString())) {
      assertEquals("0", meta(store).get("schema"));
    }
  }

  private static MVMap<String, String> meta(MVStore store) {
    return store.openMap(
        "meta",
        new MVMap.Builder<String, String>()
            .keyType(StringDataType.INSTANCE)
            .valueType(StringDataType.INSTANCE));
  }

  @Test
  void whatIsNoStoreAtAllIsRefusedInWordsAndLeftAsItIs() throws Exception {
    Files.writeString(file(), "no store ".repeat(10_000));
    UnusableStoreException refused =
        assertThrows(UnusableStoreException.class, () -> new StoreFile(directory));
    assertTrue(refused.toString().contains("move it away"), refused.toString());
    assertEquals(90_000, Files.size(file()));
  }

  @Test
  void aFileCutShortGivesBackAnEarlierMomentOrARefusalButNeverNonsense() throws Exception {
    Path original = Files.createTempDirectory("whole");
    try (StoreFile file = new StoreFile(original)) {
      fill(new EmbeddedRoomStore(file), "a", 200);
      Files.copy(original.resolve("rooms.mv"), file());
    }
    long whole = Files.size(file());
    int readable = 0;
    for (int tenth = 9; tenth >= 1; tenth--) {
      cut(whole * tenth / 10);
      readable += eventsInOrder() >= 0 ? 1 : 0;
    }
    assertTrue(readable > 0, "a cut tail should leave an earlier version");
  }

  private void cut(long bytes) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(file().toFile(), "rw")) {
      file.setLength(bytes);
    }
  }

  /** How many events there are, in order from the first; -1 if the file was refused. */
  private int eventsInOrder() {
    try (StoreFile file = new StoreFile(directory)) {
      List<StoredEvent> events = new EmbeddedRoomStore(file).events("a", 0, 1_000);
      for (int i = 0; i < events.size(); i++) {
        assertEquals(event("a", i + 1), events.get(i));
      }
      return events.size();
    } catch (UnusableStoreException e) {
      assertTrue(e.toString().contains("move it away"), e.toString());
      return -1;
    }
  }

  /** As on a full disk: MVStore closes itself at the first write that fails. */
  @Test
  void afterAFailedWriteTheStoreComesBackThoughNobodyWrites() throws Exception {
    try (StoreFile file = new StoreFile(directory)) {
      EmbeddedRoomStore store = new EmbeddedRoomStore(file);
      fill(store, "a", 1);
      assertThrows(
          StoreException.class,
          () ->
              file.write(_ -> {
                throw DataUtils.newMVStoreException(
                    DataUtils.ERROR_WRITING_FAILED, "No space left on device");
              }));
      assertFalse(store.available());
      long limit = System.nanoTime() + Duration.ofSeconds(20).toNanos();
      while (!store.available() && System.nanoTime() < limit) {
        Thread.onSpinWait();
      }
      assertTrue(store.available());
      assertEquals(1, store.events("a", 0, 10).size());
    }
  }

  @Test
  void aRoomThatCannotBeReadDoesNotHideTheOthers() throws Exception {
    try (StoreFile file = new StoreFile(directory)) {
      EmbeddedRoomStore store = new EmbeddedRoomStore(file);
      fill(store, "good", 1);
      file.write(to -> {
        to.map(EmbeddedRoomStore.ROOMS).put("crooked", "[");
        to.map(EmbeddedRoomStore.ROOMS).put("empty", "{}");
        to.map(EmbeddedRoomStore.ROOMS).put("null", "null");
      });
      assertEquals(List.of("good"), store.rooms().stream().map(StoredRoom::roomId).toList());
    }
  }
}
