// Who is in a case at the moment: a lease that its page renews while it can be seen, and gives back when it is left.
//
// Invariants: 1. Whoever may not see the case learns of nobody, and nobody learns of them. 2. A lease that is not renewed
// ends by itself. 3. Nothing is read of the case but how often it was changed: no identity, so no entry in the audit.

import { type Kysely, sql } from 'kysely';
import { PRESENCE, type Presence } from '../../src/domain/desk-wire.ts';
import { isUuidv7 } from '../../src/domain/uuid.ts';
import type { Officer } from '../identity/officer.ts';
import type { Database } from '../store/schema.ts';
import { visibleTo } from './visibility.ts';

/** @returns undefined when there is no such case, or it is not theirs */
export async function showPresence(
  database: Kysely<Database>,
  officer: Officer,
  applicationId: string,
  nowMs: number,
): Promise<Presence | undefined> {
  if (!isUuidv7(applicationId)) return undefined;
  const found = await database
    .selectFrom('case_file')
    .select('event_count')
    .where('application_id', '=', applicationId)
    .where(visibleTo(officer))
    .executeTakeFirst();
  if (!found) return undefined;
  const now = new Date(nowMs);
  await database
    .insertInto('case_presence')
    .values({
      application_id: applicationId,
      account_id: officer.accountId,
      expires_at: new Date(nowMs + PRESENCE.lastsMs),
    })
    .onConflict((conflict) =>
      conflict
        .columns(['application_id', 'account_id'])
        .doUpdateSet(({ ref }) => ({ expires_at: ref('excluded.expires_at') })),
    )
    .execute();
  await dropExpired(database, now);
  const others = await database
    .selectFrom('case_presence')
    .innerJoin('staff_account', 'staff_account.id', 'case_presence.account_id')
    .select(['staff_account.id', 'staff_account.name'])
    .where('case_presence.application_id', '=', applicationId)
    .where('case_presence.account_id', '<>', officer.accountId)
    .where('case_presence.expires_at', '>', now)
    .where('staff_account.disabled_at', 'is', null)
    .orderBy('staff_account.id')
    .execute();
  return { others, changes: found.event_count };
}

/** Two who do it at once wait for nothing and delete nothing twice. */
async function dropExpired(database: Kysely<Database>, now: Date): Promise<void> {
  await sql`
    delete from case_presence where ctid = any(array(
      select ctid from case_presence where expires_at <= ${now} limit 100 for update skip locked))`.execute(
    database,
  );
}

export async function endPresence(
  database: Kysely<Database>,
  officer: Officer,
  applicationId: string,
): Promise<void> {
  if (!isUuidv7(applicationId)) return;
  await database
    .deleteFrom('case_presence')
    .where('application_id', '=', applicationId)
    .where('account_id', '=', officer.accountId)
    .execute();
}
