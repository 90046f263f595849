// Tracking secrets that follow one another (docs/decisions/0053): under which one each MAC was made, and policies that look for a
// tracking key by its MACs under all of them.
//
// Who may read the new columns: whoever reads the row. They say which secret, not what it is.

import { type Kysely, sql } from 'kysely';
import { OWN_TRACKING_MACS, REACHES_ALL_OR_TAKES_IN } from './row-security.ts';

export const trackingSecrets = { number: 22, name: 'tracking-secrets', up };

const VISIBLE = `${REACHES_ALL_OR_TAKES_IN} or tracking_mac = any (${OWN_TRACKING_MACS})
  or exists (select from case_file where case_file.application_id = application.id)`;

async function up(database: Kysely<unknown>): Promise<void> {
  const { rows } = await sql<{ fingerprint: string }>`
    select fingerprint from secret_fingerprint where kind = 'tracking-secret'`.execute(database);
  // Until now there was one at most. As a default that goes again: rows that are there have it without being written anew.
  const only = sql.lit(rows[0]?.fingerprint ?? null);
  await sql`drop index secret_fingerprint_one_tracking_secret`.execute(database);
  await sql`alter table application add column tracking_secret text default ${only}`.execute(database);
  await sql`alter table application alter column tracking_secret drop default`.execute(database);
  await sql`alter table notice_subscription add column address_secret text default ${only}`.execute(database);
  await sql`alter table notice_subscription alter column address_secret drop default`.execute(database);
  await sql
    .raw(`alter policy application_access on application using (${VISIBLE}) with check (${VISIBLE})`)
    .execute(database);
}
