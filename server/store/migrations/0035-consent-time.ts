// When the writer of a sealed application agreed to its being carried by others: a consent is on record with its time (Law 6698
// art. 3 and 5).

import { type Kysely, sql } from 'kysely';

export const consentTime = { number: 35, name: 'consent-time', up };

async function up(database: Kysely<unknown>): Promise<void> {
  await sql.raw('alter table sealed_delivery add column agreed_at timestamptz').execute(database);
}
