import { describe, expect, it } from 'vitest';
import { readThreadAttachments, type ThreadAttachment } from './thread-attachment.ts';
import type { Transcript } from './transcript.ts';

const transcript: Transcript = {
  id: '01900000-0000-7000-8000-000000000001',
  kind: 'transcript',
  language: 'tr',
  cues: [{ startMs: 0, endMs: 1_000, text: 'Su akmıyor.' }],
  at: '2026-11-24T08:00:00.000Z',
};
const attachment: ThreadAttachment = {
  id: '01900000-0000-7000-8000-000000000002',
  kind: 'voice',
  role: 'description',
  state: 'ready',
  byteLength: 1_000,
};

describe('what a thread says of its attachments', () => {
  it.each<[string, unknown, unknown]>([
    ['nothing', undefined, []],
    ['no list', {}, []],
    ['one', [attachment], [attachment]],
    [
      'one in a state that a later server knows',
      [{ ...attachment, state: 'asleep' }, attachment],
      [attachment],
    ],
    ['one with its text', [{ ...attachment, transcript }], [{ ...attachment, transcript }]],
    [
      'one with a text and what a later server adds',
      [{ ...attachment, transcript: { ...transcript, certainty: 0.9 } }],
      [{ ...attachment, transcript }],
    ],
    ['one with an empty text', [{ ...attachment, transcript: { ...transcript, cues: [] } }], [attachment]],
    [
      'one with another kind of text',
      [{ ...attachment, transcript: { ...transcript, kind: 'summary' } }],
      [attachment],
    ],
  ])('%s', (_, said, read) => {
    expect(readThreadAttachments(said)).toEqual(read);
  });
});
