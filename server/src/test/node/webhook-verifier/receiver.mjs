// A receiver that knows nothing of this service's code. For each request it prints one line of
// JSON: what the public Standard Webhooks library says, and what seed 001's own check says.
import crypto from 'node:crypto';
import http from 'node:http';
import { Webhook } from 'standardwebhooks';

const secret = Buffer.from(process.argv[2], 'base64').toString('utf8');
const standard = secret.startsWith('whsec_')
  ? new Webhook(secret)
  : new Webhook(new Uint8Array(Buffer.from(secret)), { format: 'raw' });

function standardAccepts(body, headers) {
  try {
    standard.verify(body, headers);
    return true;
  } catch (error) {
    return false;
  }
}

// Seed 001, RoomService.verifyWebhookSignature, word for word but for the secret's place.
function verifyWebhookSignature(payload, signature) {
  const expectedSig = crypto
    .createHmac('sha256', secret)
    .update(JSON.stringify(payload))
    .digest('hex');
  return signature === expectedSig;
}

const server = http.createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) {
    chunks.push(chunk);
  }
  const body = Buffer.concat(chunks).toString('utf8');
  const headers = request.headers;
  const payload = JSON.parse(body);
  console.log(
    JSON.stringify({
      id: headers['webhook-id'],
      standard: standardAccepts(body, headers),
      seed: verifyWebhookSignature(payload, headers['x-room-signature']),
      standardWithAnotherBody: standardAccepts(body + ' ', headers),
      standardWithAnotherId: standardAccepts(body, { ...headers, 'webhook-id': 'evt_other' }),
      seedWithAnotherBody: verifyWebhookSignature(
        { ...payload, seq: -1 },
        headers['x-room-signature'],
      ),
      text: payload.data?.text ?? null,
    }),
  );
  response.writeHead(204).end();
});

server.listen(0, '127.0.0.1', () => console.log(server.address().port));
