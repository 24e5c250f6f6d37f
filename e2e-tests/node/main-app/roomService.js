// The main app's client for the room service, as its specification has it: these calls, these
// field names, this check of a webhook's signature. Nothing here knows more than that.
import crypto from 'node:crypto';
import jwt from 'jsonwebtoken';
import WebSocket from 'ws';

export class RoomService {
  constructor({ baseUrl, apiKey, webhookSecret, jwtSecret }) {
    this.baseUrl = baseUrl;
    this.apiKey = apiKey;
    this.webhookSecret = webhookSecret;
    this.jwtSecret = jwtSecret;
  }

  async createRoom(appointment) {
    const roomId = crypto.randomUUID();
    const sessionId = crypto.randomUUID();
    const token = (userId, role, name) =>
      this.generateParticipantToken({ userId, roomId, sessionId, role, name });
    const response = await fetch(`${this.baseUrl}/api/rooms/create`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        Authorization: `Bearer ${this.apiKey}`,
      },
      body: JSON.stringify({
        roomId,
        sessionId,
        participants: {
          coach: {
            id: appointment.coachId,
            token: token(appointment.coachId, 'coach', appointment.coach.name),
          },
          client: {
            id: appointment.clientId,
            token: token(appointment.clientId, 'client', appointment.client.name),
          },
          aiOrb: {
            enabled: appointment.includeAI || false,
            personality: 'supportive',
            voiceModel: 'default',
          },
        },
        config: {
          scheduledStartTime: appointment.startTime,
          maxDuration: appointment.duration * 60,
          features: {
            recording: false,
            transcription: true,
            aiAssistance: appointment.includeAI,
            generateSummary: true,
          },
        },
      }),
    });
    if (!response.ok) {
      throw new Error(`Room creation failed: ${response.status} ${await response.text()}`);
    }
    const roomData = await response.json();
    await this.preWarmRoom(roomId);
    return { ...roomData, sessionId };
  }

  async getRoomStatus(roomId) {
    const response = await fetch(`${this.baseUrl}/api/rooms/${roomId}/status`, {
      headers: { Authorization: `Bearer ${this.apiKey}` },
    });
    return response.json();
  }

  async getSessionSummary(roomId) {
    const response = await fetch(`${this.baseUrl}/api/rooms/${roomId}/summary`, {
      headers: { Authorization: `Bearer ${this.apiKey}` },
    });
    if (!response.ok) {
      throw new Error(`Failed to get summary: ${response.status}`);
    }
    return response.json();
  }

  async preWarmRoom(roomId) {
    const response = await fetch(`${this.baseUrl}/api/rooms/${roomId}/pre-warm`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${this.apiKey}` },
    });
    if (!response.ok) {
      throw new Error(`Pre-warm failed: ${response.status} ${await response.text()}`);
    }
  }

  async endRoom(roomId, userId) {
    const response = await fetch(`${this.baseUrl}/api/rooms/${roomId}/end`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        Authorization: `Bearer ${this.apiKey}`,
      },
      body: JSON.stringify({ reason: 'session_completed', requestedBy: userId }),
    });
    return response.json();
  }

  async registerWebhook(url, events) {
    const response = await fetch(`${this.baseUrl}/api/webhooks`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        Authorization: `Bearer ${this.apiKey}`,
      },
      body: JSON.stringify({ url, events, secret: this.webhookSecret }),
    });
    if (!response.ok) {
      throw new Error(`Webhook refused: ${response.status} ${await response.text()}`);
    }
    return response.json();
  }

  subscribeToRoomEvents(roomId, handlers) {
    const ws = new WebSocket(
      `${this.baseUrl.replace('http', 'ws')}/events/${roomId}?token=${this.apiKey}`,
    );
    ws.on('message', (data) => {
      const event = JSON.parse(data);
      if (handlers[event.type]) {
        handlers[event.type](event.data);
      }
    });
    return ws;
  }

  generateParticipantToken(payload) {
    return jwt.sign(
      {
        ...payload,
        permissions: ['video', 'audio', 'screen-share'],
        exp: Math.floor(Date.now() / 1000) + 2 * 60 * 60,
      },
      this.jwtSecret,
    );
  }

  verifyWebhookSignature(payload, signature) {
    const expected = crypto
      .createHmac('sha256', this.webhookSecret)
      .update(JSON.stringify(payload))
      .digest('hex');
    return signature === expected;
  }
}
