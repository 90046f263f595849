// By what a server recognises, at its start, that it has the keys of the others on this database (server/intake/shared-keys.ts).

import { type Kysely, sql } from 'kysely';

export const secretFingerprints = { number: 2, name: 'secret-fingerprints', up };

async function up(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table secret_fingerprint (
      kind text not null check (kind in ('tracking-secret', 'receipt-key')),
      fingerprint text not null,
      recorded_at timestamptz not null default now(),
      primary key (kind, fingerprint)
    )`.execute(database);
  // One tracking secret for ever; receipt keys follow one another.
  await sql`
    create unique index secret_fingerprint_one_tracking_secret on secret_fingerprint (kind)
    where kind = 'tracking-secret'`.execute(database);
}
