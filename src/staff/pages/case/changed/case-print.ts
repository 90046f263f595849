// Whether a case is newer than the one that is shown: what has happened to it, who holds it and until when. Pure.

import type { StaffCase } from '../../../../domain/wire-staff.ts';

/** Where as much has happened to both, what tells them apart is no event: a deadline that was counted anew. */
export function isNewer(found: StaffCase, shown: StaffCase): boolean {
  if (found.changes !== shown.changes) return found.changes > shown.changes;
  return printOf(found) !== printOf(shown);
}

function printOf({ state, holder, events, replies, life }: StaffCase): string {
  if (!life) return JSON.stringify([state, holder, events.length, replies.length]);
  const ids = [...life.events, ...life.acts, ...life.internal].map(({ id }) => id);
  return JSON.stringify([life.state, holder, life.dueOn, ids]);
}
