package coach.hybrid.rooms.client.bindings;

import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSClass;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;
import org.teavm.jso.JSProperty;
import org.teavm.jso.core.JSArrayReader;
import org.teavm.jso.dom.events.Event;
import org.teavm.jso.dom.events.EventListener;

/** Overlays of WebRTC, which TeaVM's own library lacks; names are those of the W3C's drafts. */
final class Rtc {
  private Rtc() {}

  /** Called back when something is done, or has failed. */
  @JSFunctor
  interface Task extends JSObject {
    void run();
  }

  @JSFunctor
  interface SumsTask extends JSObject {
    void run(Sums sums);
  }

  interface Track extends JSObject {
    @JSProperty
    String getId();

    @JSProperty
    String getKind();

    @JSProperty
    void setEnabled(boolean enabled);

    void stop();

    @JSProperty("onended")
    void onEnded(EventListener<Event> listener);
  }

  interface Transceiver extends JSObject {
    @JSProperty
    @Nullable String getMid();

    @JSProperty
    Receiver getReceiver();

    @JSProperty
    void setDirection(String direction);

    void stop();
  }

  interface Receiver extends JSObject {
    @JSProperty
    Track getTrack();
  }

  interface CandidateEvent extends Event {
    @JSProperty
    @Nullable JSObject getCandidate();
  }

  interface TrackEvent extends Event {
    @JSProperty
    Track getTrack();

    @JSProperty
    Transceiver getTransceiver();
  }

  interface LocalDescription extends JSObject {
    @JSProperty
    String getType();
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

  @JSClass(name = "RTCPeerConnection")
  static class Connection implements JSObject {
    Connection(JSObject configuration) {}

    native void setConfiguration(JSObject configuration);

    native void restartIce();

    native JSArrayReader<Transceiver> getTransceivers();

    native void close();

    @JSProperty
    native @Nullable LocalDescription getLocalDescription();

    @JSProperty
    native String getSignalingState();

    @JSProperty
    native String getConnectionState();

    @JSProperty("onicecandidate")
    native void onCandidate(EventListener<CandidateEvent> listener);

    @JSProperty("ontrack")
    native void onTrack(EventListener<TrackEvent> listener);

    @JSProperty("onconnectionstatechange")
    native void onConnectionState(EventListener<Event> listener);
  }

  @JSBody(
      params = "servers",
      script =
          "return {iceServers: JSON.parse(servers), bundlePolicy: 'max-bundle',"
              + " rtcpMuxPolicy: 'require'};")
  static native JSObject configuration(String servers);

  /**
   * The type is ours to say, whatever the text claims. What the other end's text asks of our voice
   * is taken as if it asked for silence to be left out, too: no interface sets that.
   *
   * @param thrifty whether silence may be left out
   */
  @JSBody(
      params = {"type", "json", "thrifty"},
      script =
          "var sdp = JSON.parse(json).sdp; return {type: type,"
              + " sdp: thrifty ? sdp.replace(/useinbandfec=1(?!.*usedtx)/g, '$&;usedtx=1') : sdp};")
  static native JSObject description(String type, String json, boolean thrifty);

  /**
   * The group name lets the receiver keep lips and voice together, and older peers find the track
   * in {@code event.streams}.
   */
  @JSBody(
      params = {"connection", "kind", "direction", "stream"},
      script = "return connection.addTransceiver(kind, {direction: direction, streams: [stream]});")
  static native Transceiver addTransceiver(
      Connection connection, String kind, String direction, JSObject stream);

  /** Sound goes before pictures in this sender's queue. */
  @JSBody(
      params = "transceiver",
      script =
          "try { var s = transceiver.sender, p = s.getParameters();"
              + " p.encodings.forEach(function (e) { e.priority = e.networkPriority = 'high'; });"
              + " s.setParameters(p).catch(function () {}); } catch (e) {}")
  static native void prioritize(Transceiver transceiver);

  @JSBody(
      params = {"connection", "direction", "stream"},
      script =
          "return connection.addTransceiver('video', {direction: direction, streams: [stream],"
              + " sendEncodings: [{scaleResolutionDownBy: 3, maxFramerate: 6,"
              + " maxBitrate: 100000}]});")
  static native Transceiver addSmallVideo(Connection connection, String direction, JSObject stream);

  @JSBody(
      params = {"transceiver", "stream"},
      script = "if (transceiver.sender.setStreams) { transceiver.sender.setStreams(stream); }")
  static native void group(Transceiver transceiver, JSObject stream);

  @JSBody(script = "return new MediaStream();")
  static native JSObject newStream();

