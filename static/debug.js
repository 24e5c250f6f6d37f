// The debug view of a room: what it knows of its links, every two seconds. Plain JavaScript and a
// page of its own, because almost no visit needs it. What comes from the room goes in as text.
const PERIOD_MILLIS = 2_000;

/** What to say where the room does not let us see, by the problem's code. */
const REFUSALS = {
  'token-missing': ['This link is not complete', 'Open this page from the call, as its coach.'],
  'token-invalid': ['This link does not work', 'Open this page from the call, as its coach.'],
  'token-expired': ['This link has expired', 'Ask whoever invited you for a new one.'],
  'token-forbidden': ['This link belongs to another session', 'Open the link you were sent for this session.'],
  'not-permitted': ['This page is for the coach', 'With your link you can take part in the call, but not look behind it.'],
  'too-early': ['The room is not open yet', 'Come back when the session begins.'],
  'room-not-found': ['We do not know this session', 'Check the address: it has ended long ago, or never was.'],
  'room-ended': ['The session has ended', 'What was measured is in the room’s analytics.'],
};

const byId = (id) => document.getElementById(id);
const roomId = decodeURIComponent(location.pathname.split('/')[2] || '');
const tabKey = 'hybrid-rooms:' + roomId;

let credential = null; // An API key stays in this variable; a link's token is the tab's, as in the call.
let isKey = false;
let timer = 0;

function storage(read) {
  try {
    return read(sessionStorage);
  } catch (e) {
    return null; // Forbidden by the browser: then a reload asks again.
  }
}

function takeToken() {
  const token = new URLSearchParams(location.search).get('token');
  if (token) {
    storage((tab) => tab.setItem(tabKey, token));
    history.replaceState(null, '', location.pathname);
  }
  return token || storage((tab) => tab.getItem(tabKey)) || '';
}

// --- Words --------------------------------------------------------------------------------------

const NONE = '–';
const unit = (value, name) => (value === null || value === undefined ? NONE : value + ' ' + name);
const rate = (bits) =>
  bits === null ? NONE : bits >= 1e6 ? (bits / 1e6).toFixed(1) + ' Mbit/s' : Math.round(bits / 1e3) + ' kbit/s';
const clock = (iso) => new Date(iso).toLocaleTimeString();
const length = (seconds) =>
  seconds < 120 ? seconds + ' s' : seconds < 7_200 ? Math.round(seconds / 60) + ' min' : (seconds / 3_600).toFixed(1) + ' h';

const PATHS = {
  none: 'not heard',
  direct: 'direct',
  'turn-udp': 'TURN, UDP',
  'turn-tcp': 'TURN, TCP',
  'turn-tls': 'TURN, TLS',
  relay: 'room service',
};
const pathName = (path) => PATHS[path] || path;
const ROLES = { coach: 'Coach', client: 'Client', aiOrb: 'Assistant' };
const TIMERS = {
  deadline: 'Session ends in',
  empty: 'Empty room ends in',
  'token-renewal': 'Next link renewed in',
  'ice-renewal': 'TURN credentials renewed in',
  'orb-start': 'Assistant should be here in',
  'orb-absent': 'Assistant should be back in',
  'orb-check': 'Assistant looked at in',
  'orb-unresponsive': 'Assistant counts as hung in',
  'orb-lifetime': 'Assistant replaced in',
  'orb-idle': 'Unheard assistant leaves in',
  'orb-empty': 'Lonely assistant leaves in',
  'orb-stable': 'Assistant forgiven in',
  'orb-retry': 'Assistant tried again in',
  'orb-terminate': 'Assistant told to go in',
  'orb-kill': 'Assistant made to go in',
  'orb-give-up': 'Assistant given up in',
  'orb-doomed': 'Stuck assistants ended in',
};
const COUNTERS = {
  messages: 'Messages taken',
  commits: 'Writes to the store',
  writtenChars: 'Characters written',
  socketsResumed: 'Sockets resumed',
  pathsRegained: 'Paths regained',
  reportsRefused: 'Reports not believed',
  heldForTheStore: 'Waiting to be written',
};

// --- Tables -------------------------------------------------------------------------------------

/** Fills a table's body; cells that stay the same are left alone, and so is what is selected. */
function fill(id, rows) {
  const body = byId(id).tBodies[0];
  while (body.rows.length > rows.length) {
    body.deleteRow(-1);
  }
  rows.forEach((cells, i) => {
    const row = body.rows[i] || body.insertRow();
    cells.forEach((text, j) => {
      let cell = row.cells[j];
      if (!cell) {
        cell = row.appendChild(document.createElement(j ? 'td' : 'th'));
        if (!j) {
          cell.scope = 'row';
        }
      }
      if (cell.textContent !== String(text)) {
        cell.textContent = text;
      }
    });
  });
}

/** Both ends of a link stand together. */
function pairOf(link) {
  return [link.participantId, link.peerId].sort().join('\n');
}

