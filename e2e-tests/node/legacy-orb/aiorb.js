// An orb written from seeds 002 and 003 alone: `process.send` to whoever spawned it, /ws-simple
// without a token, answers only, and WebRTC by wrtc as seed 002's "next step" asks for.
import process from 'node:process';
import wrtc from '@roamhq/wrtc';
import WebSocket from 'ws';

const {RTCPeerConnection, MediaStream} = wrtc;
const {RTCAudioSink, RTCAudioSource, RTCVideoSink, RTCVideoSource} = wrtc.nonstandard;

const option = (name) => process.argv.find((a) => a.startsWith(`--${name}=`))?.split('=')[1];
const roomId = option('room');
const sessionId = option('session');
const cpuHost = option('cpu-host');
const startTime = Date.now();
const peers = new Map();
const heard = new Map();

// --- what it shows and says -----------------------------------------------------------------------

const audioSource = new RTCAudioSource();
const videoSource = new RTCVideoSource();
const localStream = new MediaStream([audioSource.createTrack(), videoSource.createTrack()]);

const RATE = 48000;
let sample = 0;
setInterval(() => {
  const samples = new Int16Array(RATE / 100);
  for (let i = 0; i < samples.length; i++) {
    samples[i] = 6000 * Math.sin(2 * Math.PI * 330 * sample++ / RATE);
  }
  audioSource.onData({samples, sampleRate: RATE, bitsPerSample: 16, channelCount: 1});
}, 10);

const [width, height] = [320, 240];
let shade = 0;
setInterval(() => {
  const data = new Uint8ClampedArray(width * height * 1.5).fill(128);
  data.fill(shade++ % 256, 0, width * height);
  videoSource.onFrame({width, height, data});
}, 100);

// --- the room -------------------------------------------------------------------------------------

console.log(`[AI-Orb] Connecting to Enhanced WebSocket: ws://${cpuHost}/ws-simple/${roomId}`);
const ws = new WebSocket(`ws://${cpuHost}/ws-simple/${roomId}`);
const send = (message) => ws.send(JSON.stringify(message));

function createPeerConnection(userId) {
  peers.get(userId)?.close();
  const pc = new RTCPeerConnection({bundlePolicy: 'max-bundle', rtcpMuxPolicy: 'require'});
  peers.set(userId, pc);
  heard.set(userId, {samples: 0, frames: 0});
  for (const track of localStream.getTracks()) pc.addTrack(track, localStream);
  pc.onicecandidate = ({candidate}) => {
    if (candidate) send({type: 'ice-candidate', candidate, toId: userId});
  };
  pc.onconnectionstatechange = () => {
    console.log(`[AI-Orb] ${userId}: ${pc.connectionState}`);
    if (pc.connectionState === 'connected') {
      process.send({
        type: 'orb_ready', roomId, webrtcStatus: 'connected', participants: [...peers.keys()],
      });
    }
  };
  pc.ontrack = ({track}) => {
    const count = heard.get(userId);
    if (track.kind === 'audio') {
      new RTCAudioSink(track).ondata = ({samples}) => {
        if (samples.some((s) => Math.abs(s) > 300)) count.samples += samples.length;
      };
    } else {
      new RTCVideoSink(track).onframe = () => count.frames++;
    }
  };
  return pc;
}

ws.on('open', () => {
  send({
    type: 'join',
    roomId,
    userId: 'ai-orb-' + sessionId,
    userName: 'AI Assistant',
    userRole: 'ai',
    participantType: 'ai',
  });
  send({type: 'ai_status', status: 'listening', sessionId});
});

ws.on('message', async (text) => {
  const data = JSON.parse(text);
  switch (data.type) {
    case 'peer-discovery':
      data.peers.forEach((peer) => createPeerConnection(peer.userId));
      break;
    case 'user-joined':
      createPeerConnection(data.userId);
      break;
    case 'user-left':
      peers.get(data.userId)?.close();
      peers.delete(data.userId);
      break;
    case 'offer': {
      const pc = peers.get(data.fromId);
      await pc.setRemoteDescription(data.offer);
      const answer = await pc.createAnswer();
      await pc.setLocalDescription(answer);
      send({type: 'answer', answer, toId: data.fromId});
      break;
    }
    case 'ice-candidate':
      if (data.candidate) await peers.get(data.fromId).addIceCandidate(data.candidate);
      break;
  }
});

ws.on('close', (code) => {
  console.log(`[AI-Orb] closed ${code}`);
  process.exit(0);
});
ws.on('error', (error) => process.send({type: 'orb_error', roomId, error: error.message}));

// --- whoever spawned it ---------------------------------------------------------------------------

setInterval(() => {
  const memory = Math.round(process.memoryUsage().rss / 1024 / 1024);
  process.send({
    type: 'orb_heartbeat', roomId, timestamp: Date.now(), metrics: {cpu: 5, memory, latency: 78},
  });
  if (ws.readyState === WebSocket.OPEN) send({type: 'ping'});
  for (const [userId, count] of heard) {
    console.log(`[AI-Orb] from ${userId}: ${count.frames} frames, ${count.samples} loud samples`);
  }
}, 1000);

process.on('message', (message) => {
  if (message.type !== 'shutdown_graceful') return;
  console.log(`[AI-Orb] shutdown: ${message.reason}`);
  process.send({
    type: 'session_summary',
    roomId,
    sessionId,
    clientId: option('client'),
    summary: {
      duration: Date.now() - startTime,
      keyTopics: ['breathing'],
      progress: 'Good progress on breath awareness',
      recommendations: 'Continue daily practice',
      transcript: [],
    },
  });
  send({type: 'ai-orb-shutdown', sessionId, reason: 'session_complete'});
  ws.close();
});
