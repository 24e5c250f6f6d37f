package coach.hybrid.rooms.client.bindings;

import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;
import org.teavm.jso.JSProperty;
import org.teavm.jso.core.JSArrayReader;

/** {@code GET /room/{roomId}/links}: how everybody's connection was, for the coach. */
public final class LinksApi {
  /** One participant's connection over the session, in columns. */
  public interface History extends JSObject {
    @JSProperty
    String getName();

    /** By its name on the wire; empty if nothing was measured yet. */
    @JSProperty
    String getPath();

    /** The second until which each value of the others holds. */
    @JSProperty
    int[] getSeconds();

    /** Milliseconds; -1 where it was not measured, as in what follows. */
    @JSProperty
    int[] getRtt();

    /** Permille. */
    @JSProperty
    int[] getLoss();

    /** Received, in hundreds of kbit/s. */
    @JSProperty
    int[] getRate();
  }

  @JSFunctor
  public interface Then extends JSObject {
    /** Null if there was no answer. */
    void accept(@Nullable JSArrayReader<History> histories);
  }

  private LinksApi() {}

  /** Fetches all of them. */
  public static void load(String roomId, String token, Then then) {
    fetchHistories("/room/" + Browser.encode(roomId) + "/links", token, then);
  }

  @JSBody(
      params = {"url", "token", "then"},
      script =
          "fetch(url, {headers: {Authorization: 'Bearer ' + token}, cache: 'no-store'})"
              + ".then(function (r) { return r.ok ? r.json() : null; })"
              + ".then(function (b) { return b && b.history.map(function (h) {"
              + " var whole = function (list, by) { return list.map(function (v) {"
              + "  return v === null ? -1 : Math.round(v * by); }); };"
              + " return {name: h.name, path: h.path[h.path.length - 1] || '',"
              + "  seconds: h.seconds, rtt: whole(h.rtt, 1), loss: whole(h.packetLoss, 10),"
              + "  rate: whole(h.download, 1e-5)}; }); })"
              + ".catch(function () { return null; }).then(then);")
  private static native void fetchHistories(String url, String token, Then then);
}
