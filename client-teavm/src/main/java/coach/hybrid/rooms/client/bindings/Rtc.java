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
