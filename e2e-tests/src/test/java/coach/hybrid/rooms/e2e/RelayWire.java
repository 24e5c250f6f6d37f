package coach.hybrid.rooms.e2e;

import com.google.gson.Gson;
import org.openqa.selenium.JavascriptExecutor;

/** What a page's relay sockets carry, octet by octet: how many frames, and how they begin. */
final class RelayWire {
  private static final Gson GSON = new Gson();

  /** Notes every binary message of a relay socket; the kinds are those of the wire. */
  static final String SCRIPT =
      """
      (() => {
        if (window.relayWire || !window.WebSocket) return;
        const KINDS = {2: 'sound', 3: 'picture'}, HEADER = 16;
        const side = () => ({sound: {count: 0, begins: {}}, picture: {count: 0, begins: {}}});
        const wire = window.relayWire = {in: side(), out: side()};
        const note = (way, data) => {
          const bytes = data instanceof ArrayBuffer ? new Uint8Array(data)
            : new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
          const noted = wire[way][KINDS[bytes[1]]];
          if (!noted) return;
          noted.count++;
          noted.begins[bytes[HEADER] * 256 + bytes[HEADER + 1]] = true;
        };
        const construct = (target, address, made) => {
          const socket = Reflect.construct(target, address, made);
          if (!String(address[0]).includes('use=relay')) return socket;
          socket.addEventListener('message', e => note('in', e.data));
          const send = socket.send;
          socket.send = data => { note('out', data); send.call(socket, data); };
          return socket;
        };
        window.WebSocket = new Proxy(window.WebSocket, {construct});
        const read = noted => ({count: noted.count, beginnings: Object.keys(noted.begins).length});
        wire.read = () => JSON.stringify({
          soundIn: read(wire.in.sound), pictureIn: read(wire.in.picture),
          soundOut: read(wire.out.sound), pictureOut: read(wire.out.picture)});
      })();
      """;

  /**
   * The frames of one kind, one way.
   *
   * @param beginnings how many different first two octets their payloads have: of the same encoder
   *     few (of open JPEGs one), of what is sealed nearly as many as there are frames
   */
  record Frames(int count, int beginnings) {
    boolean areSealed() {
      return beginnings > count * 9 / 10;
    }
  }

  /** All of a page's. */
  record Traffic(Frames soundIn, Frames pictureIn, Frames soundOut, Frames pictureOut) {}

  private RelayWire() {}

  static Traffic read(JavascriptExecutor page) {
    return GSON.fromJson(
        (String) page.executeScript("return window.relayWire.read();"), Traffic.class);
  }
}
