// Sound and pictures for the media relay: what encodes, decodes and plays them, by WebCodecs or what
// a browser has instead. The page loads this when a link may need it, and decides what is encoded,
// what is shown, and when.
(() => {
  const NOTHING = 0; // can be played, whatever its codec
  const OPUS = 1;
  const JPEG = 6;
  const RATE = 48_000;
  const PCM_STEPS = 3; // from 16 kHz

  /** The best first, of levels that a screen fits in; Annex B is what the wire has of H.264. */
  const PICTURE_CODECS = new Map([
    [3, {codec: 'vp09.00.40.08'}],
    [4, {codec: 'avc1.42E028', avc: {format: 'annexb'}}],
    [5, {codec: 'vp8'}],
  ]);

  /** A shared screen gives pictures only when it changes: the last one counts again after this. */
  const STILL_MILLIS = 500;

  /** After so long what could not be loaded is asked for again. */
  const AGAIN_MILLIS = 2_000;

  const MILLIS_A_FRAME = 1_000 / 24;

  const encoderConfig = (words, width, height, frames, kilobits) => ({
    ...words,
    width,
    height,
    bitrate: kilobits * 1_000,
    framerate: frames,
    latencyMode: 'realtime',
    // A variable one answers each change of scene with a key frame, larger than the line takes.
    bitrateMode: 'constant',
  });

  /** A browser needs some time to say which; it is asked before a picture waits for the answer. */
  const isUsable = ([, words]) => VideoEncoder.isConfigSupported(
    encoderConfig(words, 640, 480, 24, 500)).then(({supported}) => supported, () => false);
  const codecs = window.VideoEncoder ? [...PICTURE_CODECS] : [];
  const usableCodecs = Promise.all(codecs.map(isUsable)).then(
    (usable) => codecs.filter((_, at) => usable[at]).map(([id]) => id));

  const bytesOf = (chunk) => {
    const bytes = new Int8Array(chunk.byteLength);
    chunk.copyTo(bytes);
    return bytes;
  };

  /** The pictures of a track, encoded. */
  class Filming {
    constructor(track, wants, encoded, failed) {
      this.track = track;
      this.wants = wants;
      this.encoded = encoded;
      this.failed = failed;
      this.isOver = false;
      this.ends = [];
      this.codec = 0;
      this.jpegs = 0;
      this.quality = 0.6;
      this.run().catch((error) => this.fail(error, 0));
    }

    stop() {
      this.isOver = true;
      this.ends.splice(0).forEach((end) => end());
      this.closeEncoder();
      this.last?.close();
    }

    fail(error, codec) {
      if (!this.isOver) {
        this.stop();
        console.warn(`the picture cannot be encoded: ${error}`);
        this.failed(codec, true);
      }
    }

    closeEncoder() {
      if (this.encoder && this.encoder.state !== 'closed') {
        this.encoder.close();
      }
      this.encoder = null;
    }

    configure(avoided, width, height, frames, kilobits) {
      this.limits = {width, height, frames, kilobits};
      this.size = '';
      if (this.avoided !== avoided) {
        this.avoided = avoided;
        this.codec = 0;
        this.choose(avoided).catch((error) => this.fail(error, 0));
      }
    }

    async choose(avoided) {
      const usable = await usableCodecs;
      this.take(avoided, usable.find((id) => !(avoided >> id & 1)) ?? JPEG);
    }

    take(avoided, codec) {
      if (!this.isOver && this.avoided === avoided) {
        this.closeEncoder();
        this.size = '';
        this.shape = '';
        this.codec = codec;
      }
    }

    async run() {
      const still = setInterval(() => this.offerAgain(), STILL_MILLIS);
      this.ends.push(() => clearInterval(still));
      if (!window.MediaStreamTrackProcessor) {
        await this.watch();
        return;
      }
      const processor = new MediaStreamTrackProcessor({track: this.track, maxBufferSize: 1});
      const reader = processor.readable.getReader();
      this.ends.push(() => reader.cancel().catch(() => {}));
      for (;;) {
        const {value, done} = await reader.read();
        if (done || this.isOver) {
          value?.close();
          return;
        }
        this.last?.close();
        this.last = value;
        this.offer(value);
      }
    }

    /** Where a track does not hand out its pictures: from an element that plays it. */
    async watch() {
      const video = document.createElement('video');
      video.muted = true;
      video.srcObject = new MediaStream([this.track]);
      this.ends.push(() => {
        video.srcObject = null;
      });
      await video.play();
      const timer = setInterval(() => {
        if (video.videoWidth > 0) {
          this.offer(video);
        }
      }, MILLIS_A_FRAME);
      this.ends.push(() => clearInterval(timer));
    }

    offerAgain() {
      if (this.last && performance.now() - this.offeredAt > STILL_MILLIS) {
        this.offer(this.last);
      }
    }

    offer(picture) {
      this.offeredAt = performance.now();
      if (this.codec === 0) {
        return;
      }
      const isJpeg = this.codec === JPEG;
      const want = this.wants(isJpeg ? this.jpegs * 2 : this.encoder?.encodeQueueSize ?? 0);
      if (want === 0) {
        return;
      }
      try {
        const [width, height] = this.fit(
          picture.displayWidth || picture.videoWidth, picture.displayHeight || picture.videoHeight);
        if (isJpeg) {
          this.encodeJpeg(picture, width, height);
        } else {
          this.encode(picture, width, height, want > 1);
        }
      } catch (error) {
        this.fail(error, this.codec);
      }
    }

    /** No larger than the limits, upright or not, in even numbers. */
    fit(width, height) {
      const scale = Math.min(
        1,
        this.limits.width / Math.max(width, height),
        this.limits.height / Math.min(width, height));
      return [width, height].map((side) => Math.max(2, Math.round(side * scale / 2) * 2));
    }

    encode(picture, width, height, isKey) {
      const size = `${width}x${height}`;
      const codec = this.codec;
      this.encoder ??= new VideoEncoder({
        output: (chunk) => {
          if (!this.isOver && this.codec === codec) {
            const millis = Math.round(chunk.timestamp / 1_000);
            this.encoded(codec, chunk.type === 'key', millis, bytesOf(chunk));
          }
        },
        error: (error) => this.fail(error, codec),
      });
      const isOther = size !== this.shape;
      if (size !== this.size) {
        const {frames, kilobits} = this.limits;
        this.encoder.configure(
          encoderConfig(PICTURE_CODECS.get(codec), width, height, frames, kilobits));
        this.size = size;
        this.shape = size;
      }
      const frame = new VideoFrame(picture, {timestamp: Math.round(this.offeredAt) * 1_000});
      this.encoder.encode(frame, {keyFrame: isKey || isOther});
      frame.close();
    }

    /** As good as its share of the bits allows. */
    encodeJpeg(picture, width, height) {
      const millis = Math.round(this.offeredAt);
      const scale = Math.min(1, 320 / Math.max(width, height));
      this.canvas ??= document.createElement('canvas');
      this.canvas.width = Math.round(width * scale);
      this.canvas.height = Math.round(height * scale);
      this.canvas.getContext('2d').drawImage(picture, 0, 0, this.canvas.width, this.canvas.height);
      this.jpegs++;
      this.canvas.toBlob(async (blob) => {
        const bytes = blob && new Int8Array(await blob.arrayBuffer());
        this.jpegs--;
        if (bytes && !this.isOver && this.codec === JPEG) {
          const share = this.limits.kilobits * 125 / Math.min(this.limits.frames, 8);
          this.quality += bytes.length > share ? -0.05 : 0.02;
          this.quality = Math.max(0.2, Math.min(0.7, this.quality));
          this.encoded(JPEG, true, millis, bytes);
        }
      }, 'image/jpeg', this.quality);
    }
  }

  /** Pictures decoded onto a track. */
  class Showing {
    constructor(shows, failed) {
      this.shows = shows;
      this.failed = failed;
      this.codec = 0;
      this.jpegs = 0;
      this.turn = 0;
      this.lastTurn = 0;
      if (window.MediaStreamTrackGenerator) {
        this.track = new MediaStreamTrackGenerator({kind: 'video'});
        this.writer = this.track.writable.getWriter();
      } else {
        this.canvas = document.createElement('canvas');
        this.context = this.canvas.getContext('2d');
        this.track = this.canvas.captureStream().getVideoTracks()[0];
      }
    }

    get decoding() {
      return this.jpegs + (this.decoder?.decodeQueueSize ?? 0);
    }

    stop() {
      this.isOver = true;
      this.closeDecoder();
      this.writer?.close().catch(() => {});
      this.track.stop();
    }

    closeDecoder() {
      if (this.decoder && this.decoder.state !== 'closed') {
        this.decoder.close();
      }
      this.decoder = null;
      this.codec = 0;
    }

    fail(codec, error) {
      if (!this.isOver) {
        this.closeDecoder();
        this.failed(codec, !error || error.name === 'NotSupportedError');
      }
    }

    decode(codec, isKey, millis, bytes) {
      if (codec === JPEG) {
        this.decodeJpeg(millis, bytes);
        return;
      }
      const words = PICTURE_CODECS.get(codec);
      if (!window.VideoDecoder || !words) {
        this.fail(codec);
        return;
      }
      try {
        if (this.codec !== codec) {
          this.closeDecoder();
          this.codec = codec;
          this.decoder = new VideoDecoder({
            output: (frame) => this.put(frame, frame, Math.round(frame.timestamp / 1_000)),
            error: (error) => this.fail(codec, error),
          });
          this.decoder.configure({codec: words.codec, optimizeForLatency: true});
        }
        this.decoder.decode(new EncodedVideoChunk(
          {type: isKey ? 'key' : 'delta', timestamp: millis * 1_000, data: bytes}));
      } catch (error) {
        this.fail(codec, error);
      }
    }

    decodeJpeg(millis, bytes) {
      this.jpegs++;
      const turn = ++this.turn;
      createImageBitmap(new Blob([bytes], {type: 'image/jpeg'})).then((bitmap) => {
        this.jpegs--;
        if (turn < this.lastTurn) {
          bitmap.close(); // a later one was faster
          return;
        }
        this.lastTurn = turn;
        this.put(bitmap, null, millis);
      }, (error) => {
        this.jpegs--;
        this.fail(JPEG, error);
      });
    }

    /** A frame or a bitmap, shown if it is wanted, and let go of. */
    put(picture, frame, millis) {
      if (this.isOver || !this.shows(millis)) {
        picture.close();
      } else if (this.writer) {
        const shown = frame ?? new VideoFrame(picture, {timestamp: millis * 1_000});
        this.writer.write(shown).catch(() => shown.close());
        if (!frame) {
          picture.close();
        }
      } else {
        const width = picture.displayWidth || picture.width;
        const height = picture.displayHeight || picture.height;
        if (this.canvas.width !== width || this.canvas.height !== height) {
          this.canvas.width = width;
          this.canvas.height = height;
        }
        this.context.drawImage(picture, 0, 0, width, height);
        picture.close();
      }
    }
  }

  /** Sound decoded onto a track; an audio worklet plays it (speaker.js). */
  class Speaking {
    constructor(playing, failed) {
      this.failed = failed;
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
              this.give(sound.timestamp / 1_000, samples);
              sound.close();
            },
            error: (error) => this.fail(error),
          });
          this.decoder.configure({codec: 'opus', sampleRate: RATE, numberOfChannels: 1});
        }
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

  /** Four of them, said aloud, tell two people that nobody stands between them. */
  const WORDS = (
    'acid actor agent alarm album amber angle apple april arena armor arrow atlas autumn baby bacon ' +
    'badge baker balance ballet bamboo banana band barrel basket beach bean bear beauty bell bench ' +
    'bird blanket blossom board boat body bonus book bottle bowl brain branch bread breeze brick ' +
    'bridge brother brush bubble bucket budget butter button cabin cable cactus cake camel camera ' +
    'camp canal candle canoe canvas carbon cargo carpet castle cattle ceiling cereal chair chalk ' +
    'cherry chess chicken child circle citizen city clay clinic clock cloud clown coast coconut ' +
    'coffee coin color copper coral corn cotton couch country cousin cradle cream cricket crowd ' +
    'crystal cup curtain dancer daughter dawn deer desert desk diamond dinner doctor dolphin donkey ' +
    'door dragon dream dress drum duck dust eagle earth echo elbow elephant engine evening eye ' +
    'fabric family farm father feather fence festival field finger fish flag flame flower fog ' +
    'forest fork fossil fox frog fruit furnace galaxy garden garlic gate ghost giant ginger giraffe ' +
    'glass glove goat gold grape grass guitar hammer harbor hat hawk heart helmet hill honey horse ' +
    'hotel house ice iron island ivory jacket jaguar jazz jewel juice jungle kettle key king ' +
    'kitchen kite knee ladder lake lamp leaf lemon letter lion lizard lobster lunch magnet maple ' +
    'market meadow melon milk mirror monkey moon morning mother mountain museum mushroom music ' +
    'needle nest night north novel ocean olive onion orange orbit owl oxygen palace panda paper ' +
    'parrot pencil penguin pepper piano pilot pirate planet pocket poem potato prince pumpkin ' +
    'pyramid quarter rabbit radio rain river rocket saddle salmon'
  ).split(' ');

  window.relayMedia = {
    film: (track, wants, encoded, failed) => new Filming(track, wants, encoded, failed),
    show: (shows, failed) => new Showing(shows, failed),
    play: (playing, failed) => new Speaking(playing, failed),
    words: WORDS,
  };
})();
