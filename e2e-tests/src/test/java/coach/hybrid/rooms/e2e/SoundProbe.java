package coach.hybrid.rooms.e2e;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.util.List;
import org.openqa.selenium.chrome.ChromeDriver;

/**
 * Hears in a page when sound begins and ends, in what its microphone gives and in what arrives from
 * the other end, sample by sample on the audio thread; stamped with the machine's clock.
 */
final class SoundProbe {
  static final String HUMAN = "human";
  static final String ORB = "orb";

  /**
   * A sound began or, after as long a silence as asked for, had ended.
   *
   * @param atMillis of the first or the last loud sample, since the epoch
   */
  record Sound(String where, boolean begins, double atMillis) {}

  private static final String EAR =
      """
      registerProcessor('ear', class extends AudioWorkletProcessor {
        constructor(options) {
          super();
          Object.assign(this, options.processorOptions, {loud: false, last: 0, lastAt: 0});
        }
        process(inputs) {
          const samples = inputs[0][0], now = Date.now();
          for (let i = 0; samples && i < samples.length; i++) {
            if (Math.abs(samples[i]) < this.threshold) continue;
            this.last = currentFrame + i;
            this.lastAt = now + i / sampleRate * 1000;
            if (!this.loud) {
              this.loud = true;
              this.port.postMessage({begins: true, atMillis: this.lastAt});
            }
          }
          if (this.loud && currentFrame - this.last > this.holdMillis * sampleRate / 1000) {
            this.loud = false;
            this.port.postMessage({begins: false, atMillis: this.lastAt});
          }
          return true;
        }
      });
      """;

  private static final String LISTEN =
      """
      const [code, holds, done] = arguments;
      (async () => {
        const context = new AudioContext({latencyHint: 'interactive', sampleRate: 48000});
        const blob = new Blob([code], {type: 'text/javascript'});
        await context.audioWorklet.addModule(URL.createObjectURL(blob));
        window.heard = {context, sounds: [], nodes: []};
        const listen = (where, track, threshold) => {
          const ear = new AudioWorkletNode(context, 'ear', {
            processorOptions: {threshold, holdMillis: holds[where]}});
          ear.port.onmessage = e => window.heard.sounds.push({where, ...e.data});
          const source = context.createMediaStreamSource(new MediaStream([track]));
          source.connect(ear).connect(context.destination);
          window.heard.nodes.push(source, ear);
        };
        const link = window.probe.links.find(l => l.connectionState === 'connected');
        window.heard.link = link;
        const audio = ends => ends.map(e => e.track).find(t => t && t.kind === 'audio');
        listen('orb', audio(link.getReceivers()), 0.02);
        listen('human', audio(link.getSenders()), 0.01);
        await context.resume();
      })().then(() => done(''), e => done(String(e)));
      """;

  private static final String DELAYS =
      """
      const done = arguments[0], {context, link} = window.heard;
      link.getStats().then(report => {
        const audio = [...report.values()].find(s => s.type === 'inbound-rtp' && s.kind === 'audio');
        done(JSON.stringify({
          output: context.outputLatency * 1000,
          base: context.baseLatency * 1000,
          buffer: audio.jitterBufferDelay * 1000,
          target: audio.jitterBufferTargetDelay * 1000,
          minimum: audio.jitterBufferMinimumDelay * 1000,
          emitted: audio.jitterBufferEmittedCount,
          concealed: audio.concealedSamples,
          received: audio.totalSamplesReceived,
        }));
      });
      """;

  private final ChromeDriver page;

  private SoundProbe(ChromeDriver page) {
    this.page = page;
  }

  /** Call before the page is opened: its security policy knows no scripts but the service's. */
  static void allow(ChromeDriver page) {
    page.executeCdpCommand("Page.setBypassCSP", java.util.Map.of("enabled", true));
  }

  /** Listens to the page's one link from now on. */
  static SoundProbe listen(ChromeDriver page, int humanHoldMillis, int orbHoldMillis) {
    Object failure =
        page.executeAsyncScript(
            LISTEN, EAR, java.util.Map.of(HUMAN, humanHoldMillis, ORB, orbHoldMillis));
    if (!"".equals(failure)) {
      throw new IllegalStateException("the page cannot be listened to: " + failure);
    }
    return new SoundProbe(page);
  }

  List<Sound> sounds() {
    String json = (String) page.executeScript("return JSON.stringify(window.heard.sounds);");
    return List.of(new Gson().fromJson(json, Sound[].class));
  }

  /** Sums of {@code getStats} about the orb's sound, and the audio output's own delay. */
  JsonObject delays() {
    return new Gson().fromJson((String) page.executeAsyncScript(DELAYS), JsonObject.class);
  }
}
