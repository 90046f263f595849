// Times of a recording as people write and read them: 1:05,20 is one minute, five seconds and twenty hundredths. Pure.

import { toLatinDigits } from '../../domain/digits.ts';

const HUNDREDTH_MS = 10;
/** Hours and minutes may be left out; what stands behind the first colon has at most two digits. */
const CLOCK = /^(?:(?:(\d{1,2}):)?(\d{1,3}):)?(\d{1,5})(?:[.,٫](\d{1,3}))?$/;

/** To the hundredth: a picture of a film lasts four of them. @param tag BCP 47, for digits and the decimal sign */
export function formatClock(ms: number, tag: string): string {
  const hundredths = Math.round(ms / HUNDREDTH_MS);
  const whole = (value: number, digits: number): string =>
    new Intl.NumberFormat(tag, { minimumIntegerDigits: digits, useGrouping: false }).format(value);
  const seconds = new Intl.NumberFormat(tag, { minimumIntegerDigits: 2, minimumFractionDigits: 2 }).format(
    (hundredths % 6_000) / 100,
  );
  const minutes = Math.floor(hundredths / 6_000);
  const hours = Math.floor(minutes / 60);
  return hours === 0
    ? `${whole(minutes, 1)}:${seconds}`
    : `${whole(hours, 1)}:${whole(minutes % 60, 2)}:${seconds}`;
}

/** @returns milliseconds; undefined when it is no time */
export function parseClock(text: string): number | undefined {
  const match = CLOCK.exec(toLatinDigits(text.trim()).replace(/\s/g, ''));
  if (!match) return undefined;
  const [, hours, minutes, seconds = '', fraction = ''] = match;
  if (minutes !== undefined && Number(seconds) >= 60) return undefined;
  if (hours !== undefined && Number(minutes) >= 60) return undefined;
  const whole = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60 + Number(seconds);
  return whole * 1_000 + Number(fraction.padEnd(3, '0'));
}
