// Pictures for the media relay: what encodes, decodes and shows them, by WebCodecs or what a browser
// has instead. The page loads this when a link may need it, and decides what is encoded, how large,
// and what is shown.
(() => {
  const JPEG = 6;

  /** The best first, of levels that a screen fits in; Annex B is what the wire has of H.264. */
  const PICTURE_CODECS = new Map([
    [3, {codec: 'vp09.00.40.08'}],
    [4, {codec: 'avc1.42E028', avc: {format: 'annexb'}}],
    [5, {codec: 'vp8'}],
  ]);

  /** A shared screen gives pictures only when it changes: the last one counts again after this. */
  const STILL_MILLIS = 500;

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

  window.relayPictures = {
    film: (track, wants, encoded, failed) => new Filming(track, wants, encoded, failed),
    show: (shows, failed) => new Showing(shows, failed),
  };
})();
