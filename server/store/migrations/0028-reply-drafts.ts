// Answers that are being written, so that a closed tab, another machine or a crash loses none (docs/decisions/0061).
//
// Whose a row is, alone reads and writes it, and only while the case is theirs to see. The database itself takes it away: the answer is
// sent, the case has another holder, is over or erased, or the account is closed. Whoever does that may not see the rows of others,
// so for this one statement it is done as the program.

import { type Kysely, sql } from 'kysely';
import { IS_SYSTEM, OWN_ACCOUNT, ofVisibleCase, protect } from './row-security.ts';

export const replyDrafts = { number: 28, name: 'reply-drafts', up };

async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
}

/** A trigger's function that deletes the drafts for which `where` holds. */
const dropping = (
  name: string,
  where: string,
): string => `create function ${name}() returns trigger language plpgsql as $$
  declare
    before text := current_setting('kopru.scope', true);
  begin
    perform set_config('kopru.scope', 'system', true);
    delete from reply_draft where ${where};
    perform set_config('kopru.scope', coalesce(before, ''), true);
    return null;
  end
$$`;

const STATEMENTS = [
  // What the console keeps is its own matter: text, summary, captions and the id of the answer, as JSON.
  `create table reply_draft (
    application_id uuid not null references application (id) on delete cascade,
    account_id uuid not null references staff_account (id) on delete cascade,
    content text not null check (length(content) <= 300000),
    changed_at timestamptz not null,
    primary key (application_id, account_id)
  )`,
  'create index reply_draft_by_account on reply_draft (account_id)',
  ...protect(
    'reply_draft',
    `${IS_SYSTEM} or (account_id = ${OWN_ACCOUNT} and ${ofVisibleCase('reply_draft')})`,
  ),
  dropping('drop_draft_of_reply', 'application_id = new.application_id and account_id = new.author_id'),
  `create trigger reply_drops_draft after insert on reply for each row execute function drop_draft_of_reply()`,
  dropping('drop_drafts_of_case', 'application_id = new.application_id'),
  `create trigger case_file_drops_drafts after update of institution_id on case_file for each row
    when (old.institution_id is distinct from new.institution_id) execute function drop_drafts_of_case()`,
  `create trigger case_event_drops_drafts after insert on case_event for each row
    when (new.kind in ('closed', 'withdrawn', 'not-examined', 'erased')) execute function drop_drafts_of_case()`,
  dropping('drop_drafts_of_account', 'account_id = new.id'),
  `create trigger staff_account_drops_drafts after update of disabled_at on staff_account for each row
    when (new.disabled_at is not null) execute function drop_drafts_of_account()`,
];
