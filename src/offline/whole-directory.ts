// Brings the whole directory behind the app: the short one (operator.ts) is there from the first visit, and this one takes
// its place as soon as it has come. It is a lazily loaded file, because nobody waits for it.
//
// W1  At most once a day, and never in the way of anything that is to be sent: it holds no lock.
// W2  Only what came whole replaces what is here. A short directory of another version replaces both (operator.ts); then the
//     whole one comes again.

import * as v from 'valibot';
import { DIRECTORY_PATHS, toInstitutions, wholeDirectorySchema } from '../domain/directory-wire.ts';
import { announce } from './changes.ts';
import { write } from './database.ts';
import { type OfflineEnvironment, platform } from './environment.ts';
import { readDirectory } from './operator-store.ts';
import { ask, READ_TIMEOUT_MS } from './request.ts';

const PAUSE_MS = 24 * 60 * 60_000;

/** @throws StorageFault */
export async function refreshWholeDirectory(environment: OfflineEnvironment = platform): Promise<void> {
  const stored = await readDirectory(environment);
  const nowMs = environment.now();
  // Without the short one there was no connection yet. A clock that was set back must not stop the asking for years.
  if (!stored || Math.abs(nowMs - (stored.whole?.askedAt ?? Number.NEGATIVE_INFINITY)) < PAUSE_MS) return;
  const request = { method: 'GET' as const, headers: { accept: 'application/json' } };
  const answer = await ask(environment, DIRECTORY_PATHS.whole, request, READ_TIMEOUT_MS);
  const parsed =
    answer.kind === 'answer' && answer.status === 200
      ? v.safeParse(wholeDirectorySchema, answer.body)
      : undefined;
  if (!parsed?.success) return;
  const { version } = parsed.output;
  const isNew = version !== stored.whole?.version;
  const directory = {
    ...stored,
    institutions: isNew ? toInstitutions(parsed.output) : stored.institutions,
    whole: { version, askedAt: nowMs },
  };
  await write(environment, ['device'], (transaction) =>
    transaction.objectStore('device').put({ name: 'directory', directory }),
  );
  if (isNew) announce({ kind: 'device', id: 'directory' }, environment);
}
