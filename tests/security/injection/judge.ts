// What a walk has to have seen: at each place each field that it shows, with every payload that the field can hold, and no other field.

import { FIELDS, type Field } from './fields.ts';
import type { Life } from './lives.ts';
import type { Walk } from './look.ts';
import { PLACES } from './places.ts';

/** @returns sentences; none: all is as the rows of the places say */
export function findGaps({ seen }: Walk, lives: readonly Life[]): string[] {
  const gaps: string[] = [];
  for (const [place, fields] of PLACES) {
    const here = seen.get(place);
    if (!here) gaps.push(`${place} was not looked at`);
    for (const field of FIELDS) {
      const count = here?.get(field)?.size ?? 0;
      const due = fields.includes(field) ? lives.filter(({ words }) => words[field] !== undefined).length : 0;
      if (count !== due) gaps.push(`${place} shows ${count} of ${due} payloads in ${field}`);
    }
  }
  for (const place of seen.keys()) if (!PLACES.has(place)) gaps.push(`${place} has no row`);
  return gaps;
}

/** How often a payload stood in a field at a place. */
export function countSeen({ seen }: Walk): number {
  return [...seen.values()].reduce(
    (sum, fields) => sum + [...fields.values()].reduce((all, { size }) => all + size, 0),
    0,
  );
}

/** By field, how many payloads it can hold. */
export function countHeld(lives: readonly Life[]): ReadonlyMap<Field, number> {
  return new Map(
    FIELDS.map((field) => [field, lives.filter(({ words }) => words[field] !== undefined).length]),
  );
}
