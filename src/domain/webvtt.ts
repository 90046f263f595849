// Captions as WebVTT (W3C Candidate Recommendation, 4 April 2019): what is written here every player reads; what is read here
// may come from any captioning program. Pure.
//
// W1  What formatWebvtt writes, parseWebvtt reads as the same cues: times to the millisecond, texts by their characters.
// W2  Nothing in a text can end its cue, begin another or become markup.
// W3  Any text whatever gives cues or a problem with its line, in time linear in its length.

import type { Cue } from './cue.ts';

type WebvttProblem = 'no-header' | 'no-cues' | 'bad-time' | 'order';

/** `line` counts from 1. */
export type ParsedWebvtt = { ok: true; cues: Cue[] } | { ok: false; problem: WebvttProblem; line: number };

/** @param cues with times from 0 on, each ending after it begins */
export function formatWebvtt(cues: readonly Cue[]): string {
  const blocks = cues.map(
    ({ startMs, endMs, text }) => `${formatTime(startMs)} --> ${formatTime(endMs)}\n${formatText(text)}\n`,
  );
  return ['WEBVTT\n', ...blocks].join('\n');
}

/**
 * Reads cues with their plain text: regions, styles, comments, identifiers, settings and markup are passed over.
 * `order`: a cue begins before the one above it, or before that one ends, or does not end after it begins. Cues without
 * anything to read are passed over, too.
 */
export function parseWebvtt(text: string): ParsedWebvtt {
  const lines = text
    .replace(/^\ufeff/, '')
    .replaceAll('\0', '\ufffd')
    .split(/\r\n|\n|\r/);
  // § 4.1: "WEBVTT", then nothing, or a space or tab and anything.
  if (!/^WEBVTT(?:[ \t]|$)/.test(lines[0] ?? '')) return { ok: false, problem: 'no-header', line: 1 };
  const cues: Cue[] = [];
  for (let at = 1; at < lines.length; at++) {
    const line = lines[at] ?? '';
    if (!line.includes('-->')) continue;
    const times = parseTimes(line);
    if (times === undefined) return { ok: false, problem: 'bad-time', line: at + 1 };
    const { startMs, endMs } = times;
    if (endMs <= startMs || startMs < (cues.at(-1)?.endMs ?? 0)) {
      return { ok: false, problem: 'order', line: at + 1 };
    }
    const payload: string[] = [];
    // § 6.1: a cue ends at an empty line, or where the next one begins.
    for (let next = lines[at + 1]; next && !next.includes('-->'); next = lines[at + 1]) {
      payload.push(next);
      at++;
    }
    const words = parseText(payload.join('\n'));
    if (words !== '') cues.push({ startMs, endMs, text: words });
  }
  return cues.length > 0 ? { ok: true, cues } : { ok: false, problem: 'no-cues', line: lines.length };
}

const MS_PER_HOUR = 3_600_000;

/** `hh:mm:ss.ttt` */
function formatTime(ms: number): string {
  const whole = Math.max(0, Math.round(ms));
  const two = (figure: number): string => String(Math.floor(figure)).padStart(2, '0');
  const seconds = `${two((whole / 1000) % 60)}.${String(whole % 1000).padStart(3, '0')}`;
  return `${two(whole / MS_PER_HOUR)}:${two((whole / 60_000) % 60)}:${seconds}`;
}

/** § 4.3: hours are optional, minutes and seconds are below 60. */
const TIME = String.raw`(?:(\d{2,4}):)?([0-5]\d):([0-5]\d)\.(\d{3})`;
const TIMES = new RegExp(String.raw`^[ \t]*${TIME}[ \t]*-->[ \t]*${TIME}(?:[ \t]|$)`);

function parseTimes(line: string): { startMs: number; endMs: number } | undefined {
  const found = TIMES.exec(line);
  if (!found) return undefined;
  const [h1, m1, s1, f1, h2, m2, s2, f2] = found.slice(1);
  return { startMs: toMs(h1, m1, s1, f1), endMs: toMs(h2, m2, s2, f2) };
}

function toMs(hours = '0', minutes = '0', seconds = '0', fraction = '0'): number {
  return Number(hours) * MS_PER_HOUR + Number(minutes) * 60_000 + Number(seconds) * 1000 + Number(fraction);
}

const ESCAPES: readonly (readonly [string, string])[] = [
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
];

/** § 4.2.2. An empty line would end the cue (W2): it gets a space that is not white space to a player. */
function formatText(text: string): string {
  let escaped = text.replace(/\r\n?|\u2028|\u2029/g, '\n');
  for (const [character, written] of ESCAPES) escaped = escaped.replaceAll(character, written);
  return escaped.replace(/^(?=\n|$)/gm, '\u00a0');
}

const NAMED = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['nbsp', '\u00a0'],
  ['lrm', '\u200e'],
  ['rlm', '\u200f'],
]);

/** § 6.4: the text without its tags and with its escapes as characters; a tag that is never closed goes on to the end. */
function parseText(payload: string): string {
  return payload
    .replace(/<[^>]*(?:>|$)/g, '')
    .replace(/&(\w+);/g, (whole, name: string) => NAMED.get(name) ?? whole)
    .split('\n')
    .map((line) => line.replace(/^\u00a0$/, ''))
    .join('\n')
    .trim();
}
