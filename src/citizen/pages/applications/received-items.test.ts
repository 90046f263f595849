import { expect, it } from 'vitest';
import type { StoredThread } from '../../../offline/threads.ts';
import { receivedItems } from './received-items.ts';

const stored = (state: string, replies: readonly unknown[]) =>
  ({
    thread: { applicationId: 'a', subject: 'Durak', receivedAt: '2026-11-23', state, replies },
    unreadReplyIds: [],
  }) as unknown as StoredThread;

it.each([
  ['received', [], 'received'],
  ['assigned', [], 'assigned'],
  ['assigned', [{}], 'assigned'],
  ['answered', [{}], 'answered'],
  // Withdrawn or not examined: an older phone hears no more than that no answer is owed.
  ['answered', [], 'over'],
])('a thread that is %s, with %j, is listed as %s', (state, replies, shown) => {
  expect(receivedItems([], [stored(state, replies)])).toMatchObject([{ subject: 'Durak', state: shown }]);
});
