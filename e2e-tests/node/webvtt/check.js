// Reads WebVTT files with an independent parser and compares them, cue by cue, with the JSON form of
// the same transcript, which lies beside each. Prints "ok" and ends with 0, or says what is wrong
// and ends with 1.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const load = createRequire(import.meta.url);
const { WebVTTParser } = load('webvtt-parser');
const entities = load('webvtt-parser/html-entities.json');

function words(node) {
  return node.type === 'text' ? node.value : node.children.map(words).join('');
}

for (const file of process.argv.slice(2)) {
  const read = new WebVTTParser(entities).parse(readFileSync(file, 'utf8'), 'subtitles/captions/descriptions');
  assert.deepEqual(read.errors, [], file);
  const { utterances } = JSON.parse(readFileSync(file.replace(/\.vtt$/, '.json'), 'utf8'));
  assert.equal(read.cues.length, utterances.length, file);
  const byId = new Map(read.cues.map((cue) => [cue.id, cue]));
  for (const said of utterances) {
    const cue = byId.get(String(said.utteranceId));
    assert.ok(cue, `${file}: no cue ${said.utteranceId}`);
    assert.equal(Math.round(cue.startTime * 1000), said.startMillis);
    assert.equal(Math.round(cue.endTime * 1000), said.endMillis);
    assert.equal(cue.tree.children.length, 1, 'one voice a cue');
    const [voice] = cue.tree.children;
    assert.equal(voice.name, 'v');
    // The standard resolves references in a voice's name as well; this parser leaves them to us.
    assert.equal(voice.value.replace(/&amp;/g, '&'), said.name);
    assert.equal(words(voice), said.text);
  }
}
console.log('ok');
