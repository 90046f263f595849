import 'fake-indexeddb/auto';
import { beforeEach, expect, it } from 'vitest';
import { write } from './database.ts';
import { discardRecords } from './discard.ts';
import { createDraft, listDrafts, saveDraft } from './drafts.ts';
import { type MockEnvironment, mockEnvironment } from './environment.mock.ts';
import { listEntries, sendDraft } from './outbox.ts';
import { claimsOf, RULES, written } from './samples.mock.ts';

let environment: MockEnvironment;
beforeEach(() => {
  environment = mockEnvironment();
});

async function sent(): Promise<string> {
  const draft = written(await createDraft(environment));
  await saveDraft(draft, environment);
  const result = await sendDraft(draft, { locale: 'tr', rules: RULES }, environment);
  if (!result.ok) throw new Error('not sent');
  return result.entry.id;
}

it('takes drafts and what was received or refused, and leaves what still has to be sent', async () => {
  const waiting = await sent();
  const received = await sent();
  const refused = await sent();
  await createDraft(environment);
  await write(environment, ['outbox'], async (transaction) => {
    const store = transaction.objectStore('outbox');
    const entry = await store.get(received);
    if (entry)
      await store.put({ ...entry, status: { state: 'received', receipt: 'x', claims: claimsOf(entry) } });
    const other = await store.get(refused);
    if (other)
      await store.put({
        ...other,
        status: { state: 'refused', problem: 'application-not-valid', violations: [], refusedAt: 0 },
      });
  });
  await discardRecords(environment);
  expect(await listDrafts(environment)).toEqual([]);
  expect((await listEntries(environment)).map(({ id }) => id)).toEqual([waiting]);
});
