// Starts one orb and stands between it and the service: `node host.mjs -- COMMAND…`.
//
// The service speaks JSON lines on this host's stdin and stdout; a Node orb speaks through its IPC
// channel (`process.send`), any other through its WebSocket. The orb's own output goes to stderr.
// When stdin ends, the service is gone: then the whole process group of the orb is stopped.
import {spawn} from 'node:child_process';
import {readFileSync, readdirSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';

const TERM_AFTER_MILLIS = Number(process.env.ORB_HOST_TERM_MILLIS ?? 5_000);
const KILL_AFTER_MILLIS = Number(process.env.ORB_HOST_KILL_MILLIS ?? 15_000);
const MAX_LINE_CHARS = 1_048_576;
const MISUSED = 2;
const NOT_STARTED = 127;

const dashes = process.argv.indexOf('--');
const command = dashes < 0 ? [] : process.argv.slice(dashes + 1);
if (command.length === 0) {
  process.stderr.write('usage: node host.mjs -- COMMAND…\n');
  process.exit(MISUSED);
}

const speaksNode = /^node(\.exe|\d*)?$/.test(path.basename(command[0]));
const orb = spawn(command[0], command.slice(1), {
  detached: true, // A group of its own, so that whatever it starts can be stopped with it.
  stdio: ['ignore', 'pipe', 'pipe', ...(speaksNode ? ['ipc'] : [])],
});

/** Signals the orb and everything it started; false if nothing of it is left. */
function signalGroup(signal) {
  try {
    process.kill(-orb.pid, signal);
    return true;
  } catch {
    return false;
  }
}

/** Whoever of it has made a group of its own still carries its id in its environment (Linux). */
function killStrays() {
  if (!process.env.ORB_ID || process.platform !== 'linux') return;
  const mark = `ORB_ID=${process.env.ORB_ID}`;
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name) || Number(name) === process.pid) continue;
    try {
      if (readFileSync(`/proc/${name}/environ`, 'latin1').split('\0').includes(mark)) {
        process.kill(Number(name), 'SIGKILL');
      }
    } catch {
      // Gone by now, or somebody else's.
    }
  }
}

let stopping = false;

/** `graceMillis` for the orb to go by itself, then SIGTERM, then SIGKILL. */
function stop(reason, graceMillis) {
  if (stopping) return;
  stopping = true;
  tell({type: 'shutdown_graceful', reason});
  setTimeout(() => signalGroup('SIGTERM'), graceMillis);
  setTimeout(() => signalGroup('SIGKILL'), graceMillis + KILL_AFTER_MILLIS - TERM_AFTER_MILLIS);
}

function tell(message) {
  if (speaksNode && orb.connected) {
    orb.send(message, () => {}); // An orb that is just ending cannot be told any more.
  }
}

// --- service → orb -------------------------------------------------------------------------------

let pending = '';
process.stdin.setEncoding('utf8');
process.stdin.on('data', (chunk) => {
  pending += chunk;
  const lines = pending.split('\n');
  pending = lines.pop();
  if (pending.length > MAX_LINE_CHARS) {
    process.stderr.write('orb-host: the service sent a line without an end\n');
    pending = '';
  }
  for (const line of lines) {
    if (line.trim() === '') continue;
    try {
      tell(JSON.parse(line));
    } catch {
      process.stderr.write('orb-host: the service sent no JSON\n');
    }
  }
});
const serviceGone = () => stop('service_gone', speaksNode ? 2_000 : 0);
process.stdin.on('end', serviceGone);
process.stdin.on('error', serviceGone);

// --- orb → service -------------------------------------------------------------------------------

orb.on('message', (message) => {
  const line = JSON.stringify(message);
  if (line !== undefined && line.length <= MAX_LINE_CHARS) {
    process.stdout.write(`${line}\n`);
  }
});
process.stdout.on('error', serviceGone);
orb.stdout.pipe(process.stderr, {end: false});
orb.stderr.pipe(process.stderr, {end: false});

// --- ends ----------------------------------------------------------------------------------------

// Where its log went is gone with the service; the orb has still to be stopped.
process.stderr.on('error', () => {});

process.on('SIGTERM', () => stop('terminated', 0));
process.on('SIGINT', () => stop('terminated', 0));

orb.on('error', (error) => {
  process.stderr.write(`orb-host: the orb does not start: ${error.message}\n`);
  process.exitCode = NOT_STARTED;
  process.stdin.destroy();
});

orb.on('exit', (code, signal) => {
  signalGroup('SIGKILL'); // What it has left behind goes with it.
  killStrays();
  process.stderr.write(`orb-host: the orb ended: ${signal ?? code}\n`);
  const exitCode = code ?? 128;
  // Its last messages may still be under way to us.
  setTimeout(() => process.stdout.write('', () => process.exit(exitCode)), 50);
});
