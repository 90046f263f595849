// Answers to many that are being written (docs/decisions/0068), by the group of applications that one answers: as those of one case
// (0028-reply-drafts.ts), for their writer alone, and only while one of the group's cases is theirs to see.
//
// The database itself takes a row away: with the group's last open case, with the group, and when the account is closed.

import { type Kysely, sql } from 'kysely';
import { IS_SYSTEM, OWN_ACCOUNT, protect } from './row-security.ts';

export const groupDrafts = { number: 32, name: 'group-drafts', up };

async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
}

/** A trigger's function that deletes the drafts for which `where` holds; whoever sets it off may not see the rows of others. */
const dropping = (
  name: string,
  where: string,
): string => `create function ${name}() returns trigger language plpgsql as $$
  declare
    before text := current_setting('kopru.scope', true);
    reached text := current_setting('kopru.reach', true);
  begin
    perform set_config('kopru.scope', 'system', true);
    perform set_config('kopru.reach', 'all', true);
    delete from group_draft where ${where};
    perform set_config('kopru.scope', coalesce(before, ''), true);
    perform set_config('kopru.reach', coalesce(reached, ''), true);
    return null;
  end
$$`;

/** The group of which it was the last open case, in anybody's hands. */
const WAS_LAST = `likeness_id = (select likeness_id from case_likeness where application_id = new.application_id)
  and not exists (select from case_likeness join case_file using (application_id)
    where case_likeness.likeness_id = group_draft.likeness_id and case_file.is_open)`;

const STATEMENTS = [
  `create table group_draft (
    likeness_id uuid not null references likeness (id) on delete cascade,
    account_id uuid not null references staff_account (id) on delete cascade,
    content text not null check (length(content) <= 300000),
    changed_at timestamptz not null,
    primary key (likeness_id, account_id)
  )`,
  'create index group_draft_by_account on group_draft (account_id)',
  ...protect(
    'group_draft',
    `${IS_SYSTEM} or (account_id = ${OWN_ACCOUNT}
      and exists (select from case_likeness where case_likeness.likeness_id = group_draft.likeness_id))`,
  ),
  dropping('drop_drafts_of_group', WAS_LAST),
  `create trigger case_file_drops_group_drafts after update of state on case_file for each row
    when (old.is_open and not new.is_open) execute function drop_drafts_of_group()`,
  dropping('drop_group_drafts_of_account', 'account_id = new.id'),
  `create trigger staff_account_drops_group_drafts after update of disabled_at on staff_account for each row
    when (new.disabled_at is not null) execute function drop_group_drafts_of_account()`,
];
