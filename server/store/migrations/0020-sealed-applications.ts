// Applications that came sealed (docs/decisions/0037): that they did, and whether their writer agreed to their being carried by
// others; and the fingerprints of the keys that they are sealed to.

import { type Kysely, sql } from 'kysely';
import { protect, REACHES_ALL_OR_TAKES_IN } from './row-security.ts';

export const sealedApplications = { number: 20, name: 'sealed-applications', up };

async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
}

const STATEMENTS = [
  `create table sealed_delivery (
    application_id uuid primary key references application (id) on delete cascade,
    may_be_carried boolean not null,
    delivered_at timestamptz not null
  )`,
  ...protect('sealed_delivery', REACHES_ALL_OR_TAKES_IN),
  'alter table secret_fingerprint drop constraint secret_fingerprint_kind_check',
  `alter table secret_fingerprint add constraint secret_fingerprint_kind_check
    check (kind in ('tracking-secret', 'receipt-key', 'identity-key', 'acceptance-key'))`,
];
