// An orb that knows nothing but seed 002: it joins without a token, waits for offers and answers.
// Expects `roomId` and `sessionId` in its scope; keeps what happened in window.orb.
const orb = (window.orb = {received: [], offersMade: 0, links: new Map(), ears: []});

const canvas = document.createElement('canvas');
canvas.width = 320;
canvas.height = 240;
const context = canvas.getContext('2d');
let hue = 0;
setInterval(() => {
  context.fillStyle = `hsl(${(hue += 5)}, 60%, 50%)`;
  context.fillRect(0, 0, canvas.width, canvas.height);
}, 50);
const audio = new AudioContext();
const tone = audio.createOscillator();
const speaker = audio.createMediaStreamDestination();
tone.connect(speaker);
tone.start();
const stream = new MediaStream([
  ...canvas.captureStream(15).getTracks(),
  ...speaker.stream.getTracks(),
]);

const ws = new WebSocket(`ws://${location.host}/ws-simple/${roomId}`);
orb.ws = ws;

const getPeerConnection = (peerId) => {
  if (!orb.links.has(peerId)) {
    const pc = new RTCPeerConnection({bundlePolicy: 'max-bundle', rtcpMuxPolicy: 'require'});
    stream.getTracks().forEach((track) => pc.addTrack(track, stream));
    pc.onicecandidate = (event) => {
      if (event.candidate) {
        ws.send(JSON.stringify({type: 'ice-candidate', candidate: event.candidate, toId: peerId}));
      }
    };
    pc.ontrack = (event) => {
      // A browser decodes sound only where somebody listens.
      const ear = new Audio();
      ear.srcObject = event.streams[0];
      ear.play();
      orb.ears.push(ear);
    };
    orb.links.set(peerId, pc);
  }
  return orb.links.get(peerId);
};

ws.onopen = () => {
  ws.send(JSON.stringify({
    type: 'join',
    roomId: roomId,
    userId: 'ai-orb-' + sessionId,
    userName: 'AI Assistant',
    userRole: 'ai',
    participantType: 'ai',
  }));
  ws.send(JSON.stringify({type: 'ai_status', status: 'listening', sessionId: sessionId}));
  ws.send(JSON.stringify({type: 'ping'}));
};

ws.onclose = (event) => (orb.closed = event.code);

// One message after the other, as an orb's event loop would await them.
let last = Promise.resolve();
ws.onmessage = (event) => {
  const data = JSON.parse(event.data);
  orb.received.push(data);
  last = last.then(() => handle(data)).catch((error) => (orb.error = String(error)));
};

async function handle(data) {
  switch (data.type) {
    case 'peer-discovery':
      data.peers.forEach((peer) => getPeerConnection(peer.userId));
      break;
    case 'user-joined':
      getPeerConnection(data.userId);
      break;
    case 'user-left':
      orb.links.get(data.userId)?.close();
      orb.links.delete(data.userId);
      break;
    case 'offer': {
      const pc = getPeerConnection(data.fromId);
      await pc.setRemoteDescription(data.offer);
      const answer = await pc.createAnswer();
      await pc.setLocalDescription(answer);
      ws.send(JSON.stringify({type: 'answer', answer: answer, toId: data.fromId}));
      break;
    }
    case 'ice-candidate':
      await getPeerConnection(data.fromId).addIceCandidate(data.candidate);
      break;
  }
}
