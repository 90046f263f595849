// Cues while they are being written: times and texts as typed, faulty or not, and what may be done with them: to mark,
// split, join, insert, remove. Pure. What is right becomes Cue[] (src/domain/cue.ts); what is not is a fault of one field.
//
// Q1  Nothing that was typed is changed or lost by an act on another cue.
// Q2  A key stays a cue's own for as long as it lives: fields keep their focus and their text.
// Q3  judgeCues lets through exactly what cuesSchema does.

import * as v from 'valibot';
import { CUE_LIMITS, type Cue, isBeyondEnd, textOfCues } from '../../domain/cue.ts';
import { codePointCount, isSafeText, isVisible, normaliseText } from '../../domain/text.ts';
import { formatClock, parseClock } from '../player/clock.ts';

/** Kept with the drafts of replies and transcripts. */
export const cueDraftSchema = v.object({
  /** Q2. */
  key: v.number(),
  /** As typed, e.g. "1:05,20"; see clock.ts. */
  start: v.string(),
  end: v.string(),
  text: v.string(),
});
export type CueDraft = v.InferOutput<typeof cueDraftSchema>;

/** Where and how times are written: BCP 47. */
export type ClockTag = string;

export function toDrafts(cues: readonly Cue[], tag: ClockTag): CueDraft[] {
  return cues.map(({ startMs, endMs, text }, key) => ({
    key,
    start: formatClock(startMs, tag),
    end: formatClock(endMs, tag),
    text,
  }));
}

/** One empty cue for the whole recording, so that whoever wants one text only writes it and is done. */
export function firstDraft(durationMs: number | undefined, tag: ClockTag): CueDraft {
  const end = durationMs === undefined ? '' : formatClock(durationMs, tag);
  return { key: 0, start: formatClock(0, tag), end, text: '' };
}

export function isBlank(drafts: readonly CueDraft[]): boolean {
  return drafts.every(({ text }) => text.trim() === '');
}

export function change(
  drafts: readonly CueDraft[],
  key: number,
  changed: Partial<Omit<CueDraft, 'key'>>,
): CueDraft[] {
  return drafts.map((draft) => (draft.key === key ? { ...draft, ...changed } : draft));
}

export function remove(drafts: readonly CueDraft[], key: number): CueDraft[] {
  return drafts.filter((draft) => draft.key !== key);
}

/**
 * A new cue from a moment on, behind those that begin before it. One that is still going on, or has no end, ends there.
 * @returns the new list, and the new cue's key
 */
export function beginAt(
  drafts: readonly CueDraft[],
  atMs: number,
  tag: ClockTag,
): { drafts: CueDraft[]; key: number } {
  const at = formatClock(atMs, tag);
  const index = drafts.findLastIndex(({ start }) => (parseClock(start) ?? Number.POSITIVE_INFINITY) < atMs);
  const before = drafts[index];
  const next = drafts[index + 1];
  const key = nextKey(drafts);
  const oldEnd = before && parseClock(before.end);
  // What was going on ended somewhere: there the new one ends.
  const isCut = before !== undefined && (oldEnd === undefined || oldEnd > atMs);
  const end = isCut ? before.end : (next?.start ?? '');
  const cut = isCut ? change(drafts, before.key, { end: at }) : [...drafts];
  cut.splice(index + 1, 0, { key, start: at, end, text: '' });
  return { drafts: cut, key };
}

/**
 * Two cues of one.
 * @param atMs where the second one begins; when that is not inside the cue, its time is cut as its text is
 * @param caret how many characters stay in the first one; undefined: as many as its share of the time
 */
export function split(
  drafts: readonly CueDraft[],
  key: number,
  { atMs, caret, tag }: { atMs: number; caret: number | undefined; tag: ClockTag },
): { drafts: CueDraft[]; key: number } {
  const index = drafts.findIndex((draft) => draft.key === key);
  const whole = drafts[index];
  if (!whole) return { drafts: [...drafts], key };
  const startMs = parseClock(whole.start);
  const endMs = parseClock(whole.end);
  const isInside = atMs > (startMs ?? 0) && atMs < (endMs ?? Number.POSITIVE_INFINITY);
  const length = whole.text.length;
  const isCaretInside = caret !== undefined && caret > 0 && caret < length;
  const span = startMs === undefined || endMs === undefined ? undefined : { startMs, endMs };
  const share =
    isInside && span
      ? (atMs - span.startMs) / (span.endMs - span.startMs)
      : isCaretInside
        ? caret / length
        : 0.5;
  const cutMs = isInside ? atMs : span && Math.round(span.startMs + (span.endMs - span.startMs) * share);
  const cutText = isCaretInside ? caret : nearestGap(whole.text, share * length);
  const cut = cutMs === undefined ? '' : formatClock(cutMs, tag);
  const second = nextKey(drafts);
  const parts: CueDraft[] = [
    { ...whole, end: cut, text: whole.text.slice(0, cutText).trimEnd() },
    { key: second, start: cut, end: whole.end, text: whole.text.slice(cutText).trimStart() },
  ];
  return { drafts: drafts.toSpliced(index, 1, ...parts), key: second };
}

