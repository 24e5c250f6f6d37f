package coach.hybrid.rooms.server.room;

import coach.hybrid.rooms.server.store.RoomStore;
import coach.hybrid.rooms.server.store.StoredEvent;
import coach.hybrid.rooms.server.transcription.Utterance;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/** Transcripts as they stand in the event log, which is the only place where words are kept. */
final class Transcripts {
  private static final int PAGE = 512;

  private final RoomStore store;

  Transcripts(RoomStore store) {
    this.store = store;
  }

  /** Everything that was said in this room so far, by when it began; waits for the store. */
  List<Utterance> of(String roomId) {
    List<Utterance> said = new ArrayList<>();
    forEach(
        roomId,
        event -> {
          Utterance utterance = RoomEventFormat.utterance(event);
          if (utterance != null) {
            said.add(utterance);
          }
        });
    said.sort(Comparator.comparingInt(Utterance::startMillis));
    return said;
  }

  /**
   * Takes the words out of the events, which stay, so that their numbers do; waits for the store.
   *
   * @return what was said
   */
  List<Utterance> erase(String roomId) {
    List<Utterance> said = new ArrayList<>();
    List<StoredEvent> emptied = new ArrayList<>();
    forEach(
        roomId,
        event -> {
          Utterance utterance = RoomEventFormat.utterance(event);
          if (utterance != null) {
            said.add(utterance);
            emptied.add(RoomEventFormat.withoutWords(event));
          }
        });
    store.rewrite(emptied);
    return said;
  }

  private void forEach(String roomId, Consumer<StoredEvent> action) {
    long seq = 0;
    List<StoredEvent> page = store.events(roomId, seq, PAGE);
    while (!page.isEmpty()) {
      page.forEach(action);
      seq = page.getLast().seq();
      page = store.events(roomId, seq, PAGE);
    }
  }
}
