// Dates, times and positions as a reader of the language expects them. Türkiye's time zone everywhere: the deadline is
// Istanbul's, and a citizen abroad must read the same day as the officer.

const TIME_ZONE = 'Europe/Istanbul';
/** The state's calendar, also for readers whose region has another. */
const CALENDAR = 'gregory';

/** A civil date 'YYYY-MM-DD' in words: "23 Kasım 2026 Pazartesi". */
export function formatDate(languageTag: string, date: string): string {
  return new Intl.DateTimeFormat(languageTag, {
    dateStyle: 'full',
    calendar: CALENDAR,
    timeZone: 'UTC',
  }).format(new Date(`${date}T00:00:00Z`));
}

/** An instant in words: "23 Kasım 2026 14:05". @param instant ISO 8601 or milliseconds since 1970 */
export function formatInstant(languageTag: string, instant: string | number): string {
  return new Intl.DateTimeFormat(languageTag, {
    dateStyle: 'long',
    timeStyle: 'short',
    calendar: CALENDAR,
    timeZone: TIME_ZONE,
  }).format(new Date(instant));
}

/** An instant as a short date for lists: "23.11.2026". */
export function formatShortDate(languageTag: string, instant: string | number): string {
  return new Intl.DateTimeFormat(languageTag, {
    dateStyle: 'short',
    calendar: CALENDAR,
    timeZone: TIME_ZONE,
  }).format(new Date(instant));
}

/** A month '2026-11' in words: "Kasım 2026". */
export function formatMonth(languageTag: string, month: string): string {
  return new Intl.DateTimeFormat(languageTag, {
    month: 'long',
    year: 'numeric',
    calendar: CALENDAR,
    timeZone: 'UTC',
  }).format(new Date(`${month}-01T00:00:00Z`));
}

/** A number of things: "1.204". */
export function formatCount(languageTag: string, count: number): string {
  return new Intl.NumberFormat(languageTag).format(count);
}

/** A part of a whole: "%92". @param share from 0 to 1 */
export function formatShare(languageTag: string, share: number): string {
  return new Intl.NumberFormat(languageTag, { style: 'percent' }).format(share);
}

/** Degrees with decimals, to about a metre: "40,98905". */
export function formatDegrees(languageTag: string, degrees: number): string {
  return new Intl.NumberFormat(languageTag, { minimumFractionDigits: 5, maximumFractionDigits: 5 }).format(
    degrees,
  );
}