/** A cue takes up the one behind it: from the first one's start to the second one's end. */
export function joinWithNext(drafts: readonly CueDraft[], key: number): CueDraft[] {
  const index = drafts.findIndex((draft) => draft.key === key);
  const [first, second] = [drafts[index], drafts[index + 1]];
  if (!first || !second) return [...drafts];
  const text = [first.text.trimEnd(), second.text.trimStart()].filter(Boolean).join(' ');
  return drafts.toSpliced(index, 2, { ...first, end: second.end, text });
}

function nextKey(drafts: readonly CueDraft[]): number {
  return Math.max(-1, ...drafts.map(({ key }) => key)) + 1;
}

/** Between two words, as near as can be to a place in the text. */
function nearestGap(text: string, place: number): number {
  const gaps = [...text.matchAll(/\s+/g)].map(({ index }) => index);
  return gaps.reduce(
    (best, gap) => (Math.abs(gap - place) < Math.abs(best - place) ? gap : best),
    gaps[0] ?? text.length,
  );
}

export type CueField = 'start' | 'end' | 'text';
export type CueFault =
  | 'time'
  /** Later than any recording may be. */
  | 'too-late'
  | 'end-before-start'
  /** C3 of cue.ts. */
  | 'beyond-end'
  /** Begins before the one above it has ended. */
  | 'overlap'
  | 'text-required'
  | 'text-too-long'
  | 'text-forbidden';

export interface FaultyField {
  key: number;
  /** Place in the list, from 1. */
  number: number;
  field: CueField;
  fault: CueFault;
}

export type JudgedCues =
  | { ok: true; cues: Cue[] }
  /** `whole`: of no field by itself. */
  | {
      ok: false;
      faults: FaultyField[];
      whole?: 'none' | 'too-many' | 'too-long';
      /** Of the recording, for the words about it. */
      durationMs?: number | undefined;
    };

/**
 * Q3. At most one fault for each field, in the order of the fields.
 * @param durationMs of the recording, where it is known
 */
export function judgeCues(drafts: readonly CueDraft[], durationMs?: number): JudgedCues {
  if (drafts.length === 0) return { ok: false, faults: [], whole: 'none' };
  if (drafts.length > CUE_LIMITS.cues) return { ok: false, faults: [], whole: 'too-many' };
  const faults: FaultyField[] = [];
  const cues: Cue[] = [];
  let endedMs = 0;
  for (const [index, { key, start, end, text }] of drafts.entries()) {
    const startMs = parseClock(start);
    const endMs = parseClock(end);
    const words = normaliseText(text);
    const found: readonly (readonly [CueField, CueFault | undefined])[] = [
      ['start', faultOfTime(startMs) ?? (startMs !== undefined && startMs < endedMs ? 'overlap' : undefined)],
      [
        'end',
        faultOfTime(endMs) ??
          (startMs !== undefined && Number(endMs) <= startMs ? 'end-before-start' : undefined) ??
          (isBeyondEnd(Number(endMs), durationMs) ? 'beyond-end' : undefined),
      ],
      ['text', faultOfText(words)],
    ];
    for (const [field, fault] of found) if (fault) faults.push({ key, number: index + 1, field, fault });
    if (startMs !== undefined && endMs !== undefined) cues.push({ startMs, endMs, text: words });
    endedMs = Math.max(endedMs, endMs ?? startMs ?? 0);
  }
  if (faults.length > 0) return { ok: false, faults, durationMs };
  return codePointCount(textOfCues(cues)) > CUE_LIMITS.wholeText
    ? { ok: false, faults, whole: 'too-long' }
    : { ok: true, cues };
}

function faultOfTime(ms: number | undefined): CueFault | undefined {
  if (ms === undefined) return 'time';
  return ms > CUE_LIMITS.endMs ? 'too-late' : undefined;
}

function faultOfText(words: string): CueFault | undefined {
  if (!isVisible(words)) return 'text-required';
  if (codePointCount(words) > CUE_LIMITS.text) return 'text-too-long';
  return isSafeText(words) ? undefined : 'text-forbidden';
}