  /**
   * The path is the worse of the two ends' candidates. How the other end reaches its own relay no
   * statistic says, but its candidate's type preference does: 0 for TLS, 1 for TCP. Firefox has no
   * transport that names the pair, but says on the pair that it is selected.
   */
  @JSBody(
      params = {"connection", "then"},
      script =
          "connection.getStats().then(function (report) {"
              + " var s = {received: 0, lost: 0, frames: 0, jitter: 0, roundTrip: 0, path: 'none',"
              + "  pair: '', sent: 0, bytes: 0, concealed: 0, samples: 0, freeze: 0}, used = 0,"
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
              + "  } else if (r.type === 'transport' && r.selectedCandidatePairId) {"
              + "   used = report.get(r.selectedCandidatePairId);"
              + "  } else if (r.type === 'candidate-pair' && r.state === 'succeeded'"
              + "    && (r.selected || r.nominated) && !used) { used = r; }"
              + " });"
              + " if (used && used.state === 'succeeded') {"
              + "  s.roundTrip = Math.ceil((used.currentRoundTripTime || 0) * 1000);"
              + "  s.sent = used.bytesSent | 0; s.bytes = used.bytesReceived | 0;"
              + "  var a = report.get(used.localCandidateId), b = report.get(used.remoteCandidateId);"
              + "  if (a && b) { s.path = ['direct', 'turn-udp', 'turn-tcp', 'turn-tls']"
              + "    [Math.max(rung(a), rung(b))];"
              + "   s.pair = name(a) + ' > ' + name(b); } }"
              + " then(s); }, function () {});")
  static native void readSums(Connection connection, SumsTask then);

  /** A state as our enums spell it. */
  @JSBody(params = "state", script = "return state.toUpperCase().replace(/-/g, '_');")
  static native String constantName(String state);

  @JSBody(params = "object", script = "return JSON.stringify(object);")
  static native String stringify(JSObject object);

  @JSBody(
      params = {"connection", "then", "failed"},
      script = "connection.setLocalDescription().then(then, failed);")
  static native void setLocalDescription(Connection connection, Task then, Task failed);

  @JSBody(
      params = {"connection", "description", "then", "failed"},
      script = "connection.setRemoteDescription(description).then(then, failed);")
  static native void setRemoteDescription(
      Connection connection, JSObject description, Task then, Task failed);

  /** One candidate less is no failure of the link: those of a lost negotiation fit nothing. */
  @JSBody(
      params = {"connection", "json"},
      script = "connection.addIceCandidate(JSON.parse(json)).catch(function () {});")
  static native void addIceCandidate(Connection connection, String json);

  /** Each packet carries the one before once more, where both ends can do that (RFC 2198). */
  @JSBody(
      params = "transceiver",
      script =
          "try { var all = RTCRtpReceiver.getCapabilities('audio').codecs,"
              + "  red = function (c) { return c.mimeType === 'audio/red'; };"
              + " transceiver.setCodecPreferences(all.filter(red).concat("
              + "  all.filter(function (c) { return !red(c); }))); } catch (e) {}")
  static native void preferRed(Transceiver transceiver);

  /**
   * Sets what is sent; a sender that cannot, yet or at all, sends as before. Where a key frame can
   * be ordered (W3C WebRTC Extensions, {@code RTCSetParameterOptions}) one goes first; elsewhere
   * the other end asks for it after three seconds without a picture. Each waits for the one before:
   * a browser refuses two at a time.
   */
  @JSBody(
      params = {"transceiver", "active", "bitrate", "scale", "rate"},
      script =
          "var sender = transceiver.sender;"
              + " sender.turn = Promise.resolve(sender.turn).then(function () {"
              + "  var wanted = sender.getParameters();"
              + "  wanted.encodings.forEach(function (coding) { coding.active = active;"
              + "   if (bitrate) { coding.maxBitrate = bitrate; } else { delete coding.maxBitrate; }"
              + "   if (rate) { coding.maxFramerate = rate; } else { delete coding.maxFramerate; }"
              + "   coding.scaleResolutionDownBy = scale; });"
              + "  return sender.setParameters(wanted, {encodingOptions: [{keyFrame: true}]});"
              + " }).catch(function () {});")
  static native void limit(
      Transceiver transceiver, boolean active, int bitrate, int scale, int rate);

  /** Fails only where the connection was closed meanwhile (W3C WebRTC, RTCRtpSender). */
  @JSBody(
      params = {"transceiver", "track"},
      script = "transceiver.sender.replaceTrack(track).catch(function () {});")
  static native void replaceTrack(Transceiver transceiver, @Nullable Track track);
}
