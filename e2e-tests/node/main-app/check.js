// Books an appointment, holds the session, ends it, and checks everything the main app's database
// and e-mails are made of. Prints "ok" and ends with 0, or says what is wrong and ends with 1.
import assert from 'node:assert/strict';
import http from 'node:http';
import { once } from 'node:events';
import { Webhook } from 'standardwebhooks';
import WebSocket from 'ws';
import { RoomService } from './roomService.js';

const LIMIT_MILLIS = 20_000;
const HOOKED = ['room-started', 'participant-joined', 'participant-left', 'room-ended', 'summary-ready'];

const webhookSecret = 'webhook-signing-secret';
const roomService = new RoomService({
  baseUrl: process.env.ROOM_SERVICE_URL,
  apiKey: process.env.ROOM_SERVICE_API_KEY,
  webhookSecret,
  jwtSecret: process.env.JWT_SIGNING_SECRET,
});

function withLimit(promise, what) {
  let timer;
  const limit = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} did not happen`)), LIMIT_MILLIS);
  });
  return Promise.race([promise, limit]).finally(() => clearTimeout(timer));
}

/** Receives webhooks, and checks both signatures of each. */
async function startReceiver() {
  const received = [];
  let arrived = () => {};
  const server = http.createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) {
      chunks.push(chunk);
    }
    const text = Buffer.concat(chunks).toString('utf8');
    const payload = JSON.parse(text);
    const standard = new Webhook(Buffer.from(webhookSecret).toString('base64'));
    try {
      standard.verify(text, request.headers);
      assert.ok(
        roomService.verifyWebhookSignature(payload, request.headers['x-room-signature']),
        'the hex signature does not hold',
      );
      assert.equal(request.headers['webhook-id'], payload.id);
      received.push(payload);
    } catch (error) {
      received.push({ type: `wrong: ${error.message}` });
    }
    response.writeHead(204).end();
    arrived();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const until = (count) =>
    new Promise((resolve) => {
      arrived = () => received.length >= count && resolve();
      arrived();
    });
  return { url: `http://127.0.0.1:${server.address().port}/hook`, received, until, server };
}

/** Opens a participant's link as far as its socket, and joins. */
async function join(link, userId, userRole) {
  const page = new URL(link);
  const roomId = page.pathname.split('/').pop();
  const shell = await fetch(link);
  assert.equal(shell.status, 200, 'the link opens a page');
  const socket = new WebSocket(
    `${page.origin.replace('http', 'ws')}/ws-simple/${roomId}?token=${page.searchParams.get('token')}`,
  );
  await withLimit(once(socket, 'open'), `${userRole}'s socket`);
  const welcome = new Promise((resolve) => {
    socket.on('message', (data) => {
      const message = JSON.parse(data);
      if (message.type === 'peer-discovery') {
        resolve(message);
      }
    });
  });
  socket.send(JSON.stringify({ type: 'join', roomId, userId, userRole, participantType: 'human' }));
  await withLimit(welcome, `${userRole}'s welcome`);
  return socket;
}

const receiver = await startReceiver();
await roomService.registerWebhook(receiver.url, HOOKED);

const appointment = {
  coachId: 'coach-7',
  coach: { name: 'Ada Löwe' },
  clientId: 'client-9',
  client: { name: 'Cleo' },
  startTime: new Date().toISOString(),
  duration: 60,
  includeAI: false,
};
const roomData = await roomService.createRoom(appointment);
assert.equal(roomData.success, true);
assert.equal(roomData.status, 'ready');
const { roomId, sessionId } = roomData;

const session = { status: 'scheduled' };
const seen = [];
const note = (type, then = () => {}) => (data) => {
  seen.push({ type, data });
  then(data);
};
let stored;
const summaryStored = new Promise((resolve, reject) => {
  stored = { resolve, reject };
});
const ws = roomService.subscribeToRoomEvents(roomId, {
  'room-started': note('room-started', (data) => {
    session.startTime = new Date(data.timestamp);
    session.status = 'active';
  }),
  'participant-joined': note('participant-joined'),
  'participant-left': note('participant-left'),
  'room-ended': note('room-ended', (data) => {
    session.endTime = new Date(data.timestamp);
    session.status = 'completed';
    ws.close();
  }),
  'summary-ready': note('summary-ready', async () => {
    try {
      const summary = await roomService.getSessionSummary(roomId);
      session.summary = summary.summary;
      session.attendanceData = summary.attendance;
      session.duration =
        summary.attendance.coach.duration || summary.attendance.client.duration;
      stored.resolve();
    } catch (error) {
      stored.reject(error);
    }
  }),
});
const closed = once(ws, 'close');
await withLimit(once(ws, 'open'), 'the event subscription');

const client = await join(roomData.connectionUrls.client, 'client-9', 'client');
assert.equal((await roomService.getRoomStatus(roomId)).status, 'waiting', 'a client alone waits');
const coach = await join(roomData.connectionUrls.coach, 'coach-7', 'coach');
await new Promise((resolve) => setTimeout(resolve, 1_100));

const status = await roomService.getRoomStatus(roomId);
assert.equal(status.sessionId, sessionId);
assert.equal(status.status, 'active');
assert.deepEqual(
  Object.keys(status.participants.coach),
  ['id', 'connected', 'joinedAt', 'leftAt', 'totalDuration'],
);
assert.equal(status.participants.coach.connected, true);
assert.equal(status.participants.aiOrb.connected, false);
assert.ok(status.currentDuration >= 1);

client.close();
await withLimit(once(client, 'close'), "the client's leave");
const ended = await roomService.endRoom(roomId, 'coach-7');
assert.equal(ended.success, true);
assert.ok(ended.finalDuration >= 1);
await withLimit(closed, 'room-ended');
coach.terminate();

const types = seen.map((event) => event.type);
assert.deepEqual(types, [
  'participant-joined',
  'participant-joined',
  'room-started',
  'participant-left',
  'participant-left',
  'summary-ready',
  'room-ended',
]);
assert.deepEqual(
  seen.filter((event) => event.type.startsWith('participant')).map((event) => event.data.participantType),
  ['client', 'coach', 'client', 'coach'],
);
assert.equal(seen.at(-1).data.summaryReady, true);
assert.equal(seen.at(-1).data.reason, 'session_completed');

await withLimit(summaryStored, 'the summary');
assert.equal(session.status, 'completed');
assert.ok(session.duration >= 1);
assert.equal(session.attendanceData.coach.attended, true);
assert.equal(session.attendanceData.client.attended, true);
assert.ok(Date.parse(session.attendanceData.client.leaveTime));
assert.equal(session.summary.transcriptionAvailable, false);
assert.equal(typeof session.summary.participantStats.aiOrb.talkPercentage, 'number');
assert.ok(session.startTime <= session.endTime);

await withLimit(receiver.until(types.length), 'every webhook');
assert.deepEqual(
  receiver.received.map((event) => event.type),
  types,
);
assert.deepEqual(
  receiver.received.map((event) => event.seq),
  [1, 2, 3, 4, 5, 6, 7],
);
receiver.server.close();
console.log('ok');
