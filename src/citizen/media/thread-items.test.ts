import { expect, test } from 'vitest';
import turkish from '../../../locales/tr.json' with { type: 'json' };
import type { Attachment } from '../../domain/attachment.ts';
import type { ThreadAttachment } from '../../domain/thread-attachment.ts';
import type { Transcript } from '../../domain/transcript.ts';
import { initialUploadState, type UploadState } from '../../domain/upload.ts';
import { createTranslate } from '../../i18n/translate.ts';
import { itemsOf, nameOf, ownSourceOf, wordsOf } from './thread-items.ts';

const t = createTranslate(
  'tr',
  Object.fromEntries(Object.entries(turkish).map(([key, { text }]) => [key, text])),
);
const attachment = (id: string): Attachment => ({
  id,
  kind: 'voice',
  role: 'description',
  mediaType: 'audio/webm',
  byteLength: 1_000,
  digest: 'd'.repeat(43),
});
const held = (id: string, state: ThreadAttachment['state']): ThreadAttachment => ({
  id,
  kind: 'voice',
  role: 'description',
  state,
  byteLength: 1_000,
});
const waiting = (offset: number): UploadState => ({ ...initialUploadState(), offset });
const uploaded: UploadState = { state: 'uploaded', receipt: 'x' };

test('each attachment is there once: those of this device in their order, then what only the thread knows', () => {
  const own = ['b', 'a'].map((id) => ({ attachment: attachment(id), upload: uploaded }));
  const items = itemsOf(own, [held('a', 'ready'), held('b', 'stored'), held('c', 'ready')]);
  expect(items.map(({ id, upload, held }) => [id, upload?.state, held?.state])).toEqual([
    ['b', 'uploaded', 'stored'],
    ['a', 'uploaded', 'ready'],
    ['c', undefined, 'ready'],
  ]);
  expect(items.map((item) => nameOf(item, items, t))).toEqual([
    'Sesli kayıt 1',
    'Sesli kayıt 2',
    'Sesli kayıt 3',
  ]);
  const [alone] = itemsOf([], [held('a', 'ready')]);
  expect(alone && nameOf(alone, [alone], t)).toBe('Sesli kayıt');
});

test('a file is called as its owner knows it, and the state says nothing of that', () => {
  const own = [{ attachment: attachment('a'), upload: uploaded, name: 'rapor.pdf' }];
  const items = itemsOf(own, [held('a', 'rejected'), held('b', 'ready')]);
  expect(items.map(({ fileName }) => fileName)).toEqual(['rapor.pdf', undefined]);
});

test.each<[string, UploadState | undefined, ThreadAttachment['state'] | undefined, string]>([
  [
    'the server is full',
    { ...initialUploadState(), offset: 400, isServerFull: true },
    undefined,
    t('media.upload.noRoom'),
  ],
  ['not begun', waiting(0), undefined, t('media.upload.waiting')],
  [
    'on its way, whatever an older thread says',
    waiting(400),
    'uploading',
    t('media.upload.sending', { percent: 40 }),
  ],
  ['taken back', { state: 'cancelled', isTold: true }, 'expected', t('media.upload.cancelled')],
  [
    'taken back, and the server does not know it yet',
    { state: 'cancelled', isTold: false },
    'uploading',
    t('media.upload.cancelling'),
  ],
  [
    'taken back when all of it had arrived',
    { state: 'uploaded', receipt: 'x', wasCancelled: true },
    'stored',
    `${t('media.upload.tooLate')} ${t('media.held.stored')}`,
  ],
  ['not taken', { state: 'refused', problem: 'upload-too-large' }, 'expected', t('media.upload.refused')],
  ['lost here', { state: 'refused', problem: 'lost' }, 'expected', t('media.upload.lost')],
  ['sent, which an older thread does not know', uploaded, 'uploading', t('media.upload.uploaded')],
  ['sent, of which nothing was heard', uploaded, undefined, t('media.upload.uploaded')],
  ['sent and ready', uploaded, 'ready', t('media.held.ready')],
  ['sent and rejected', uploaded, 'rejected', t('media.held.rejected')],
  ['of another device, awaited', undefined, 'expected', t('media.held.expected')],
  ['of another device, in part', undefined, 'uploading', t('media.held.uploading')],
  ['gone from here, and not in the thread', undefined, undefined, t('media.upload.elsewhere')],
])('what is %s says so', (_, upload, state, words) => {
  const [item] = itemsOf([{ attachment: attachment('a'), upload }], state ? [held('a', state)] : []);
  expect(item && wordsOf(item, t)).toBe(words);
});

test.each([
  [0, t('media.upload.waiting')],
  [400, t('media.upload.resting', { percent: 40 })],
])('what waits for another line with %i bytes sent does not say that it is being sent', (offset, words) => {
  const [item] = itemsOf([{ attachment: attachment('a'), upload: waiting(offset) }], []);
  expect(item && wordsOf(item, t, true)).toBe(words);
});

const cue = { startMs: 0, endMs: 1_000, text: 'Merhaba' };
const transcript: Transcript = {
  id: 't',
  kind: 'translation',
  language: 'tr',
  cues: [cue],
  at: '2026-11-24T08:00:00.000Z',
};

test.each<[string, UploadState | undefined, Partial<ThreadAttachment> | undefined, string | undefined]>([
  ['its bytes are here', waiting(0), undefined, 'device'],
  ['it was taken back, and is here', { state: 'cancelled', isTold: true }, undefined, 'device'],
  ['it was refused, and is here', { state: 'refused', problem: 'upload-too-large' }, undefined, 'device'],
  ['its bytes are lost', { state: 'refused', problem: 'lost' }, undefined, undefined],
  ['it has gone, and the thread is older', uploaded, undefined, 'nowhere-yet'],
  ['it is being made ready', uploaded, { state: 'stored' }, 'nowhere-yet'],
  ['it is playable', uploaded, { state: 'ready', renditions: ['mp4', 'poster'] }, 'state'],
  ['it came from another device', undefined, { state: 'original-only', renditions: ['original'] }, 'state'],
  ['it was not accepted', uploaded, { state: 'rejected' }, undefined],
  ['it has not come from the other device', undefined, { state: 'expected' }, undefined],
])('an own recording is played from where it is: %s', (_name, upload, said, from) => {
  const own = upload ? [{ attachment: attachment('a'), upload }] : [];
  const [item] = itemsOf(own, said ? [{ ...held('a', 'ready'), ...said }] : []);
  expect(item && ownSourceOf(item, undefined)?.from).toBe(from);
});

test('a text with marks of time is the captions of a film, a correction is not, and a photo is not played', () => {
  const film: ThreadAttachment = { ...held('a', 'ready'), kind: 'sign-video', renditions: ['mp4'] };
  const [item] = itemsOf([], [film]);
  if (!item) return expect.fail();
  expect(ownSourceOf(item, transcript)).toMatchObject({ medium: { kind: 'sign-video', captions: [cue] } });
  const verdict = { kind: 'corrected', at: transcript.at, text: 'Selam' } as const;
  expect(ownSourceOf(item, { ...transcript, verdict })).toMatchObject({ medium: { captions: undefined } });
  expect(ownSourceOf({ ...item, kind: 'photo' }, undefined)).toBeUndefined();
});
