// The end of a draft: deleted with all that belongs to it, or its text kept as a draft of its own.

import type { Draft } from '../domain/application.ts';
import { announce } from './changes.ts';
import { write } from './database.ts';
import { putNew } from './drafts.ts';
import { type OfflineEnvironment, platform } from './environment.ts';
import { newId } from './ids.ts';
import { SWEPT, sweep } from './recording-sweep.ts';

/** @throws StorageFault */
export async function deleteDraft(id: string, environment: OfflineEnvironment = platform): Promise<void> {
  await write(environment, SWEPT, async (transaction) => {
    await transaction.objectStore('drafts').delete(id);
    await sweep(transaction);
  });
  announce({ kind: 'draft', id }, environment);
}

/**
 * The text of a draft that is gone, as a draft of its own; without the tracking code and the recordings, which have gone
 * with the other. @throws StorageFault
 */
export async function keepAsNewDraft(
  { tracking: _tracking, ...draft }: Draft,
  environment: OfflineEnvironment = platform,
): Promise<Draft> {
  const { attachments: _attachments, ...answers } = draft.answers;
  return await putNew({ ...draft, answers, id: newId(environment) }, environment);
}
