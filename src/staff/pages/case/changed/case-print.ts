// Whether a case is as it was: what has happened to it, who holds it and until when. Pure.

import type { StaffCase } from '../../../../domain/wire-staff.ts';

export function isSameCase(one: StaffCase, other: StaffCase): boolean {
  return printOf(one) === printOf(other);
}

function printOf({ state, holder, events, replies, life }: StaffCase): string {
  if (!life) return JSON.stringify([state, holder, events.length, replies.length]);
  const ids = [...life.events, ...life.acts, ...life.internal].map(({ id }) => id);
  return JSON.stringify([life.state, holder, life.dueOn, ids]);
}
