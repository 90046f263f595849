// Reads a date that was typed in three parts. It only knows the calendar: whether a date lies in the future or too
// far back is the page's question. No Date object: it would take 31 April for 1 May.

export type DatePart = 'day' | 'month' | 'year';

/** As typed. */
export type DateValue = Readonly<Record<DatePart, string>>;

export const EMPTY_DATE: DateValue = { day: '', month: '', year: '' };

type DateResult =
  /** ISO 8601, YYYY-MM-DD. */
  | { ok: true; date: string }
  /** `parts` are to be mended, in the order of the fields: all three of `missing` are a date not given at all. */
  | { ok: false; fault: 'missing' | 'not-a-date'; parts: readonly DatePart[] };

const PARTS = ['day', 'month', 'year'] as const;

/** Digits of the Arabic keyboard are understood; spaces around are ignored; the year has four digits. */
export function readDate(value: DateValue): DateResult {
  const typed = { day: tidy(value.day), month: tidy(value.month), year: tidy(value.year) };
  const missing = PARTS.filter((part) => typed[part] === '');
  if (missing.length > 0) return { ok: false, fault: 'missing', parts: missing };

  const isPossible: Record<DatePart, boolean> = {
    day: /^\d{1,2}$/.test(typed.day) && isBetween(1, Number(typed.day), 31),
    month: /^\d{1,2}$/.test(typed.month) && isBetween(1, Number(typed.month), 12),
    year: /^[1-9]\d{3}$/.test(typed.year),
  };
  const impossible = PARTS.filter((part) => !isPossible[part]);
  if (impossible.length > 0) return { ok: false, fault: 'not-a-date', parts: impossible };

  const [day, month, year] = [Number(typed.day), Number(typed.month), Number(typed.year)];
  if (day > daysIn(month, year)) {
    // Nobody can tell which part is the wrong one; the year only matters on 29 February.
    const parts = month === 2 && day === 29 ? PARTS : (['day', 'month'] as const);
    return { ok: false, fault: 'not-a-date', parts };
  }
  return { ok: true, date: `${typed.year}-${typed.month.padStart(2, '0')}-${typed.day.padStart(2, '0')}` };
}

function tidy(text: string): string {
  return text
    .replace(/[\s\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/[٠-٩۰-۹]/g, (digit) => String(digit.charCodeAt(0) & 0xf));
}

function isBetween(least: number, value: number, most: number): boolean {
  return value >= least && value <= most;
}

/** Gregorian. */
function daysIn(month: number, year: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}
