// What the microphone hears, mixed to one channel, in blocks of 20 ms: as it is, or as 16-bit
// samples at 16 kHz for browsers that cannot encode. The page runs it as an audio worklet, which
// must be a file of its own.

const PCM_RATE = 16_000;
const BLOCKS_A_SECOND = 50;

// A low-pass: what lies above half of the new rate would come back as noise. With 96 taps the way
// down takes some 1.7 kHz, so it starts below 8 kHz by so much.
const TAPS = 96; // even, so no tap lies in the middle, where the formula has none
const CUTOFF_HERTZ = 7_100;

function lowPass(rate) {
  const taps = new Float32Array(TAPS);
  let sum = 0;
  for (let i = 0; i < TAPS; i++) {
    const x = i - (TAPS - 1) / 2;
    const angle = (2 * Math.PI * CUTOFF_HERTZ * x) / rate;
    const hamming = 0.54 - 0.46 * Math.cos((2 * Math.PI * i) / (TAPS - 1));
    taps[i] = (hamming * Math.sin(angle)) / angle;
    sum += taps[i];
  }
  return taps.map((tap) => tap / sum);
}

/** Samples at another rate, between those that are there. */
class DownSampler {
  constructor(rate) {
    this.taps = lowPass(rate);
    this.step = rate / PCM_RATE;
    this.rest = new Float32Array(0);
    this.at = 0;
  }

  resample(samples) {
    const all = new Float32Array(this.rest.length + samples.length);
    all.set(this.rest);
    all.set(samples, this.rest.length);
    const out = [];
    let at = this.at;
    for (; Math.floor(at) + TAPS < all.length; at += this.step) {
      const whole = Math.floor(at);
      const here = this.filter(all, whole);
      out.push(here + (at - whole) * (this.filter(all, whole + 1) - here));
    }
    const used = Math.min(Math.floor(at), all.length);
    this.rest = all.slice(used);
    this.at = at - used;
    return out;
  }

  filter(samples, from) {
    let sum = 0;
    for (let i = 0; i < TAPS; i++) {
      sum += samples[from + i] * this.taps[i];
    }
    return sum;
  }
}

class Microphone extends AudioWorkletProcessor {
  constructor(options) {
    super();
    this.sampler = options.processorOptions.pcm ? new DownSampler(sampleRate) : null;
    this.block = this.newBlock();
    this.filled = 0;
    this.millis = 0;
  }

  newBlock() {
    return this.sampler
      ? new Int16Array(PCM_RATE / BLOCKS_A_SECOND)
      : new Float32Array(Math.round(sampleRate / BLOCKS_A_SECOND));
  }

  process(inputs) {
    const channels = inputs[0];
    if (channels.length > 0) {
      const mixed = channels[0].map(
        (_, i) => channels.reduce((sum, channel) => sum + channel[i], 0) / channels.length);
      for (const sample of this.sampler ? this.sampler.resample(mixed) : mixed) {
        this.take(sample);
      }
    }
    return true;
  }

  take(sample) {
    if (this.filled === 0) {
      this.millis = currentTime * 1_000;
    }
    this.block[this.filled++] =
      this.sampler ? Math.max(-32_768, Math.min(32_767, Math.round(sample * 32_767))) : sample;
    if (this.filled === this.block.length) {
      this.port.postMessage({millis: this.millis, samples: this.block}, [this.block.buffer]);
      this.block = this.newBlock();
      this.filled = 0;
    }
  }
}

registerProcessor('microphone', Microphone);
