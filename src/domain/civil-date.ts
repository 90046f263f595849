// Civil dates as texts, apart from the calendar that counts with them: every phone judges dates, few count.

/** A civil date, 'YYYY-MM-DD'. */
export type CivilDate = string;

export const DAY_MS = 86_400_000;

/** Whether 'YYYY-MM-DD' is a day that exists: engines read 31 February as 3 March. */
export function isCivilDate(text: string): boolean {
  const ms = toMs(text);
  return !Number.isNaN(ms) && toDate(ms) === text;
}

/** Milliseconds since 1970 at its first instant, as if it were in UTC; NaN of what is no date. */
export function toMs(date: CivilDate): number {
  return Date.parse(`${date}T00:00:00Z`);
}

/** The date of an instant in UTC. */
export function toDate(utcMs: number): CivilDate {
  return new Date(utcMs).toISOString().slice(0, 10);
}
