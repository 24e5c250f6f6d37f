// A microphone as Opus by WebCodecs, or as PCM where that is missing or does not work. Chromium
// hands out a track's sound itself; elsewhere an audio worklet does (microphone.js). The page loads
// this when something is to be written down or relayed, and decides what becomes of the packets.
(() => {
  const PACKET_MICROS = 20_000;

  /** Sound that comes so much later than the sound before it lasts was lost in between. */
  const LOST_MICROS = 50_000;

  /** Whether this browser has an encoder that has not failed yet. */
  let opusWorks = 'AudioEncoder' in window;

  /** Times are those of the sound, moved once so that the first of it is heard now. */
  class Recording {
    constructor(track, bitsASecond, encoded, failed) {
      this.track = track;
      this.bitsASecond = bitsASecond;
      this.encoded = encoded;
      this.failed = failed;
      this.isOpus = opusWorks && bitsASecond > 0;
      this.isOver = false;
      this.ends = [];
      this.offsetMillis = null;
      this.expectedMicros = null;
      this.lostMicros = 0;
    }

    stop() {
      this.isOver = true;
      this.ends.splice(0).forEach((end) => end());
    }

    fail(error) {
      if (!this.isOver) {
        this.stop();
        opusWorks = opusWorks && !this.isOpus;
        console.warn(`the microphone cannot be encoded: ${error}`);
        this.failed();
      }
    }

    give(millis, bytes) {
      if (!this.isOver) {
        this.offsetMillis ??= performance.now() - millis;
        this.encoded(this.isOpus, Math.max(0, Math.round(millis + this.offsetMillis)), bytes);
      }
    }

    start() {
      if (this.isOpus) {
        this.encoder = new AudioEncoder({
          error: (error) => this.fail(error),
          output: (chunk) => {
            const bytes = new Int8Array(chunk.byteLength);
            chunk.copyTo(bytes);
            this.give((chunk.timestamp + this.lostMicros) / 1_000, bytes);
          },
        });
        this.ends.push(() => this.encoder.state === 'closed' || this.encoder.close());
      }
      if (this.isOpus && window.MediaStreamTrackProcessor) {
        this.readTrack();
      } else {
        this.runWorklet().catch((error) => this.fail(error));
      }
    }

    /** The encoder takes the rate of the first sound that comes: it demands that they agree. */
    encode(sound) {
      this.offsetMillis ??= performance.now() - sound.timestamp / 1_000;
      this.account(sound);
      const mono = this.mono(sound);
      if (this.encoder.state === 'unconfigured') {
        this.encoder.configure({
          codec: 'opus',
          sampleRate: mono.sampleRate,
          numberOfChannels: 1,
          bitrate: this.bitsASecond,
          opus: {application: 'voip', frameDuration: PACKET_MICROS},
        });
      }
      this.encoder.encode(mono);
      mono.close();
    }

    /** The encoder counts its times on from the first, whatever a page that was busy has missed. */
    account({timestamp, numberOfFrames, sampleRate}) {
      this.expectedMicros ??= timestamp;
      const lost = timestamp - this.expectedMicros;
      if (Math.abs(lost - this.lostMicros) > LOST_MICROS) {
        this.lostMicros = lost;
      }
      this.expectedMicros += numberOfFrames * 1_000_000 / sampleRate;
    }

    mono(sound) {
      if (sound.numberOfChannels === 1) {
        return sound;
      }
      const left = new Float32Array(sound.numberOfFrames);
      sound.copyTo(left, {planeIndex: 0, format: 'f32-planar'});
      const mono = this.sound(left, sound.sampleRate, sound.timestamp);
      sound.close();
      return mono;
    }

    sound(samples, sampleRate, timestamp) {
      return new AudioData({
        format: 'f32-planar',
        sampleRate,
        numberOfFrames: samples.length,
        numberOfChannels: 1,
        timestamp,
        data: samples,
      });
    }

    async readTrack() {
      try {
        const processor = new MediaStreamTrackProcessor({track: this.track});
        const reader = processor.readable.getReader();
        this.ends.push(() => reader.cancel().catch(() => {}));
        for (;;) {
          const {value, done} = await reader.read();
          if (done) {
            return;
          }
          if (this.isOver) {
            value.close();
            return;
          }
          this.encode(value);
        }
      } catch (error) {
        this.fail(error);
      }
    }

    async runWorklet() {
      const context = new AudioContext();
      const wake = () => context.resume();
      addEventListener('pointerdown', wake);
      addEventListener('keydown', wake);
      this.ends.push(() => {
        removeEventListener('pointerdown', wake);
        removeEventListener('keydown', wake);
        context.close();
      });
      await context.audioWorklet.addModule('/assets/microphone.js');
      if (this.isOver) {
        return;
      }
      const node = new AudioWorkletNode(
        context, 'microphone', {processorOptions: {pcm: !this.isOpus}});
      node.port.onmessage = ({data}) => {
        try {
          this.take(data, context.sampleRate);
        } catch (error) {
          this.fail(error);
        }
      };
      context.createMediaStreamSource(new MediaStream([this.track])).connect(node)
        .connect(context.destination);
    }

    take({samples, millis}, rate) {
      if (this.isOver) {
        return;
      }
      if (this.isOpus) {
        this.encode(this.sound(samples, rate, millis * 1_000));
      } else {
        this.give(millis, new Int8Array(samples.buffer));
      }
    }
  }

  /** In so many bits a second; in 0 it is PCM. */
  window.recordVoice = (track, bitsASecond, encoded, failed) => {
    const recording = new Recording(track, bitsASecond, encoded, failed);
    recording.start();
    return recording;
  };
})();
