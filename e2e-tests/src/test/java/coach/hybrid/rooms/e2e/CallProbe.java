package coach.hybrid.rooms.e2e;

import com.google.gson.Gson;
import java.util.List;
import org.openqa.selenium.JavascriptExecutor;

/**
 * Looks at a page's peer connections from below: what {@code getStats} says (W3C webrtc-stats),
 * whatever the page itself shows.
 */
final class CallProbe {
  /** Remembers every peer connection and every signalling socket the page makes. */
  static final String SCRIPT =
      """
      (() => {
        const links = [], sockets = [], sent = [];
        const Link = window.RTCPeerConnection, Socket = window.WebSocket;
        if (!Link || window.probe) return;
        window.RTCPeerConnection = class extends Link {
          constructor(configuration) {
            super({...configuration, ...(window.probeConfiguration || {})});
            links.push(this);
            if (window.probeArrivals) noteArrival(this);
          }
        };
        const noteArrival = async (link) => {
          const media = link.connectionState === 'connected' ? await describe(link) : {};
          if (media.framesDecoded > 0 && media.audioEnergy > 0) link.arrivedAt = Date.now();
          else if (link.connectionState !== 'closed') setTimeout(noteArrival, 50, link);
        };
        document.addEventListener('click', () => { window.probe.clickedAt = Date.now(); }, true);
        window.WebSocket = class extends Socket {
          constructor(...address) {
            super(...address);
            this.isSignalling = !String(address[0]).includes('/media/');
            if (this.isSignalling) sockets.push(this);
          }
          send(data) {
            if (this.isSignalling) sent.push(data);
            super.send(data);
          }
        };
        const describe = async (link) => {
          const report = [...(await link.getStats()).values()];
          const sum = (kind, field) => report
            .filter(s => s.type === 'inbound-rtp' && s.kind === kind)
            .reduce((total, s) => total + (s[field] || 0), 0);
          const transport = report.find(s => s.type === 'transport');
          const find = id => report.find(s => s.id === id) || {};
          const pair = transport ? find(transport.selectedCandidatePairId) : {};
          return {
            state: link.connectionState,
            stream: (/^a=msid:(\\S+)/m.exec((link.remoteDescription || {}).sdp) || [])[1] || '',
            framesDecoded: sum('video', 'framesDecoded'),
            audioEnergy: sum('audio', 'totalAudioEnergy'),
            audioPackets: sum('audio', 'packetsReceived'),
            audioSeconds: sum('audio', 'totalSamplesDuration'),
            arrivedAt: link.arrivedAt || 0,
            local: find(pair.localCandidateId).candidateType || '',
            remote: find(pair.remoteCandidateId).candidateType || '',
            frames: report.filter(s => s.type === 'inbound-rtp' && s.kind === 'video')
              .map(s => ({mid: s.mid, decoded: s.framesDecoded || 0})),
          };
        };
        window.probe = {
          links, sockets, sent,
          stats: async () => JSON.stringify(await Promise.all(
            links.filter(l => l.connectionState !== 'closed').map(describe))),
        };
      })();
      """;

  private static final Gson GSON = new Gson();

  /** Frames decoded of one video section. */
  record Section(String mid, long decoded) {}

  /**
   * One peer connection that is not closed.
   *
   * @param stream id of the other's stream (RFC 8830); the assistant names its own {@code orb}
   * @param arrivedAt when pictures and sound first came, in milliseconds since 1970, if the page
   *     was asked to note it; else 0
   * @param local type of the selected pair's local candidate: host, srflx, prflx or relay
   */
  record LinkStats(
      String state,
      String stream,
      long framesDecoded,
      double audioEnergy,
      long audioPackets,
      double audioSeconds,
      long arrivedAt,
      String local,
      String remote,
      List<Section> frames) {

    boolean isOfTheAssistant() {
      return stream.equals("orb");
    }
  }

  private CallProbe() {}

  static List<LinkStats> links(JavascriptExecutor page) {
    Object json =
        page.executeAsyncScript(
            "const done = arguments[0];"
                + "window.probe ? window.probe.stats().then(done, () => done('[]')) : done('[]');");
    return List.of(GSON.fromJson((String) json, LinkStats[].class));
  }

  /** Has every page note when media first come by each link: asking from here takes too long. */
  static final String NOTE_ARRIVALS = "window.probeArrivals = true;";

  /** When somebody last clicked there, in milliseconds since 1970. */
  static long clickedAt(JavascriptExecutor page) {
    return (Long) page.executeScript("return window.probe.clickedAt;");
  }

  /** Cuts the page's newest signalling socket, as a network would, without a word. */
  static void dropSocket(JavascriptExecutor page) {
    page.executeScript("window.probe.sockets.at(-1).close();");
  }

  static long socketsOpened(JavascriptExecutor page) {
    return (Long) page.executeScript("return window.probe.sockets.length;");
  }
}
