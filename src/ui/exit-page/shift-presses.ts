// Counts presses of Shift alone, for leaving in an emergency (GOV.UK's "exit this page").
//
//   rest ── Shift down ──▶ held ── Shift up ──▶ counted (+1, or out at the third)
//
// 1. A press counts when Shift comes up and nothing else happened while it was down: not for a capital letter,
//    Shift+Tab, Shift+click, nor together with Ctrl, Alt or Meta. Holding it (repeats) is one press.
// 2. Any other key or a click begins anew.
// 3. So do more than SHIFT_PAUSE_MS between two presses: enough for slow hands, too short for chance.

/** As GOV.UK. */
export const SHIFT_PAUSE_MS = 5_000;
export const SHIFT_PRESSES = 3;

export interface ShiftPresses {
  count: number;
  /** Shift is down, and so far alone. */
  isHeld: boolean;
  /** When the last press counted. */
  countedAt: number;
}

export type ShiftEvent = 'shift-down' | 'shift-up' | 'other';

export const NO_PRESSES: ShiftPresses = { count: 0, isHeld: false, countedAt: 0 };

/** @param now in milliseconds, from any clock that does not go backwards */
export function countShift(presses: ShiftPresses, event: ShiftEvent, now: number): ShiftPresses {
  const isLate = presses.count > 0 && now - presses.countedAt > SHIFT_PAUSE_MS;
  const { count, countedAt } = isLate ? NO_PRESSES : presses;
  switch (event) {
    case 'shift-down':
      return { count, countedAt, isHeld: true };
    case 'shift-up':
      return presses.isHeld
        ? { count: count + 1, countedAt: now, isHeld: false }
        : { count, countedAt, isHeld: false };
    case 'other':
      return NO_PRESSES;
  }
}

/** What a key event is to the count; undefined for a repeat, which is nothing. */
export function readShift(event: KeyboardEvent): ShiftEvent | undefined {
  const isAlone = event.key === 'Shift' && !(event.ctrlKey || event.altKey || event.metaKey);
  if (event.type === 'keydown') {
    if (!isAlone) return 'other';
    return event.repeat ? undefined : 'shift-down';
  }
  // Another key's coming up says nothing that its going down has not said.
  return isAlone ? 'shift-up' : undefined;
}
