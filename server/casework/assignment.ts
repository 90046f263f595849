// Who gets a case: whom the citizen chose, else the centre. Routing by subject and place is built on this rule later.
// The database's part of the job 'assign' stands below the rule; a case that somebody has taken meanwhile is left alone.

import { randomUUID } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { Database } from '../store/schema.ts';
import { anyOf, type CaseChange, changeCases, findCentre, lockCases } from './case-file.ts';

/**
 * @param addressedTo the institution that the citizen chose; null for "I do not know, you forward it"
 * @param isInDirectory a device's directory may be older than ours and name one that we do not know
 */
export function chooseInstitution(
  addressedTo: string | null,
  isInDirectory: (institutionId: string) => boolean,
  centreId: string,
): string {
  return addressedTo !== null && isInDirectory(addressedTo) ? addressedTo : centreId;
}

/** The job 'assign'. Repeating it changes nothing. */
export async function assignCases(
  transaction: Transaction<Database>,
  applicationIds: readonly string[],
  nowMs: number,
): Promise<void> {
  const locked = await lockCases(transaction, applicationIds);
  if (locked.length < new Set(applicationIds).size) throw new Error('A job for a case that does not exist');
  const unassigned = locked.filter(({ state }) => state.state === 'received');
  if (unassigned.length === 0) return;
  const choices = await transaction
    .selectFrom('application')
    .leftJoin('institution', 'institution.id', 'application.addressed_to')
    .select(['application.id', 'application.addressed_to as chosen', 'institution.id as known'])
    .where('application.id', '=', anyOf(unassigned.map(({ applicationId }) => applicationId)))
    .execute();
  const choiceOf = new Map(choices.map((choice) => [choice.id, choice]));
  const centreId = await findCentre(transaction);
  const at = new Date(nowMs).toISOString();
  const changes = unassigned.map((one): CaseChange => {
    const choice = choiceOf.get(one.applicationId);
    if (!choice) throw new Error('A case without its application');
    const institutionId = chooseInstitution(choice.chosen, (id) => id === choice.known, centreId);
    return { locked: one, events: [{ id: randomUUID(), kind: 'assigned', at, institutionId }] };
  });
  await changeCases(transaction, changes, null);
}
