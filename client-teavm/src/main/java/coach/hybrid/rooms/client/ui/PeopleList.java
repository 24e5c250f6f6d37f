package coach.hybrid.rooms.client.ui;

import coach.hybrid.rooms.client.call.Participant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.dom.html.HTMLElement;

/**
 * The people of the call in the coach's panel, and the way to remove one of them, which asks first.
 * A line stays where it is while its words change, so that the focus stays as well.
 */
final class PeopleList {
  /** One line; no record, because its identity is all that is ever compared. */
  private static final class Entry {
    final Participant participant;
    final HTMLElement element = Dom.copy("person");

    Entry(Participant participant) {
      this.participant = participant;
    }
  }

  private final HTMLElement list;
  private final HTMLElement nobody = Dom.copy("person");
  private final HTMLElement dialog;
  private final List<Entry> entries = new ArrayList<>();
  private @Nullable Participant chosen;

  PeopleList(HTMLElement room, HTMLElement panel, Consumer<Participant> remove) {
    list = Dom.part(panel, "people");
    dialog = Dom.part(room, "remove-dialog");
    Dom.setText(nobody, "words", "Nobody else is here yet");
    list.appendChild(nobody);
    Dom.on(
        Dom.part(dialog, "remove-confirm"),
        "click",
        () -> {
          if (chosen != null) {
            remove.accept(chosen);
          }
        });
  }

  void show(Participant participant, String words) {
    Entry entry = find(participant);
    if (entry == null) {
      entry = new Entry(participant);
      entries.add(entry);
      list.appendChild(entry.element);
      HTMLElement button = Dom.part(entry.element, "remove");
      String name = participant.info().userName();
      button.setHidden(false);
      button.setAttribute("aria-label", "Remove " + name);
      Dom.on(button, "click", () -> ask(participant));
    }
    String link = Words.link(participant.linkState());
    Dom.part(entry.element, "dot").setClassName("dot " + link);
    Dom.setText(entry.element, "words", words);
    nobody.setHidden(true);
  }

  /** Whoever is not among these is gone. */
  void keep(List<Participant> participants) {
    for (Entry entry : new ArrayList<>(entries)) {
      if (participants.indexOf(entry.participant) < 0) {
        entries.remove(entry);
        list.removeChild(entry.element);
      }
    }
    nobody.setHidden(!entries.isEmpty());
  }

  private @Nullable Entry find(Participant participant) {
    for (Entry entry : entries) {
      if (entry.participant.equals(participant)) {
        return entry;
      }
    }
    return null;
  }

  private void ask(Participant participant) {
    chosen = participant;
    String name = participant.info().userName();
    Dom.setText(dialog, "remove-title", "Remove " + name + " from the call?");
    Dom.showModal(dialog);
  }
}
