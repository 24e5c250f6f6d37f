// An orb written only from seeds 002 and 003: `process.send`, /ws-simple without a token, and no
// WebRTC of its own. It answers offers with a description that declines every section.
import process from 'node:process';

const WebSocket = globalThis.WebSocket ?? (await import('ws')).default;

const option = (name) => process.argv.find((a) => a.startsWith(`--${name}=`))?.split('=')[1];
const roomId = option('room');
const sessionId = option('session');
const cpuHost = option('cpu-host');
const startTime = Date.now();
const participants = new Set();

console.log(`[AI-Orb] Connecting to Enhanced WebSocket: ws://${cpuHost}/ws-simple/${roomId}`);
const ws = new WebSocket(`ws://${cpuHost}/ws-simple/${roomId}`);

ws.onopen = () => {
  ws.send(JSON.stringify({
    type: 'join',
    roomId,
    userId: 'ai-orb-' + sessionId,
    userName: 'AI Assistant',
    userRole: 'ai',
    participantType: 'ai',
  }));
  ws.send(JSON.stringify({type: 'ai_status', status: 'ready', sessionId}));
};

const decline = (sdp) => {
  const sections = sdp.split('\r\nm=');
  const mids = sections.slice(1).map((s) => ({
    line: s.split('\r\n')[0].replace(/^(\w+) \d+/, '$1 0'),
    mid: /a=mid:(\S+)/.exec(s)?.[1] ?? '0',
  }));
  return 'v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n' +
    mids.map(({line, mid}) => `m=${line}\r\nc=IN IP4 0.0.0.0\r\na=inactive\r\na=mid:${mid}\r\n`)
      .join('');
};

ws.onmessage = (event) => {
  const data = JSON.parse(event.data);
  switch (data.type) {
    case 'peer-discovery':
      data.peers.forEach((peer) => participants.add(peer.userId));
      process.send({
        type: 'orb_ready', roomId, webrtcStatus: 'connected', participants: [...participants],
      });
      break;
    case 'user-joined':
      participants.add(data.userId);
      break;
    case 'user-left':
      participants.delete(data.userId);
      break;
    case 'offer':
      ws.send(JSON.stringify({
        type: 'answer',
        answer: {type: 'answer', sdp: decline(data.offer.sdp)},
        toId: data.fromId,
      }));
      break;
  }
};

ws.onclose = (event) => {
  console.log(`[AI-Orb] closed ${event.code}`);
  process.exit(0);
};
ws.onerror = () => {
  process.send?.({type: 'orb_error', roomId, error: 'the WebSocket broke'});
};

setInterval(() => {
  const memory = Math.round(process.memoryUsage().rss / 1024 / 1024);
  process.send({
    type: 'orb_heartbeat', roomId, timestamp: Date.now(), metrics: {cpu: 1, memory, latency: 0},
  });
  if (ws.readyState === WebSocket.OPEN) ws.send(JSON.stringify({type: 'ping'}));
}, Number(process.env.HEARTBEAT_INTERVAL ?? 30000));

process.on('message', (message) => {
  if (message.type !== 'shutdown_graceful') return;
  process.send({
    type: 'session_summary',
    roomId,
    sessionId,
    clientId: option('client'),
    summary: {
      duration: Date.now() - startTime,
      keyTopics: ['breathing'],
      progress: 'Good progress',
      recommendations: 'Continue daily practice',
      transcript: [],
    },
  });
  ws.send(JSON.stringify({type: 'ai-orb-shutdown', sessionId, reason: 'session_complete'}));
  ws.close();
});
