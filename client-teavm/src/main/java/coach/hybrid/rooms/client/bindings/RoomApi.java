package coach.hybrid.rooms.client.bindings;

import coach.hybrid.rooms.client.call.Lobby;
import coach.hybrid.rooms.client.call.Refusal;
import coach.hybrid.rooms.client.call.Self;
import coach.hybrid.rooms.protocol.Consent;
import coach.hybrid.rooms.protocol.Permissions;
import coach.hybrid.rooms.protocol.Role;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;
import org.teavm.jso.JSProperty;
import org.teavm.jso.core.JSArrayReader;

/** {@code GET /room/{roomId}/lobby}. */
public final class RoomApi {
  /** How the lobby answered. */
  public interface Listener {
    void opened(Lobby lobby);

    /** Refused, or nobody answered. */
    void refused(Refusal refusal);
  }

  private interface Person extends JSObject {
    @JSProperty
    String getUserId();

    @JSProperty
    String getUserName();

    @JSProperty
    String getUserRole();

    @JSProperty
    boolean isConnected();

    @JSProperty
    boolean isVideo();

    @JSProperty
    boolean isAudio();

    @JSProperty
    boolean isScreenShare();
  }

  private interface Answer extends JSObject {
    /** Absent if the lobby opened. */
    @JSProperty
    @Nullable String getCode();

    /** With a code: milliseconds until asking again makes sense. */
    @JSProperty
    int getWait();

    /** The day of the start, or of the room's opening; empty if it is today. */
    @JSProperty
    String getDay();

    /** The time of day; empty if there is none. */
    @JSProperty
    String getTime();

    @JSProperty
    Person getYou();

    @JSProperty
    JSArrayReader<Person> getOthers();

    @JSProperty
    int getMinutes();

    @JSProperty
    boolean isJoined();

    @JSProperty
    boolean isAiOrb();

    @JSProperty
    boolean isTranscription();

    @JSProperty
    boolean isRecording();
  }

  @JSFunctor
  private interface Then extends JSObject {
    /** Null if there was no answer. */
    void accept(@Nullable Answer answer);
  }

  private final String roomId;

  public RoomApi(String roomId) {
    this.roomId = roomId;
  }

  public void lobby(String token, Listener listener) {
    fetchLobby(
        "/room/" + Browser.encode(roomId) + "/lobby",
        token,
        answer -> {
          if (answer == null) {
            listener.refused(Refusal.noAnswer());
            return;
          }
          String code = answer.getCode();
          if (code != null) {
            listener.refused(
                new Refusal(code, answer.getWait(), answer.getDay(), answer.getTime()));
          } else {
            listener.opened(read(answer));
          }
        });
  }

  private static Lobby read(Answer answer) {
    Person you = answer.getYou();
    Role role = Role.fromWire(you.getUserRole());
    List<Lobby.Other> others = new ArrayList<>();
    for (int i = 0; i < answer.getOthers().getLength(); i++) {
      Person other = answer.getOthers().get(i);
      others.add(new Lobby.Other(other.getUserId(), other.getUserName(), other.isConnected()));
    }
    return new Lobby(
        new Self(
            you.getUserId(),
            you.getUserName(),
            role == null ? Role.CLIENT : role,
            new Permissions(you.isVideo(), you.isAudio(), you.isScreenShare())),
        others,
        answer.getDay() + (answer.getDay().isEmpty() ? "" : ", ") + answer.getTime(),
        answer.getMinutes(),
        answer.isJoined(),
        new Consent(answer.isTranscription(), answer.isRecording(), answer.isAiOrb()));
  }

  /**
   * Reads the answer where JSON, dates and their local form are at home. How long it is until a
   * room opens is reckoned by the service's clock, because the visitor's may be wrong.
   */
  @JSBody(
      params = {"url", "token", "then"},
      script =
          "fetch(url, {headers: {Authorization: 'Bearer ' + token}, cache: 'no-store'})"
              + ".then(function (r) { return r.json().catch(function () { return {}; })"
              + ".then(function (b) {"
              + " var head = function (n) { return r.headers.get(n); };"
              + " var now = Date.parse(head('Date')) || Date.now();"
              + " var at = b.opensAt || b.scheduledStartTime; b.day = b.time = '';"
              + " if (at) { at = new Date(at);"
              + "  var say = function (o) { return new Intl.DateTimeFormat([], o).format(at); };"
              + "  b.time = say({hour: '2-digit', minute: '2-digit'});"
              + "  if (at.toDateString() !== new Date(now).toDateString()) {"
              + "   b.day = say({weekday: 'long', day: 'numeric', month: 'long'}); } }"
              + " if (!r.ok) { b.code = b.reason === 'removed' ? b.reason"
              + "   : b.code || 'http-' + r.status;"
              + "  b.wait = Math.min(2e9, b.opensAt ? at - now"
              + "   : 1e3 * (head('Retry-After') || 5)) | 0; return b; }"
              + " var p = b.you.permissions || [];"
              + " b.you.video = p.indexOf('video') >= 0; b.you.audio = p.indexOf('audio') >= 0;"
              + " b.you.screenShare = p.indexOf('screen-share') >= 0;"
              + " b.others = b.others || []; b.joined = !!b.joined; b.aiOrb = !!b.aiOrb;"
              + " b.transcription = !!b.transcription; b.recording = !!b.recording;"
              + " b.code = b.status === 'ended' ? 'room-ended' : null;"
              + " b.minutes = Math.round((b.maxDuration || 0) / 60);"
              + " return b; }); }).then(then, function () { then(null); });")
  private static native void fetchLobby(String url, String token, Then then);
}
