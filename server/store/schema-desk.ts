// The tables of an officer's desk (migrations/0013-desk.ts) as kysely sees them.

import type { ColumnType, Generated } from 'kysely';

export interface DeskTables {
  case_presence: {
    application_id: string;
    account_id: string;
    expires_at: ColumnType<Date, Date, Date>;
  };
  reply_draft: {
    application_id: string;
    account_id: string;
    /** As the console has written it. */
    content: string;
    changed_at: Date;
  };
  /** One answer to many, by the group that it answers. */
  group_draft: {
    likeness_id: string;
    account_id: string;
    /** As the console has written it. */
    content: string;
    changed_at: Date;
  };
  /** Whom the clock has reminded, of what, in which step (src/domain/reminder.ts). */
  staff_reminder: {
    account_id: string;
    application_id: string;
    due_on: string;
    step: number;
    at: Date;
  };
  saved_view: {
    id: string;
    account_id: string;
    name: string;
    /** Of the console; without a page. */
    address: string;
    created_at: ColumnType<Date, Date, never>;
  };
  likeness: {
    /** Of its first application. */
    id: string;
    province: string | null;
    topic_id: string | null;
    begun_at: ColumnType<Date, Date, never>;
    /** How many applications ever came to it. */
    size: Generated<number>;
    document: ColumnType<string, string, never>;
  };
  case_likeness: {
    application_id: string;
    likeness_id: string;
  };
}
