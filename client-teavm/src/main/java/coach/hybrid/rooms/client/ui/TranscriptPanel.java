package coach.hybrid.rooms.client.ui;

import coach.hybrid.rooms.client.transcript.Search;
import coach.hybrid.rooms.client.transcript.Transcript;
import coach.hybrid.rooms.client.transcript.Utterance;
import coach.hybrid.rooms.protocol.TranscriptionState;
import java.util.ArrayList;
import java.util.List;
import org.teavm.jso.dom.html.HTMLElement;

/**
 * All that was said, in the coach's panel: it follows what is said now unless its reader has
 * scrolled up, can be searched, and saved.
 */
final class TranscriptPanel implements Transcript.Listener {
  private final HTMLElement element;
  private final HTMLElement list;
  private final HTMLElement jump;
  private final Transcript transcript;
  private final Search search;

  /** An utterance on the page; TeaVM pays for each bare element in a list with a wrapper. */
  private static final class Row {
    final HTMLElement element = Dom.copy("utterance");
    final HTMLElement words = Dom.part(element, "words");
  }

  /** One for each utterance, in the same order. */
  private final List<Row> rows = new ArrayList<>();

  private TranscriptionState state = TranscriptionState.OFF;
  private boolean follows = true;

  TranscriptPanel(HTMLElement panel, Transcript transcript, RoomScreen.Actions actions) {
    this.transcript = transcript;
    element = Dom.part(panel, "transcript");
    list = Dom.part(element, "utterances");
    jump = Dom.part(element, "jump");
    search = new Search(transcript, Dom::fold);
    transcript.show(this);
    Dom.onScroll(list, () -> setFollowing(Dom.isAtEnd(list)), this::follow);
    Dom.on(jump, "click", this::jumpToLatest);
    Dom.on(Dom.part(element, "reload"), "click", actions::loadTranscript);
    for (String format : new String[] {"text", "vtt", "json"}) {
      HTMLElement save = Dom.part(element, "save-" + format);
      Dom.on(save, "click", () -> actions.saveTranscript(format));
    }
    HTMLElement query = Dom.part(element, "query");
    Dom.on(query, "input", () -> find(Dom.value(query)));
    Dom.onEnter(query, () -> move(1), () -> move(-1));
    Dom.on(Dom.part(element, "hit-before"), "click", () -> move(-1));
    Dom.on(Dom.part(element, "hit-after"), "click", () -> move(1));
    describe();
  }

  void setState(TranscriptionState now) {
    state = now;
    describe();
  }

  @Override
  public void historyChanged() {
    describe();
  }

  /** Says what there is to say about an empty list, or one that is not whole. */
  private void describe() {
    boolean empty = rows.isEmpty();
    String words =
        transcript.history() == Transcript.History.LOADING && empty
            ? Dom.phrase("transcript", "loading")
            : empty || state != TranscriptionState.ON
                ? Dom.phrase("transcript", state.wireName())
                : "";
    Dom.setText(element, "transcript-words", words);
    Dom.setClass(element, "empty", empty);
    Dom.setClass(element, "failed", transcript.history() == Transcript.History.FAILED);
  }

  @Override
  public void added(int index, Utterance utterance) {
    Row row = new Row();
    Dom.setText(row.element, "speaker", utterance.name());
    Dom.setText(row.element, "at", Dom.clock(utterance.startMillis() / 1000));
    list.insertBefore(row.element, index < rows.size() ? rows.get(index).element : null);
    rows.add(index, row);
    if (rows.size() == 1) {
      describe();
    }
    joinToPrevious(index);
    joinToPrevious(index + 1);
    changed(index, utterance);
  }

  @Override
  public void changed(int index, Utterance utterance) {
    Row row = rows.get(index);
    Dom.setClass(row.element, "interim", !utterance.isFinal());
    Dom.setLanguage(row.words, utterance.lang());
    if (!search.isEmpty()) {
      search.refresh();
      showPosition();
    }
    fill(index);
    follow();
  }

  private void follow() {
    if (follows) {
      Dom.scrollToEnd(list);
    }
  }

  @Override
  public void removed(int index) {
    list.removeChild(rows.remove(index).element);
    joinToPrevious(index);
    search.refresh();
    showPosition();
    if (rows.isEmpty()) {
      describe();
    }
  }

  /** Somebody's name stands once over all that they say in a row. */
  private void joinToPrevious(int index) {
    List<Utterance> all = transcript.utterances();
    if (index < rows.size()) {
      boolean goesOn =
          index > 0 && all.get(index).speakerId().equals(all.get(index - 1).speakerId());
      Dom.setClass(rows.get(index).element, "goes-on", goesOn);
    }
  }

  /** The words, with what is looked for marked. */
  private void fill(int index) {
    Utterance utterance = transcript.utterances().get(index);
    String text = utterance.text();
    HTMLElement words = rows.get(index).words;
    words.setTextContent("");
    int from = 0;
    for (int at = search.next(text, 0); at >= 0; at = search.next(text, from)) {
      boolean isCurrent = search.isCurrent(utterance.utteranceId(), at);
      Dom.add(words, "span", "", text.substring(from, at));
      from = at + search.length();
      Dom.add(words, "mark", isCurrent ? "current" : "", text.substring(at, from));
    }
    Dom.add(words, "span", "", text.substring(from));
  }

  private void find(String words) {
    search.find(words);
    showHits();
  }

  private void move(int step) {
    search.move(step);
    showHits();
  }

  private void showHits() {
    for (int i = 0; i < rows.size(); i++) {
      fill(i);
    }
    showPosition();
    Dom.showMark(list);
  }

  private void showPosition() {
    Dom.setText(
        element,
        "hits",
        search.isEmpty()
            ? ""
            : search.count() == 0 ? "Not found" : search.position() + " of " + search.count());
  }

  private void setFollowing(boolean now) {
    follows = now;
    if (now && Dom.holdsFocus(jump)) {
      list.focus();
    }
    jump.setHidden(now);
  }

  private void jumpToLatest() {
    list.focus();
    Dom.scrollToEnd(list);
    setFollowing(true);
  }
}
