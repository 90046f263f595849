import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { ATTACHMENT_KINDS } from './attachment.ts';
import {
  isConfirmed,
  RECORDED_KINDS,
  readTranscript,
  type Transcript,
  textOfTranscript,
  transcriptInputSchema,
  transcriptKindsOf,
} from './transcript.ts';

const offered: Transcript = {
  id: '01900000-0000-7000-8000-000000000001',
  kind: 'transcript',
  language: 'tr',
  cues: [
    { startMs: 0, endMs: 1_000, text: 'Su akmıyor.' },
    { startMs: 1_000, endMs: 2_000, text: 'Üç gündür.' },
  ],
  at: '2026-11-24T08:00:00.000Z',
};
const at = '2026-11-25T08:00:00.000Z';

describe('a transcript', () => {
  it.each<[string, Transcript['verdict'], boolean, string]>([
    ['is not confirmed before the citizen speaks', undefined, false, 'Su akmıyor.\nÜç gündür.'],
    ['is confirmed by accepting', { kind: 'accepted', at }, true, 'Su akmıyor.\nÜç gündür.'],
    ['is confirmed as corrected', { kind: 'corrected', at, text: 'Su yok.' }, true, 'Su yok.'],
    ['that is to be made again is not confirmed', { kind: 'again', at }, false, 'Su akmıyor.\nÜç gündür.'],
  ])('%s', (_, verdict, isSo, text) => {
    const transcript = verdict ? { ...offered, verdict } : offered;
    expect(isConfirmed(transcript)).toBe(isSo);
    expect(textOfTranscript(transcript)).toBe(text);
  });

  it.each<[string, unknown, boolean]>([
    ['one', offered, true],
    ['one with what a later server adds', { ...offered, certainty: 0.9 }, true],
    ['none', undefined, false],
    ['one without its text', { ...offered, cues: [] }, false],
    ['one of a kind that is not known here', { ...offered, kind: 'summary' }, false],
  ])('is read from a thread: %s', (_, said, isOne) => {
    expect(readTranscript(said) !== undefined).toBe(isOne);
  });

  it('is made of what can be heard or seen said, and of nothing else', () => {
    const written = ATTACHMENT_KINDS.filter((kind) => transcriptKindsOf(kind).length > 0);
    expect(written.toSorted()).toEqual([...RECORDED_KINDS].toSorted());
    expect(transcriptKindsOf('sign-video')).toEqual(['translation']);
    expect(transcriptKindsOf('voice')).toEqual(['transcript']);
    // Nobody but a viewer knows whether a chosen film is signed or spoken.
    expect(transcriptKindsOf('video')).toEqual(['transcript', 'translation']);
  });

  it.each<[string, object, boolean]>([
    ['as it is', {}, true],
    ['without cues', { cues: [] }, false],
    ['in another language', { language: 'en' }, false],
    ['of another kind', { kind: 'captions' }, false],
  ])('is taken from an officer %s', (_, change, isTaken) => {
    expect(v.is(transcriptInputSchema, { ...offered, ...change })).toBe(isTaken);
  });
});
