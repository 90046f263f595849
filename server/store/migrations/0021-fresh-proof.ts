// When the holder of a session last proved who they are, so that what weighs most can ask for a proof of a moment ago
// (docs/decisions/0047): by a challenge that is made for this account, or by a flow through the identity provider that is bound
// to this session.

import { type Kysely, sql } from 'kysely';

export const freshProof = { number: 21, name: 'fresh-proof', up };

async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
}

const STATEMENTS = [
  `alter table staff_session add column proven_at timestamptz`,
  `update staff_session set proven_at = created_at`,
  `alter table staff_session alter column proven_at set not null`,

  `alter table staff_challenge
    drop constraint staff_challenge_purpose_check,
    drop constraint staff_challenge_check,
    add constraint staff_challenge_purpose_check check (purpose in ('register', 'sign-in', 'prove')),
    add constraint staff_challenge_check check ((purpose = 'sign-in') = (account_id is null))`,

  // A session that ends takes the proof that was begun for it along.
  `alter table staff_oidc_flow add column session_id uuid references staff_session (id) on delete cascade`,
];
