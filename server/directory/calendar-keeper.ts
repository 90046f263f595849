// The calendar of this server: read from the database at the start, then again when somebody has changed it, here or on another
// server. Whoever counts holds the same object for ever and always counts by the newest years.

import type { Kysely } from 'kysely';
import type { HolidayCalendar } from '../../src/domain/calendar.ts';
import type { Database } from '../store/schema.ts';
import { readRevision } from './csv/directory-rows.ts';
import { readCalendar } from './holiday-years.ts';

export interface CalendarKeeper {
  calendar: HolidayCalendar;
  /** Looks whether something has changed; one row where nothing has. */
  refresh: () => Promise<void>;
}

export async function openCalendar(database: Kysely<Database>): Promise<CalendarKeeper> {
  let revision = await readRevision(database);
  let { years } = await readCalendar(database);
  return {
    calendar: {
      get years() {
        return years;
      },
    },
    refresh: async () => {
      const newest = await readRevision(database);
      if (newest === revision) return;
      ({ years } = await readCalendar(database));
      revision = newest;
    },
  };
}
