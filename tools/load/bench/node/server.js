// Signalling for rooms of three on Node and ws, as the product's first design described it: a map
// of rooms, JSON in, JSON out, no authentication, no limits. Usage: node server.js PORT
import { createServer } from 'node:http';
import { WebSocket, WebSocketServer } from 'ws';

const rooms = new Map();
const sockets = new WebSocketServer({ noServer: true });
const http = createServer((_, response) => response.end('ok'));

http.on('upgrade', (request, socket, head) => {
  const [, route, roomId] = new URL(request.url, 'http://localhost').pathname.split('/');
  if (route !== 'ws-simple' || !roomId) {
    socket.destroy();
    return;
  }
  sockets.handleUpgrade(request, socket, head, (peer) => serve(peer, roomId));
});

function tell(member, message) {
  if (member.peer.readyState === WebSocket.OPEN) {
    member.peer.send(JSON.stringify(message));
  }
}

function offers(existing, joining) {
  if (joining.participantType === 'ai') return true;
  if (existing.participantType === 'ai') return false;
  return existing.userId < joining.userId;
}

function describe({ userId, userRole, participantType }) {
  return { userId, userRole, participantType };
}

function serve(peer, roomId) {
  if (!rooms.has(roomId)) rooms.set(roomId, new Map());
  const room = rooms.get(roomId);
  let self = null;

  const others = () => [...room.values()].filter((member) => member !== self);

  function join({ userId, userRole, participantType = 'human' }) {
    self = { peer, userId, userRole, participantType };
    room.delete(userId);
    tell(self, { type: 'peer-discovery', peers: others().map(describe) });
    for (const other of others()) {
      tell(other, {
        type: 'user-joined',
        ...describe(self),
        shouldCreateOffer: offers(other, self),
      });
    }
    room.set(userId, self);
  }

  function forward(message) {
    const toId = message.toId || message.targetId;
    const receivers = toId ? [room.get(toId)].filter(Boolean) : others();
    for (const receiver of receivers) tell(receiver, { ...message, fromId: self.userId });
  }

  function leave() {
    if (!self || room.get(self.userId) !== self) return;
    room.delete(self.userId);
    for (const other of others()) {
      tell(other, { type: 'user-left', userId: self.userId, userRole: self.userRole });
    }
    if (room.size === 0) rooms.delete(roomId);
    self = null;
  }

  peer.on('message', (data) => {
    let message;
    try {
      message = JSON.parse(data);
    } catch (error) {
      console.error('not JSON', error.message);
      return;
    }
    switch (message.type) {
      case 'join':
        join(message);
        break;
      case 'offer':
      case 'answer':
      case 'ice-candidate':
        if (self) forward(message);
        break;
      case 'leave':
        leave();
        break;
      case 'ping':
        peer.send(JSON.stringify({ type: 'pong' }));
        break;
    }
  });
  peer.on('close', leave);
  peer.on('error', (error) => console.error('socket', error.message));
}

http.listen({ port: Number(process.argv[2]), host: '127.0.0.1', backlog: 1024 });
