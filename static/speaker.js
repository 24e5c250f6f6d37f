// Plays what it is given, in order, on one channel. It begins when enough waits, and where nothing
// is left it lets the last sound ring out backwards and fade, which joins without a click. The page
// runs it as an audio worklet, which must be a file of its own, and decides how much is enough.

const MOST_WAITING_SECONDS = 1;
const ECHO_SAMPLES = Math.round(sampleRate / 50);
const FADE_IN_SAMPLES = Math.round(sampleRate / 200);
const REPORT_SAMPLES = Math.round(sampleRate / 10);

/** A break that is longer is no gap in the sound: nobody sends any. */
const LONGEST_GAP_SAMPLES = 2 * sampleRate;

const millis = (samples) => (samples * 1_000) / sampleRate;

class Speaker extends AudioWorkletProcessor {
  constructor() {
    super();
    this.blocks = [];
    this.at = 0;
    this.waiting = 0;
    this.enough = 0;
    this.isWaiting = true;
    this.past = new Float32Array(ECHO_SAMPLES);
    this.pastAt = 0;
    this.silent = LONGEST_GAP_SAMPLES;
    this.faded = 0;
    this.madeUp = 0;
    this.sinceReport = 0;
    this.port.onmessage = ({data}) => this.take(data);
  }

  take({ends, target, breaksNow, millis: at, samples}) {
    if (ends) {
      this.isOver = true;
    } else if (samples) {
      this.blocks.push({at, samples});
      this.waiting += samples.length;
      while (this.waiting > MOST_WAITING_SECONDS * sampleRate) {
        this.drop();
      }
    } else {
      this.enough = (target * sampleRate) / 1_000;
      if (breaksNow) {
        this.pause();
      }
    }
  }

  drop() {
    this.waiting -= this.blocks.shift().samples.length - this.at;
    this.at = 0;
  }

  pause() {
    if (!this.isWaiting) {
      this.isWaiting = true;
      this.silent = 0;
    }
  }

  process(_, [[out]]) {
    if (this.isWaiting && this.blocks.length > 0 && this.waiting >= this.enough) {
      this.isWaiting = false;
      this.faded = 0;
    }
    for (let i = 0; i < out.length; i++) {
      out[i] = this.isWaiting ? this.echo() : this.next();
    }
    this.report(out.length);
    return !this.isOver;
  }

  next() {
    const block = this.blocks[0];
    let sample = block.samples[this.at++];
    this.waiting--;
    if (this.faded < FADE_IN_SAMPLES) {
      sample *= this.faded++ / FADE_IN_SAMPLES;
    }
    this.past[this.pastAt] = sample;
    this.pastAt = (this.pastAt + 1) % ECHO_SAMPLES;
    if (this.at === block.samples.length) {
      this.drop();
      if (this.blocks.length === 0) {
        this.pause();
      }
    }
    return sample;
  }

  echo() {
    if (this.silent >= LONGEST_GAP_SAMPLES) {
      return 0;
    }
    const back = this.silent++;
    this.madeUp++;
    return back >= ECHO_SAMPLES
      ? 0
      : this.past[(this.pastAt - 1 - back + 2 * ECHO_SAMPLES) % ECHO_SAMPLES] *
        (1 - back / ECHO_SAMPLES);
  }

  report(samples) {
    this.sinceReport += samples;
    if (this.sinceReport >= REPORT_SAMPLES) {
      this.sinceReport = 0;
      this.port.postMessage({
        millis: this.isWaiting ? 0 : this.blocks[0].at + millis(this.at),
        buffered: this.isWaiting ? -1 : Math.round(millis(this.waiting)),
        concealed: Math.round(millis(this.madeUp)),
      });
      this.madeUp = 0;
    }
  }
}

registerProcessor('speaker', Speaker);
