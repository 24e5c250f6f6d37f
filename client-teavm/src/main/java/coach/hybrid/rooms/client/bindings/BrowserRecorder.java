package coach.hybrid.rooms.client.bindings;

import coach.hybrid.rooms.client.call.MediaTrack;
import coach.hybrid.rooms.client.capture.Recorder;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;
import org.teavm.jso.typedarrays.Int8Array;

/**
 * A microphone as Opus by WebCodecs, or as PCM where that is missing or does not work. Chromium
 * hands out a track's sound itself; elsewhere an audio worklet does ({@code microphone.js}).
 *
 * <p>It reads the track that the others hear, so a disabled one is silent here too.
 */
public final class BrowserRecorder implements Recorder {
  private interface Handle extends JSObject {
    void stop();
  }

  @JSFunctor
  private interface PacketTask extends JSObject {
    void accept(boolean isOpus, int capturedMillis, Int8Array packet);
  }

  /** Whether this browser's encoder has not failed yet. */
  private static boolean opusWorks = true;

  private final Handle handle;

  public BrowserRecorder(MediaTrack microphone, Listener listener) {
    handle =
        record(
            ((BrowserTrack) microphone).overlay(),
            opusWorks && hasEncoder(),
            (isOpus, capturedMillis, packet) ->
                listener.encoded(isOpus, capturedMillis, packet.toJavaArray()),
            () -> {
              opusWorks = false;
              listener.failed();
            });
  }

  @Override
  public void stop() {
    handle.stop();
  }

  @JSBody(script = "return 'AudioEncoder' in window;")
  private static native boolean hasEncoder();

  /**
   * The encoder takes the rate of the first sound that comes, because it demands that they agree.
   * Times are those of the sound, moved once so that the first packet is heard now.
   */
  @JSBody(
      params = {"track", "opus", "encoded", "failed"},
      script =
          "var done = false, ends = [], offset = null;"
              + " var stop = function () { done = true;"
              + "  ends.splice(0).forEach(function (end) { end(); }); };"
              + " var fail = function (error) { if (!done) { stop();"
              + "  console.warn('the microphone cannot be encoded: ' + error); failed(); } };"
              + " var give = function (millis, bytes) { if (!done) {"
              + "  if (offset === null) { offset = performance.now() - millis; }"
              + "  encoded(opus, Math.max(0, millis + offset) | 0, bytes); } };"
              + " var encoder = opus && new AudioEncoder({error: fail, output: function (chunk) {"
              + "  var bytes = new Int8Array(chunk.byteLength); chunk.copyTo(bytes);"
              + "  give(chunk.timestamp / 1e3, bytes); }});"
              + " var sound = function (samples, rate, micros) {"
              + "  return new AudioData({format: 'f32-planar', sampleRate: rate,"
              + "   numberOfFrames: samples.length, numberOfChannels: 1, timestamp: micros,"
              + "   data: samples}); };"
              + " var encode = function (data) {"
              + "  if (data.numberOfChannels > 1) {"
              + "   var left = new Float32Array(data.numberOfFrames), all = data;"
              + "   all.copyTo(left, {planeIndex: 0, format: 'f32-planar'});"
              + "   data = sound(left, all.sampleRate, all.timestamp); all.close(); }"
              + "  if (encoder.state === 'unconfigured') { encoder.configure({codec: 'opus',"
              + "   sampleRate: data.sampleRate, numberOfChannels: 1, bitrate: 24000,"
              + "   opus: {application: 'voip', frameDuration: 20000}}); }"
              + "  encoder.encode(data); data.close(); };"
              + " if (opus) { ends.push(function () {"
              + "  if (encoder.state !== 'closed') { encoder.close(); } }); }"
              + " if (opus && window.MediaStreamTrackProcessor) {"
              + "  var reader = new MediaStreamTrackProcessor({track: track}).readable.getReader();"
              + "  ends.push(function () { reader.cancel().catch(function () {}); });"
              + "  var pump = function () { reader.read().then(function (read) {"
              + "   if (done && read.value) { read.value.close(); }"
              + "   if (!done && !read.done) { encode(read.value); pump(); } }).catch(fail); };"
              + "  pump(); return {stop: stop}; }"
              + " var context = new AudioContext(), wake = function () { context.resume(); };"
              + " addEventListener('pointerdown', wake); addEventListener('keydown', wake);"
              + " ends.push(function () { removeEventListener('pointerdown', wake);"
              + "  removeEventListener('keydown', wake); context.close(); });"
              + " Promise.resolve().then(function () {"
              + "  return context.audioWorklet.addModule('/assets/microphone.js'); })"
              + " .then(function () { if (done) { return; }"
              + "  var node = new AudioWorkletNode(context, 'microphone',"
              + "   {processorOptions: {pcm: !opus}});"
              + "  node.port.onmessage = function (event) { if (done) { return; }"
              + "   try { var block = event.data; if (opus) {"
              + "     encode(sound(block.samples, context.sampleRate, block.millis * 1e3)); }"
              + "    else { give(block.millis, new Int8Array(block.samples.buffer)); }"
              + "   } catch (error) { fail(error); } };"
              + "  context.createMediaStreamSource(new MediaStream([track])).connect(node)"
              + "   .connect(context.destination); }).catch(fail);"
              + " return {stop: stop};")
  private static native Handle record(
      Rtc.Track track, boolean opus, PacketTask encoded, Rtc.Task failed);
}
