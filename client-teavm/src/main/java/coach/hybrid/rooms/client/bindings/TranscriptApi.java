package coach.hybrid.rooms.client.bindings;

import coach.hybrid.rooms.client.transcript.Utterance;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;
import org.teavm.jso.JSProperty;
import org.teavm.jso.core.JSArrayReader;

/** {@code GET /room/{roomId}/transcript}: what was said so far, for the coach. */
public final class TranscriptApi {
  private interface Entry extends JSObject {
    @JSProperty
    int getUtteranceId();

    @JSProperty
    String getParticipantId();

    @JSProperty
    String getName();

    @JSProperty
    String getText();

    @JSProperty
    int getStartMillis();

    @JSProperty
    String getLang();
  }

  @JSFunctor
  private interface Entries extends JSObject {
    /** Null if there was no answer, or none that could be read. */
    void accept(@Nullable JSArrayReader<Entry> entries);
  }

  private final String roomId;
  private final Supplier<String> token;
  private final String ownId;
  private final String ownName;

  /**
   * The transcript that this token opens; which one, is asked each time.
   *
   * @param ownName what the page calls its own person
   */
  public TranscriptApi(String roomId, Supplier<String> token, String ownId, String ownName) {
    this.roomId = roomId;
    this.token = token;
    this.ownId = ownId;
    this.ownName = ownName;
  }

  /** Fetches all of it; null if that failed. */
  public void load(Consumer<@Nullable List<Utterance>> then) {
    fetchEntries(
        url("json"),
        token.get(),
        entries -> {
          if (entries == null) {
            then.accept(null);
            return;
          }
          List<Utterance> utterances = new ArrayList<>();
          for (int i = 0; i < entries.getLength(); i++) {
            utterances.add(read(entries.get(i)));
          }
          then.accept(utterances);
        });
  }

  private Utterance read(Entry entry) {
    String speakerId = entry.getParticipantId();
    return new Utterance(
        entry.getUtteranceId(),
        speakerId,
        speakerId.equals(ownId) ? ownName : entry.getName(),
        entry.getText(),
        entry.getStartMillis(),
        true,
        entry.getLang());
  }

  /** Puts it into a file of this computer. */
  public void save(String format, Runnable failed) {
    download(
        url(format),
        token.get(),
        "transcript-" + roomId + "." + (format.equals("text") ? "txt" : format),
        failed::run);
  }

  private String url(String format) {
    return "/room/" + Browser.encode(roomId) + "/transcript?format=" + format;
  }

  /** What lacks a name, an id or words is left out rather than shown wrong. */
  @JSBody(
      params = {"url", "token", "then"},
      script =
          "fetch(url, {headers: {Authorization: 'Bearer ' + token}, cache: 'no-store'})"
              + ".then(function (r) { return r.ok ? r.json() : null; })"
              + ".then(function (b) { return b && b.utterances.filter(function (u) {"
              + " u.lang = u.lang || ''; u.startMillis |= 0;"
              + " return u.name && u.text && u.participantId; }); })"
              + ".catch(function () { return null; }).then(then);")
  private static native void fetchEntries(String url, String token, Entries then);

  @JSBody(
      params = {"url", "token", "name", "failed"},
      script =
          "fetch(url, {headers: {Authorization: 'Bearer ' + token}, cache: 'no-store'})"
              + ".then(function (r) { if (!r.ok) { throw r.status; } return r.blob(); })"
              + ".then(function (b) { var a = document.createElement('a');"
              + " a.href = URL.createObjectURL(b); a.download = name; a.click();"
              + " setTimeout(function () { URL.revokeObjectURL(a.href); }, 60000); })"
              + ".catch(failed);")
  private static native void download(String url, String token, String name, Rtc.Task failed);
}
