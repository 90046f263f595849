// Where a reason stands beside what is excused: by rule, surface and selector. A reason that nothing needed is a fault
// itself, so that the table never outlives what it excuses.

import type { ModeId } from './modes.ts';

export interface Reason {
  /** Id of axe's rule. */
  rule: string;
  /** Part of the element's target or HTML; absent: any element. */
  element?: string;
  /** Part of the surface's name; absent: any surface. */
  surface?: string;
  /** Absent: any mode. */
  mode?: ModeId;
  /** Why a human found it right. */
  reason: string;
}

export interface Undecided {
  rule: string;
  element: string;
  surface: string;
  mode: ModeId;
}

export interface ReasonLedger {
  /** @returns whether a reason excuses it */
  excuse: (incomplete: Undecided) => boolean;
  used: () => { reason: Reason; times: number }[];
  unused: () => Reason[];
}

export function openLedger(reasons: readonly Reason[]): ReasonLedger {
  const times = new Map<Reason, number>();
  return {
    excuse: ({ rule, element, surface, mode }) => {
      const found = reasons.find(
        (reason) =>
          reason.rule === rule &&
          element.includes(reason.element ?? '') &&
          surface.includes(reason.surface ?? '') &&
          (reason.mode ?? mode) === mode,
      );
      if (found) times.set(found, (times.get(found) ?? 0) + 1);
      return found !== undefined;
    },
    used: () => [...times].map(([reason, count]) => ({ reason, times: count })),
    unused: () => reasons.filter((reason) => !times.has(reason)),
  };
}
