// The only voice of a spoken journey: an output module of speech-dispatcher that writes down what it is given to say,
// instead of sounding it. Started by speech-dispatcher, which speaks with it over stdin and stdout by the module
// protocol of its own documentation ("Writing output modules"): a command a line, replies that begin with a number,
// blocks that end with a line of one full stop.
//
// Invariants: what is handed over is written before "begin" is answered; every utterance takes its time at the
// speed of a practised listener, so that what is interrupted on the way is marked as such.

import { appendFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

const [, , file = '', charactersPerSecond = '0'] = process.argv;
const speed = Number(charactersPerSecond);

const REPLIES: Readonly<Record<string, readonly string[]>> = {
  INIT: ['299-Writes down what would be said', '299 OK LOADED SUCCESSFULLY'],
  'LIST VOICES': ['200-Deneme\ttr\tnone', '200 OK VOICE LIST SENT'],
};
const BLOCKS: Readonly<Record<string, readonly [begin: string, end: string]>> = {
  SET: ['203 OK RECEIVING SETTINGS', '203 OK SETTINGS RECEIVED'],
  AUDIO: ['207 OK RECEIVING AUDIO SETTINGS', '203 OK AUDIO INITIALIZED'],
  LOGLEVEL: ['207 OK RECEIVING LOGLEVEL SETTINGS', '203 OK LOG LEVEL SET'],
};
/**
 * speech-dispatcher loses an end that comes with the answer to the order, or with the beginning; the reader then waits for
 * it and reads no further.
 */
const BREATH_MS = 10;
const LEAST_MS = 30;
const UTTERANCES = ['SPEAK', 'CHAR', 'KEY'];

let block: { command: string; lines: string[] } | undefined;
let speaking: NodeJS.Timeout | undefined;

for await (const line of createInterface({ input: process.stdin })) {
  if (block) takeLine(line);
  else obey(line.trim());
}

function reply(...lines: readonly string[]): void {
  process.stdout.write(lines.map((line) => `${line}\n`).join(''));
}

function obey(command: string): void {
  if (command === 'QUIT') {
    reply('210 OK QUIT');
    process.exit(0);
  }
  if (command === 'STOP' || command === 'PAUSE') {
    finish('703 STOP');
    return;
  }
  if (UTTERANCES.includes(command)) {
    reply('202 OK RECEIVING MESSAGE');
    block = { command, lines: [] };
    return;
  }
  const begin = BLOCKS[command]?.[0];
  if (begin) {
    reply(begin);
    block = { command, lines: [] };
    return;
  }
  reply(
    ...(REPLIES[command] ?? [command.startsWith('DEBUG') ? '200 OK DEBUGGING' : '300 ERR UNKNOWN COMMAND']),
  );
}

function takeLine(line: string): void {
  if (!block) return;
  if (line !== '.') {
    // A line that begins with a full stop comes with a second one before it.
    block.lines.push(line.startsWith('..') ? line.slice(1) : line);
    return;
  }
  const { command, lines } = block;
  block = undefined;
  const end = BLOCKS[command]?.[1];
  if (end) reply(end);
  else speak(plainText(lines.join(' ')));
}

function speak(text: string): void {
  finish('703 STOP');
  if (text !== '') appendFileSync(file, `${JSON.stringify(text)}\n`);
  reply('200 OK SPEAKING');
  const lastsMs = speed > 0 ? (text.length / speed) * 1000 : 0;
  speaking = setTimeout(() => {
    reply('701 BEGIN');
    speaking = setTimeout(() => finish('702 END'), Math.max(LEAST_MS, lastsMs));
  }, BREATH_MS);
}

function finish(event: string): void {
  if (!speaking) return;
  clearTimeout(speaking);
  speaking = undefined;
  reply(event);
}

/** Without the marks of SSML that the reader puts around and into its sentences. */
function plainText(ssml: string): string {
  return ssml
    .replace(/<[^>]*>/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&apos;/g, "'")
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ')
    .trim();
}
