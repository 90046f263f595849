// Seals what is stored: what is from before there was a key (at each start; nothing once it is done), and what is under an older
// key (`npm run keys:rotate-identity`). In batches, each its own transaction, so it may be broken off and begun again, and run
// while officers read and applications come.

import { type Kysely, sql } from 'kysely';
import type { Database } from '../store/schema.ts';
import { type IdentityCipher, SEALED_COLUMNS, type SealedIdentity } from './identity-cipher.ts';

const BATCH_SIZE = 500;

/** `plain`: without a key. `older`: under any key but the newest, or none. */
export type ToSeal = 'plain' | 'older';

/**
 * @param database for the system
 * @returns how many rows were sealed anew
 * @throws Error where a row's key is not there; what was sealed before stays so
 */
export async function sealIdentities(
  database: Kysely<Database>,
  cipher: IdentityCipher,
  which: ToSeal,
): Promise<number> {
  let total = 0;
  let after = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const batch = await sealBatch(database, cipher, which, after);
    total += batch.length;
    const last = batch.at(-1);
    if (last === undefined) return total;
    after = last;
  }
}

async function sealBatch(
  database: Kysely<Database>,
  cipher: IdentityCipher,
  which: ToSeal,
  after: string,
): Promise<string[]> {
  return database.transaction().execute(async (transaction) => {
    const newest = cipher.newestKeyId();
    const rows: Omit<SealedIdentity, 'address_kind'>[] = await transaction
      .selectFrom('applicant')
      .select(['application_id', 'key_id', ...SEALED_COLUMNS])
      .where('application_id', '>', after)
      .where(
        which === 'plain' ? sql<boolean>`key_id is null` : sql<boolean>`key_id is distinct from ${newest}`,
      )
      .orderBy('application_id')
      .limit(BATCH_SIZE)
      .forUpdate()
      .execute();
    const sealed = rows.map((row) => ({
      application_id: row.application_id,
      ...cipher.seal(row.application_id, cipher.open(row)),
    }));
    if (sealed.length > 0) {
      await sql`
        update applicant set key_id = sealed.key_id, full_name = sealed.full_name,
          identity_number = sealed.identity_number, address_text = sealed.address_text,
          phone = sealed.phone, email = sealed.email
        from json_to_recordset(${JSON.stringify(sealed)}::json) as sealed (application_id uuid, key_id text, full_name text,
          identity_number text, address_text text, phone text, email text)
        where applicant.application_id = sealed.application_id`.execute(transaction);
    }
    return rows.map(({ application_id }) => application_id);
  });
}
