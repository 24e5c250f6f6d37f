package coach.hybrid.rooms.e2e;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import java.util.List;
import java.util.Map;
import org.openqa.selenium.JavascriptExecutor;

/**
 * Stands between a page and the service where speech is concerned: takes what the page sends to be
 * written down, and says what the service would say, whatever engine the machine has.
 */
final class SpeechProbe {
  static final String SCRIPT =
      """
      (() => {
        const Socket = window.WebSocket;
        if (!Socket || window.speech) return;
        const speech = window.speech = {frames: [], opened: 0, closed: 0, waiting: 0};
        class MediaSocket extends EventTarget {
          constructor() {
            super();
            speech.opened++;
            speech.media = this;
            setTimeout(() => this.dispatchEvent(new Event('open')));
          }
          get bufferedAmount() {
            return speech.waiting;
          }
          send(data) {
            const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
            speech.frames.push({
              version: view.getUint8(0), kind: view.getUint8(1), flags: view.getUint8(2),
              codec: view.getUint8(3), generation: view.getUint16(6), seq: view.getUint32(8),
              captureMillis: view.getUint32(12), bytes: data.byteLength - 16});
          }
          close() {
            speech.closed++;
          }
        }
        window.WebSocket = class extends Socket {
          constructor(url) {
            if (url.includes('/media/')) return new MediaSocket();
            super(url);
            speech.signalling = this;
          }
        };
        speech.say = message => speech.signalling.dispatchEvent(
          new MessageEvent('message', {data: JSON.stringify(message)}));
        speech.end = code => speech.media.dispatchEvent(new CloseEvent('close', {code}));
      })();
      """;

  private static final Gson GSON = new Gson();

  /** The header of a frame the page has sent, and how many octets came with it. */
  record Frame(
      int version,
      int kind,
      int flags,
      int codec,
      int generation,
      int seq,
      int captureMillis,
      int bytes) {
    boolean isFinal() {
      return flags == 1;
    }
  }

  private SpeechProbe() {}

  static List<Frame> frames(JavascriptExecutor page) {
    String json = (String) page.executeScript("return JSON.stringify(window.speech.frames);");
    return List.of(GSON.fromJson(json, Frame[].class));
  }

  static long opened(JavascriptExecutor page) {
    return (Long) page.executeScript("return window.speech.opened;");
  }

  static long closed(JavascriptExecutor page) {
    return (Long) page.executeScript("return window.speech.closed;");
  }

  /** The socket for sound ends as if the service had closed it. */
  static void end(JavascriptExecutor page, int code) {
    page.executeScript("window.speech.end(arguments[0]);", code);
  }

  /** So much of what was sent stands in the way. */
  static void jam(JavascriptExecutor page, int bytes) {
    page.executeScript("window.speech.waiting = arguments[0];", bytes);
  }

  static void state(JavascriptExecutor page, String state) {
    say(page, Map.of("type", "transcription-state", "state", state, "lang", "en"));
  }

  static void caption(
      JavascriptExecutor page, int id, String fromId, int seconds, String text, boolean isFinal) {
    say(
        page,
        Map.of(
            "type",
            "caption",
            "utteranceId",
            id,
            "fromId",
            fromId,
            "text",
            text,
            "startMillis",
            seconds * 1_000,
            "endMillis",
            seconds * 1_000 + 900,
            "final",
            isFinal,
            "lang",
            "en"));
  }

  private static void say(JavascriptExecutor page, Map<String, ?> message) {
    page.executeScript("window.speech.say(arguments[0]);", message);
  }

  /** The history the service would answer with, or no answer at all. */
  static String history(JsonArray utterances) {
    return "(() => { const ask = window.fetch; window.fetch = (url, how) =>"
        + " String(url).includes('/transcript?') ? Promise.resolve(new Response("
        + GSON.toJson("{\"utterances\":" + utterances + "}")
        + ")) : ask(url, how); })();";
  }
}
