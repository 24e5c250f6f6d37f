// Notes what reaches this page and when, whatever way it comes: every 50 ms it looks at the pictures
// and the sound that the tiles really play, and at which connection's track that is.
(() => {
  if (window.mediaProbe || !window.RTCPeerConnection) return;
  const LOOK_MILLIS = 50, ASK_MILLIS = 250, PICTURE_GAP = 250, SOUND_GAP = 500, STALL = 250;
  const LOUD = 0.003; // root mean square of a spoken word's piece, far above comfort noise
  const tiles = new Map();
  const claims = [], reports = [], words = [], stalls = [], states = [], relays = [];
  let context, lastLook = 0, asking = false, askedAt = 0;

  // --- what the page itself says on its sockets ---

  const send = WebSocket.prototype.send;
  WebSocket.prototype.send = function (data) {
    if (typeof data === 'string' && /"type":"(link-state|stats-report)"/.test(data)) {
      const message = JSON.parse(data), at = Date.now();
      if (message.type === 'link-state') claims.push({at, ...message});
      else (message.links || []).forEach(link => reports.push({at, ...link}));
    }
    return send.call(this, data);
  };
  const construct = (target, args, made) => {
    const socket = Reflect.construct(target, args, made);
    if (String(args[0]).includes('use=relay')) {
      relays.push(socket);
      socket.framesReceived = 0;
      socket.addEventListener('message', () => socket.framesReceived++);
    }
    return socket;
  };
  window.WebSocket = new Proxy(window.WebSocket, {construct});

  // --- what is seen and heard ---

  const tileOf = name => {
    if (!tiles.has(name)) {
      tiles.set(name, {
        name, frames: 0, firstFrameAt: 0, firstSoundAt: 0, lastFrameAt: 0, lastSoundAt: 0,
        frameGaps: [], soundGaps: [], paths: [], links: [],
      });
    }
    return tiles.get(name);
  };

  const seen = (tile, now) => {
    if (!tile.firstFrameAt) tile.firstFrameAt = now;
    else if (now - tile.lastFrameAt > PICTURE_GAP) {
      tile.frameGaps.push({from: tile.lastFrameAt, to: now});
    }
    tile.lastFrameAt = now;
  };

  const heard = (tile, now) => {
    if (!tile.firstSoundAt) tile.firstSoundAt = now;
    else if (now - tile.lastSoundAt > SOUND_GAP) {
      tile.soundGaps.push({from: tile.lastSoundAt, to: now});
    }
    tile.lastSoundAt = now;
  };

  const trackOf = (element, kind) => {
    const stream = element && element.srcObject;
    return stream ? stream.getTracks().find(t => t.kind === kind) || null : null;
  };

  const look = (tile, video, now) => {
    const track = trackOf(video, 'video');
    if (track !== tile.video) {
      tile.video = track;
      tile.frames = 0;
    }
    const frames = track ? video.getVideoPlaybackQuality().totalVideoFrames : 0;
    if (frames > tile.frames) seen(tile, now);
    tile.frames = frames;
  };

  const listen = (tile, audio, now) => {
    const track = trackOf(audio, 'audio');
    if (track !== tile.audio) {
      if (tile.source) tile.source.disconnect();
      tile.audio = track;
      tile.source = null;
      if (track) {
        context = context || new AudioContext();
        tile.ear = tile.ear || new AnalyserNode(context, {fftSize: 2048});
        tile.source = context.createMediaStreamSource(new MediaStream([track]));
        tile.source.connect(tile.ear);
      }
    }
    if (!tile.source) return;
    const samples = tile.samples = tile.samples || new Float32Array(tile.ear.fftSize);
    tile.ear.getFloatTimeDomainData(samples);
    let sum = 0;
    for (const sample of samples) sum += sample * sample;
    if (Math.sqrt(sum / samples.length) > LOUD) heard(tile, now);
  };

  const note = (list, value, at) => {
    if (list.length === 0 || list.at(-1).what !== value) list.push({at, what: value});
  };

  // --- which way it came ---

  // The worse of both ends. How the other end reaches its relay is told by the preference for that
  // type of candidate alone: 0 over TLS, 1 over TCP, more over UDP.
  const PATHS = ['direct', 'turn-udp', 'turn-tcp', 'turn-tls'];
  const rung = candidate => candidate.candidateType !== 'relay' ? 0
    : candidate.relayProtocol ? PATHS.indexOf('turn-' + candidate.relayProtocol)
    : [3, 2][candidate.priority >>> 24] ?? 1;

  const sumOf = (report, kind, field) => report
    .filter(s => s.type === 'inbound-rtp' && (!kind || s.kind === kind))
    .reduce((total, s) => total + (s[field] || 0), 0);

  const describe = async link => {
    const report = [...(await link.getStats()).values()];
    const find = id => report.find(s => s.id === id) || {};
    const transport = report.find(s => s.type === 'transport') || {};
    const pair = find(transport.selectedCandidatePairId);
    const local = find(pair.localCandidateId), remote = find(pair.remoteCandidateId);
    return {
      path: local.candidateType ? PATHS[Math.max(rung(local), rung(remote))] : 'none',
      roundTripMillis: Math.round(1000 * (pair.currentRoundTripTime || 0)),
      packets: sumOf(report, '', 'packetsReceived'),
      lost: sumOf(report, '', 'packetsLost'),
      octets: sumOf(report, '', 'bytesReceived'),
      octetsSent: report.filter(s => s.type === 'outbound-rtp')
        .reduce((total, s) => total + (s.bytesSent || 0), 0),
      concealed: sumOf(report, 'audio', 'concealedSamples'),
      samples: sumOf(report, 'audio', 'totalSamplesReceived'),
      frames: sumOf(report, 'video', 'framesDecoded'),
      freezeMillis: Math.round(1000 * sumOf(report, 'video', 'totalFreezesDuration')),
      width: Math.max(0, ...report.filter(s => s.type === 'inbound-rtp' && s.kind === 'video')
        .map(s => s.frameWidth || 0)),
    };
  };

  const linkOf = track => window.probe.links.find(link => link.connectionState !== 'closed' &&
    link.getReceivers().some(receiver => receiver.track === track));

  const pathOf = async track => {
    const link = track && linkOf(track);
    if (!track) return 'none';
    return link ? (await describe(link)).path : 'relay';
  };

  const ask = async now => {
    for (const tile of tiles.values()) {
      const audio = await pathOf(tile.audio), video = await pathOf(tile.video);
      const path = audio === 'none' ? video : audio;
      if (Math.max(tile.lastFrameAt, tile.lastSoundAt) > now - 2 * ASK_MILLIS) {
        note(tile.paths, path, now);
      }
    }
    window.probe.links.forEach((link, index) => {
      const list = states[index] = states[index] || [];
      note(list, link.connectionState, now);
    });
    const quality = document.querySelector('[data-part=quality-words]');
    const troubles = [...document.querySelectorAll('figure [data-part=state]')]
      .filter(e => !e.hidden && e.textContent).map(e => e.textContent.replace(/\d+ s/, '… s'));
    const marks = [...document.querySelectorAll('figure [data-part=link-words]')]
      .map(e => e.textContent);
    const says = [quality && quality.textContent, ...marks, ...troubles].filter(Boolean).join('; ');
    if (quality) note(words, says, now);
  };

  const round = () => {
    const now = Date.now();
    if (lastLook && now - lastLook > STALL) stalls.push({from: lastLook, to: now});
    lastLook = now;
    for (const figure of document.querySelectorAll('figure')) {
      const name = figure.getAttribute('aria-label');
      if (!name || name === 'You') continue;
      const tile = tileOf(name);
      look(tile, figure.querySelector('video'), now);
      listen(tile, figure.querySelector('audio'), now);
    }
    if (!asking && window.probe && now - askedAt >= ASK_MILLIS) {
      asking = true;
      askedAt = now;
      ask(now).catch(() => {}).then(() => asking = false);
    }
  };
  setInterval(round, LOOK_MILLIS);

  const withOpen = (gaps, lastAt, now, least) =>
    lastAt && now - lastAt > least ? [...gaps, {from: lastAt, to: now}] : gaps;

  window.mediaProbe = {
    read: async () => {
      const now = Date.now(), seenTiles = [];
      for (const tile of tiles.values()) {
        const link = (tile.audio && linkOf(tile.audio)) || (tile.video && linkOf(tile.video));
        seenTiles.push({
          name: tile.name,
          firstFrameAt: tile.firstFrameAt, firstSoundAt: tile.firstSoundAt,
          lastFrameAt: tile.lastFrameAt, lastSoundAt: tile.lastSoundAt,
          frameGaps: withOpen(tile.frameGaps, tile.lastFrameAt, now, PICTURE_GAP),
          soundGaps: withOpen(tile.soundGaps, tile.lastSoundAt, now, SOUND_GAP),
          paths: tile.paths,
          counts: link ? await describe(link) : null,
        });
      }
      return JSON.stringify({
        now, tiles: seenTiles, claims, reports, words, stalls, states,
        relayFrames: relays.reduce((sum, socket) => sum + socket.framesReceived, 0),
        openRelays: relays.filter(socket => socket.readyState === 1).length,
        openLinks: window.probe.links.filter(link => link.connectionState !== 'closed').length,
        openSockets: window.probe.sockets.filter(socket => socket.readyState === 1).length,
      });
    },
  };
})();
