// Notices: who wants to be told that there is news, and what has been told (src/domain/notice.ts).
//
// Who may read a row of either: nobody of the staff, of whatever institution or role. The citizen's own act and thread, under
// the application's tracking key, and the program's own jobs (server/notify) are all that reads and writes here.

import { type Kysely, sql } from 'kysely';
import { IS_CITIZEN, IS_SYSTEM, OPEN_CASES, protect } from './row-security.ts';

export const notices = { number: 11, name: 'notices', up };

async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
}

const STATEMENTS = [
  // No e-mail address and no telephone number: those are read from the applicant when something is sent. `address_mac` is a
  // MAC of the address under a server secret: who no longer wants to be written to is told nothing at that address, of
  // whatever application, for the notices do not say of which they are.
  `create table notice_subscription (
    id uuid primary key,
    application_id uuid not null references application (id),
    channel text not null check (channel in ('push', 'email', 'sms')),
    locale text not null,
    address_mac bytea not null check (length(address_mac) = 32),
    endpoint text,
    p256dh text,
    auth text,
    push_key text,
    created_at timestamptz not null,
    unique (application_id, channel, address_mac),
    check ((channel = 'push') = (num_nonnulls(endpoint, p256dh, auth, push_key) = 4)),
    check (channel = 'push' or num_nonnulls(endpoint, p256dh, auth, push_key) = 0)
  )`,
  `create index notice_subscription_by_address on notice_subscription (address_mac)`,

  // One for each news and subscription; the news is a case's event or a transcript that was offered. When the subscription
  // goes, so does what was or would have been told by it.
  `create table notice (
    subscription_id uuid not null references notice_subscription (id) on delete cascade,
    news_id uuid not null,
    state text not null default 'due' check (state in ('due', 'sent', 'refused', 'expired')),
    happened_at timestamptz not null,
    attempts integer not null default 0,
    run_after timestamptz not null,
    settled_at timestamptz,
    primary key (subscription_id, news_id),
    check ((state = 'due') = (settled_at is null))
  )`,
  `create index notice_due on notice (run_after) where state = 'due'`,

  ...protect('notice_subscription', `${IS_SYSTEM} or ${IS_CITIZEN} and application_id = any (${OPEN_CASES})`),
  ...protect('notice', IS_SYSTEM),
  // Whether there is an address, and its MAC: sealed as it lies there, by the key of its own application, and for as long as
  // server/notify/contacts.ts asks.
  `create policy applicant_reached on applicant for select using
    (${IS_CITIZEN} and (select current_setting('kopru.contact', true) = 'own') and application_id = any (${OPEN_CASES}))`,
];
