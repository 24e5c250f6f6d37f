package coach.hybrid.rooms.client.bindings;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;
import org.teavm.jso.JSProperty;

/** What {@code getStats} of one connection comes to (W3C WebRTC Statistics). */
final class RtcStats {
  private RtcStats() {}

  @JSFunctor
  interface SumsTask extends JSObject {
    void run(Sums sums);
  }

  /** Sums over one statistics report. */
  interface Sums extends JSObject {
    @JSProperty
    int getReceived();

    @JSProperty
    int getLost();

    @JSProperty
    int getFrames();

    @JSProperty
    int getJitter();

    @JSProperty
    int getRoundTrip();

    /** As the wire names it. */
    @JSProperty
    String getPath();

    @JSProperty
    String getPair();

    @JSProperty
    int getSent();

    @JSProperty
    int getBytes();

    @JSProperty
    int getConcealed();

    @JSProperty
    int getSamples();

    @JSProperty
    int getFreeze();
  }

  /**
   * The path is the worse of the two ends' candidates. How the other end reaches its own relay no
   * statistic says, but its candidate's type preference does: 0 for TLS, 1 for TCP. Firefox has no
   * transport that names the pair and counts for all of them, but says on the pair that it is
   * selected. What comes in may come by a pair that we have not selected.
   */
  @JSBody(
      params = {"connection", "then"},
      script =
          "connection.getStats().then(function (report) {"
              + " var s = {received: 0, lost: 0, frames: 0, jitter: 0, roundTrip: 0, path: 'none',"
              + "  pair: '', sent: 0, bytes: 0, concealed: 0, samples: 0, freeze: 0}, used = 0, whole,"
              + " rung = function (c) { return c.candidateType !== 'relay' ? 0"
              + "  : {udp: 1, tcp: 2, tls: 3}[c.relayProtocol || ['tls', 'tcp'][c.priority >>> 24]]"
              + "  || 1; },"
              + " name = function (c) { return c.candidateType + '/'"
              + "  + (c.relayProtocol || c.protocol) + (c.url ? ' ' + c.url : ''); };"
              + " report.forEach(function (r) {"
              + "  if (r.type === 'inbound-rtp') {"
              + "   s.received += r.packetsReceived || 0; s.lost += r.packetsLost || 0;"
              + "   s.frames += r.framesDecoded || 0;"
              + "   s.freeze += (r.totalFreezesDuration || 0) * 1000 | 0;"
              + "   s.samples = s.samples + (r.totalSamplesReceived || 0) | 0;"
              + "   s.concealed = s.concealed + (r.concealedSamples || 0)"
              + "    - (r.silentConcealedSamples || 0) | 0;"
              + "   if (r.kind === 'audio' || !s.jitter) {"
              + "    s.jitter = Math.round((r.jitter || 0) * 1000); }"
              + "  } else if (r.type === 'transport') {"
              + "   whole = r; used = report.get(r.selectedCandidatePairId) || used;"
              + "  } else if (r.type === 'candidate-pair') {"
              + "   s.sent += r.bytesSent | 0; s.bytes += r.bytesReceived | 0;"
              + "   if (r.state === 'succeeded' && (r.selected || r.nominated) && !used) {"
              + "    used = r; } }"
              + " });"
              + " if (whole && whole.bytesSent) { s.sent = whole.bytesSent | 0; s.bytes = whole.bytesReceived | 0; }"
              + " if (used && used.state === 'succeeded') {"
              + "  s.roundTrip = Math.ceil((used.currentRoundTripTime || 0) * 1000);"
              + "  var a = report.get(used.localCandidateId), b = report.get(used.remoteCandidateId);"
              + "  if (a && b) { s.path = ['direct', 'turn-udp', 'turn-tcp', 'turn-tls']"
              + "    [Math.max(rung(a), rung(b))];"
              + "   s.pair = name(a) + ' > ' + name(b); } }"
              + " then(s); }, function () {});")
  static native void readSums(Rtc.Connection connection, SumsTask then);
}
