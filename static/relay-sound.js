// Sound from the media relay: what decodes and plays it, by WebCodecs or from plain samples. The page
// loads this when a link may need it, and decides what is played, and how long it waits. What
// records a voice is recorder.js.
(() => {
  const NOTHING = 0; // can be played, whatever its codec
  const OPUS = 1;
  const RATE = 48_000;
  const PCM_STEPS = 3; // from 16 kHz
  const MOST_DECODING = 2;

  /** After so long what could not be loaded is asked for again. */
  const AGAIN_MILLIS = 2_000;

  /** Sound decoded onto a track; an audio worklet plays it (speaker.js). */
  class Speaking {
    constructor(playing, failed) {
      this.failed = failed;
      this.given = []; // when each packet in the decoder was captured
      this.lastSample = 0;
      this.context = new AudioContext({sampleRate: RATE, latencyHint: 'interactive'});
      const destination = this.context.createMediaStreamDestination();
      this.track = destination.stream.getAudioTracks()[0];
      this.wake = () => this.context.resume();
      addEventListener('pointerdown', this.wake);
      addEventListener('keydown', this.wake);
      this.target = {target: 40};
      this.begin(playing, destination);
    }

    /** Until the worklet is there nobody is heard, so it is asked for until it comes. */
    begin(playing, destination) {
      if (this.isOver) {
        return;
      }
      this.context.audioWorklet.addModule('/assets/speaker.js').then(() => {
        if (this.isOver) {
          return;
        }
        this.node = new AudioWorkletNode(
          this.context, 'speaker', {numberOfInputs: 0, outputChannelCount: [1]});
        this.node.port.postMessage(this.target);
        this.node.port.onmessage = ({data: {millis, buffered, concealed}}) => {
          if (!this.isOver) {
            const latency = 1_000 * (this.context.outputLatency || this.context.baseLatency || 0);
            playing(Math.round(millis - latency), buffered, concealed);
          }
        };
        this.node.connect(destination);
      }).catch((error) => {
        if (!this.isOver) {
          console.warn(`relayed sound cannot be played: ${error}`);
          this.failed(NOTHING, false);
          setTimeout(() => this.begin(playing, destination), AGAIN_MILLIS);
        }
      });
    }

    setTarget(target, breaksNow) {
      this.target = {target, breaksNow};
      this.node?.port.postMessage(this.target);
    }

    stop() {
      this.isOver = true;
      removeEventListener('pointerdown', this.wake);
      removeEventListener('keydown', this.wake);
      this.closeDecoder();
      this.node?.port.postMessage({ends: true});
      this.track.stop();
      this.context.close();
    }

    closeDecoder() {
      if (this.decoder && this.decoder.state !== 'closed') {
        this.decoder.close();
      }
      this.decoder = null;
      this.given = [];
    }

    play(codec, millis, bytes) {
      if (codec !== OPUS) {
        this.give(millis, this.upsample(new Int16Array(bytes.slice(0, bytes.length & ~1).buffer)));
        return;
      }
      if (!window.AudioDecoder) {
        this.failed(OPUS, true);
        return;
      }
      try {
        if (!this.decoder) {
          this.decoder = new AudioDecoder({
            output: (sound) => {
              const samples = new Float32Array(sound.numberOfFrames);
              sound.copyTo(samples, {planeIndex: 0, format: 'f32-planar'});
              // Chromium counts its own timestamps on: a packet that was left out would shift them.
              this.give(this.given.shift() ?? sound.timestamp / 1_000, samples);
              if (this.given.length > this.decoder.decodeQueueSize + MOST_DECODING) {
                this.given.shift(); // One came to nothing.
              }
              sound.close();
            },
            error: (error) => this.fail(error),
          });
          this.decoder.configure({codec: 'opus', sampleRate: RATE, numberOfChannels: 1});
        }
        this.given.push(millis);
        this.decoder.decode(
          new EncodedAudioChunk({type: 'key', timestamp: millis * 1_000, data: bytes}));
      } catch (error) {
        this.fail(error);
      }
    }

    /** One packet less; the next gets another decoder. */
    fail(error) {
      this.closeDecoder();
      if (error.name === 'NotSupportedError' && !this.isOver) {
        this.failed(OPUS, true);
      }
    }

    give(millis, samples) {
      this.node?.port.postMessage({millis, samples}, [samples.buffer]);
    }

    upsample(pcm) {
      const samples = new Float32Array(pcm.length * PCM_STEPS);
      pcm.forEach((value, at) => {
        const next = value / 32_768;
        for (let step = 1; step <= PCM_STEPS; step++) {
          samples[at * PCM_STEPS + step - 1] =
            this.lastSample + (next - this.lastSample) * step / PCM_STEPS;
        }
        this.lastSample = next;
      });
      return samples;
    }
  }

  window.relaySound = {
    play: (playing, failed) => new Speaking(playing, failed),
  };
})();
