import { describe, expect, it } from 'vitest';
import { readThreadAttachments, type ThreadAttachment } from './thread-attachment.ts';

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
    ['one with its text', [{ ...attachment, transcript: {} }], [{ ...attachment, transcript: {} }]],
  ])('%s', (_, said, read) => {
    expect(readThreadAttachments(said)).toEqual(read);
  });
});