function show(room) {
  const names = new Map(room.seats.map((seat) => [seat.participantId, seat.name]));
  const name = (id) => names.get(id) || id;
  const end = (link) => name(link.participantId) + ' hears ' + name(link.peerId);
  const links = [...room.links].sort((a, b) => (pairOf(a) < pairOf(b) ? -1 : pairOf(a) > pairOf(b) ? 1 : 0));
  const live = links.filter((link) => link.last);
  byId('links-none').hidden = live.length > 0;
  fill('links', live.map((link) => {
    const last = link.last;
    return [
      end(link), pathName(last.path), last.quality, unit(last.rtt, 'ms'), unit(last.packetLoss, '%'),
      unit(last.jitter, 'ms'), rate(last.download), rate(last.upload), last.concealed + ' %', last.frames,
      last.freezeMillis + ' ms', last.restarts,
      link.paths.map((change) => clock(change.time) + ' ' + pathName(change.path)).slice(-4).join(' · ') || NONE,
      last.pair || NONE, last.age + ' s ago',
    ];
  }));
  fill('sums', links.map((link) => [
    end(link), unit(link.averageRTT, 'ms'), unit(link.packetLoss, '%'), unit(link.jitter, 'ms'),
    unit(link.concealed, '%'), link.frozen + ' s', link.restarts, link.pathChanges,
  ]));
  fill('seats', room.seats.map((seat) => [
    seat.name, ROLES[seat.participantType] || seat.participantType,
    seat.connected ? 'connected' : 'gone, kept for ' + seat.graceSeconds + ' s',
    seat.relaySocket ? 'open' : 'closed', seat.voiceSocket ? 'open' : 'closed',
    ['audio', 'video', 'screen'].filter((kind) => seat[kind]).join(', ') || 'nothing',
    clock(seat.joinedAt), seat.losses, seat.pages, seat.legacy ? 'none' : seat.mediaId,
  ]));
  fill('counters', [
    ['Room', room.status],
    ...room.timers.map((each) => [TIMERS[each.name] || each.name, length(each.seconds)]),
    ...Object.entries(room.counters).map(([key, value]) => [COUNTERS[key] || key, value]),
    ...room.seats.map((seat) => [seat.name + ': messages waiting', seat.waitingMessages]),
    ...room.seats.filter((seat) => seat.relay).map(({ name, relay }) => [
      name + ': relayed', relay.framesIn + ' in, ' + relay.framesOut + ' out, ' + relay.dropped + ' dropped, '
        + relay.waitingBytes + ' bytes waiting',
    ]),
  ]);
}

// --- Asking -------------------------------------------------------------------------------------

function say(words) {
  if (byId('state').textContent !== words) {
    byId('state').textContent = words;
  }
}

function refuse(code) {
  const [title, advice] = isKey && code === 'token-invalid'
    ? ['This key does not work', 'Try another one.']
    : REFUSALS[code] || ['The room does not answer', 'Reload this page in a moment.'];
  byId('refused-title').textContent = title;
  byId('refused-advice').textContent = advice;
  byId('refused-code').textContent = 'Code: ' + code;
  byId('refused').hidden = false;
  byId('shown').hidden = true;
  byId('pause').hidden = true;
  say('');
}

async function ask() {
  let next = PERIOD_MILLIS;
  try {
    const response = await fetch('/room/' + encodeURIComponent(roomId) + '/links?history=no', {
      headers: credential ? { Authorization: 'Bearer ' + credential } : {},
      cache: 'no-store',
    });
    const body = await response.json();
    if (response.ok) {
      byId('refused').hidden = true;
      byId('shown').hidden = false;
      byId('pause').hidden = false;
      show(body);
      say('Live, every two seconds');
    } else if (response.status === 429 || response.status === 503) {
      next = 1_000 * (Number(response.headers.get('Retry-After')) || 5);
      say('The service asks us to wait; the figures may be old');
    } else {
      refuse(body.code || 'http-' + response.status);
      return;
    }
  } catch (e) {
    say('The service cannot be reached; the figures are old');
  }
  wait(next);
}

function wait(millis) {
  clearTimeout(timer);
  if (byId('pause').getAttribute('aria-pressed') === 'false' && !document.hidden) {
    timer = setTimeout(ask, millis);
  }
}

byId('pause').addEventListener('click', () => {
  const paused = byId('pause').getAttribute('aria-pressed') === 'false';
  byId('pause').setAttribute('aria-pressed', paused);
  say(paused ? 'Paused' : 'Asking the room…');
  wait(0);
});

document.addEventListener('visibilitychange', () => wait(0));

byId('ask').addEventListener('submit', (event) => {
  event.preventDefault();
  credential = byId('key').value;
  isKey = true;
  byId('key').value = '';
  ask();
});

try {
  document.documentElement.dataset.theme = localStorage.getItem('hybrid-rooms:theme') || 'system';
} catch (e) {
  // Then it looks like the system.
}
credential = takeToken();
ask();
