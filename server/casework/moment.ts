// Now, and the calendar by which its days are counted: what every judgement about a deadline or a right needs.

import type { HolidayCalendar } from '../../src/domain/calendar.ts';

export interface Moment {
  /** Milliseconds since 1970. */
  nowMs: number;
  calendar: HolidayCalendar;
}
