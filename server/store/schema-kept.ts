// The tables of what administrators keep in the console (migrations/0017-kept-by-administrators.ts), beside the directory's own.

import type { ColumnType, Generated } from 'kysely';
import type { CivilDate } from '../../src/domain/calendar.ts';
import type { HolidayDay } from '../../src/domain/holidays.ts';

export interface KeptTables {
  directory_change: {
    /** A 64-bit number. */
    id: Generated<string>;
    at: ColumnType<Date, Date, never>;
    /** null for the operator's command. */
    actor_id: string | null;
    /** As src/domain/directory-tables.ts names it, or 'holidays'. */
    table_name: string;
    row_id: string;
    before: ColumnType<unknown, string | null, never>;
    after: ColumnType<unknown, string, never>;
  };
  holiday_year: {
    year: number;
    days: ColumnType<HolidayDay[], string, string>;
    /** Grows with each change. */
    version: Generated<number>;
    changed_at: ColumnType<Date, Date, Date>;
    /** null while it is as the file has it. */
    changed_by: string | null;
  };
  holiday_recount: {
    /** A 64-bit number. */
    id: Generated<string>;
    first_day: ColumnType<CivilDate, CivilDate, never>;
    last_day: ColumnType<CivilDate, CivilDate, never>;
    actor_id: string | null;
    run_after: ColumnType<Date, Date, never>;
    /** Of the last case that was looked at; null before the first. */
    done_up_to: ColumnType<string | null, undefined, string | null>;
  };
}
