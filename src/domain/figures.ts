// What is counted of a case, and what counts add up to. Cases are counted in the month of their receipt (Istanbul), so that all
// numbers of a row are about the same cases: of those received then, so many were answered, so many of these in time.
//
// F1  A case is answered by its first answer, or by ending unexamined, which the citizen is told with its ground; an objection and a second
//     answer change nothing of it.
// F2  In time is what was answered before any last day went by (D5 of deadline.ts): a clock that ran anew since mends nothing.
// F3  Disability-related choices are counted by whole quarters that are over, and each quarter's table is made fit to be shown
//     by itself (small-cells.ts). What is shown of a period is the sum of those: whoever subtracts one period from another
//     learns no more.
// F4  Easy Turkish is such a choice, too: a language is told exactly, so it is told as Turkish.
// F5  What its citizen has withdrawn was received, and is owed no answer: it is told apart, and part of no share.

import { type CivilDate, istanbulDate } from './calendar.ts';
import type { CaseEvent } from './case.ts';
import { clockOf } from './deadline.ts';
import type { AnswerFormat, ApplicationKind } from './kinds.ts';
import { type Counts, type ShownCounts, suppress } from './small-cells.ts';

/** `text`: wishes for no other form. The others are disability-related, and a case may have several. */
export const PREFERENCES = ['text', 'plain-language', 'large-print', 'audio', 'sign-language'] as const;
export type Preference = (typeof PREFERENCES)[number];

export function preferencesOf(formats: readonly AnswerFormat[]): Preference[] {
  const wishes = PREFERENCES.filter((one) => one !== 'text' && formats.includes(one));
  return wishes.length > 0 ? wishes : ['text'];
}

/** F4. @param locale of the application */
export function shownLanguage(locale: string): string {
  return locale === 'tr-simple' ? 'tr' : locale;
}

/** A month, as `2026-11`. */
export type Month = string;

export interface Outcome {
  month: Month;
  /** Calendar days from receipt to what answered it (F1); null before it. */
  days: number | null;
  isInTime: boolean;
  /** F5. */
  isWithdrawn: boolean;
}

const ENDS: ReadonlySet<CaseEvent['kind']> = new Set(['answered', 'not-examined', 'withdrawn']);

export function outcomeOf(
  application: { kind: ApplicationKind; receivedAtMs: number; dueOn: CivilDate },
  events: readonly CaseEvent[],
): Outcome {
  const receivedOn = istanbulDate(application.receivedAtMs);
  const month = receivedOn.slice(0, 7);
  const index = events.findIndex(({ kind }) => ENDS.has(kind));
  const answer = events[index];
  const isWithdrawn = answer?.kind === 'withdrawn';
  if (!answer || isWithdrawn) return { month, days: null, isInTime: false, isWithdrawn };
  const answeredOn = istanbulDate(Date.parse(answer.at));
  const { lapse } = clockOf(application, events.slice(0, index + 1));
  const days = Math.max(0, (Date.parse(answeredOn) - Date.parse(receivedOn)) / 86_400_000);
  return { month, days, isInTime: lapse === undefined, isWithdrawn };
}

/** How many cases had this outcome. */
export interface Tally {
  days: number | null;
  isInTime: boolean;
  isWithdrawn: boolean;
  count: number;
}

export interface Figures extends Counts {
  /** Of those received. */
  withdrawn: number;
  /** Of the answered ones; null where there are none. */
  medianDays: number | null;
}

export function figuresOf(tallies: readonly Tally[]): Figures {
  let [received, withdrawn, answered, inTime] = [0, 0, 0, 0];
  for (const { days, isInTime, isWithdrawn, count } of tallies) {
    received += count;
    if (isWithdrawn) withdrawn += count;
    if (days === null) continue;
    answered += count;
    if (isInTime) inTime += count;
  }
  return { received, withdrawn, answered, inTime, medianDays: medianOf(tallies) };
}

/** The middle one, or half-way between the two in the middle. */
export function medianOf(tallies: readonly Tally[]): number | null {
  const byDays = tallies
    .flatMap(({ days, count }) => (days === null ? [] : [{ days, count }]))
    .sort((a, b) => a.days - b.days);
  const total = byDays.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return null;
  const at = (rank: number): number => {
    let passed = 0;
    for (const { days, count } of byDays) {
      passed += count;
      if (passed > rank) return days;
    }
    return byDays.at(-1)?.days ?? 0;
  };
  return (at(Math.floor((total - 1) / 2)) + at(Math.floor(total / 2))) / 2;
}

export interface ShownPreference extends ShownCounts {
  value: Preference;
  medianDays: number | null;
  /** In so many of the quarters it could be shown. */
  quarters: number;
}

/** F3. What was withdrawn is no part of it: told here, it would be one more number about a few. @param quarters of each: its cases by preference */
export function preferenceTable(
  quarters: readonly ReadonlyMap<Preference, readonly Tally[]>[],
): ShownPreference[] {
  const shown = quarters.map((quarter) => {
    const tallies = PREFERENCES.map((value) =>
      (quarter.get(value) ?? []).filter(({ isWithdrawn }) => !isWithdrawn),
    );
    return { tallies, cells: suppress(tallies.map(figuresOf)) };
  });
  return PREFERENCES.map((value, index) => {
    const cells = shown.map((quarter) => quarter.cells[index]);
    const sumOf = (column: keyof Counts): number | null => {
      const values = cells.flatMap((cell) => cell?.[column] ?? []);
      return values.length === 0 ? null : values.reduce((sum, one) => sum + one, 0);
    };
    const answered = shown.flatMap(({ tallies, cells: ofQuarter }) =>
      ofQuarter[index]?.answered == null ? [] : (tallies[index] ?? []),
    );
    return {
      value,
      received: sumOf('received'),
      answered: sumOf('answered'),
      inTime: sumOf('inTime'),
      medianDays: medianOf(answered),
      quarters: cells.filter((cell) => cell?.received != null).length,
    };
  });
}

/** The first months of the whole quarters of a period, both ends included, that were over before `thisMonth`. */
export function quartersWithin(from: Month, to: Month, thisMonth: Month): Month[] {
  const months = monthsWithin(from, to);
  return months.filter((month) => {
    const last = addMonths(month, 2);
    return Number(month.slice(5)) % 3 === 1 && last <= to && last < thisMonth;
  });
}

export function monthsWithin(from: Month, to: Month): Month[] {
  const months: Month[] = [];
  for (let month = from; month <= to; month = addMonths(month, 1)) months.push(month);
  return months;
}

export function addMonths(month: Month, count: number): Month {
  const index = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + count;
  return `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}`;
}
