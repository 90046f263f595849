// Who works on a case sees that it came sealed and what its writer agreed to: it was on record, and nobody could read it.

import { type Kysely, sql } from 'kysely';
import { ofVisibleCase, WORKS_HERE } from './row-security.ts';

export const consentSeen = { number: 27, name: 'consent-seen', up };

async function up(database: Kysely<unknown>): Promise<void> {
  await sql
    .raw(
      `create policy sealed_delivery_seen on sealed_delivery for select
        using (${WORKS_HERE} and ${ofVisibleCase('sealed_delivery')})`,
    )
    .execute(database);
}
