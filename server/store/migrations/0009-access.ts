// Who signs in, and how: all roles, accounts that can be closed, passkeys, sessions that their owner can recognise, and what
// is asked for once (a challenge) and proven.

import { type Kysely, sql } from 'kysely';

export const access = { number: 9, name: 'access', up };

async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
}

const STATEMENTS = [
  `alter table staff_account
    drop constraint staff_account_role_check,
    add constraint staff_account_role_check check
      (role in ('officer', 'approver', 'interpreter', 'unit-head', 'coordinator', 'auditor', 'administrator')),
    add column disabled_at timestamptz`,

  `create table staff_passkey (
    id uuid primary key,
    account_id uuid not null references staff_account (id),
    credential_id text not null unique,
    public_key bytea not null,
    counter bigint not null check (counter >= 0),
    transports text[] not null,
    name text not null,
    is_synced boolean not null,
    created_at timestamptz not null,
    last_used_at timestamptz
  )`,
  `create index staff_passkey_by_account on staff_passkey (account_id)`,

  // Deleted by being redeemed, so that none works twice. The hash alone is kept, as of every other secret here.
  `create table staff_challenge (
    challenge_hash bytea primary key check (length(challenge_hash) = 32),
    purpose text not null check (purpose in ('register', 'sign-in')),
    account_id uuid references staff_account (id),
    expires_at timestamptz not null,
    check ((purpose = 'register') = (account_id is not null))
  )`,
  `create index staff_challenge_by_expiry on staff_challenge (expires_at)`,

  // Who an account is to an identity provider (OpenID Connect Core § 2: issuer and subject together).
  `create table staff_identity (
    issuer text not null,
    subject text not null,
    account_id uuid not null references staff_account (id),
    primary key (issuer, subject)
  )`,
  `create table staff_oidc_flow (
    state_hash bytea primary key check (length(state_hash) = 32),
    code_verifier text not null,
    nonce text not null,
    expires_at timestamptz not null
  )`,
  `create index staff_oidc_flow_by_expiry on staff_oidc_flow (expires_at)`,

  // A UUID in the form of version 7, so that sessions of before can be named as those of today.
  `alter table staff_session
    add column id uuid not null unique default overlay(gen_random_uuid()::text placing '7' from 15 for 1)::uuid,
    add column method text not null default 'invitation' check (method in ('invitation', 'passkey', 'oidc')),
    add column browser text not null default 'unknown',
    add column system text not null default 'unknown'`,
  `create index staff_session_by_account on staff_session (account_id)`,
  `create index staff_invitation_by_account on staff_invitation (account_id)`,

  // Of an act on an account: whose. The actor is the administrator.
  `alter table audit_entry add column account_id uuid`,

  // What somebody who leaves hands over.
  `create index case_event_by_actor on case_event (actor_id) where actor_id is not null`,
  `create index transcript_by_author on transcript (author_id)`,
];
