// A place in line for every phone, after the quake when a million of them find a signal in the same minute: who knocks is let in
// or told when to come back, and both cost next to nothing.
//
//   knock ─▶ is this second's share used up? ──no──▶ in
//                      └─yes─▶ "come back in n seconds": the next place in the line, so that they come back one by one
//
// 1. Nobody is let in faster than `perSecond`, but for the burst of one second that nobody has used.
// 2. Of those who are told to come back as many come a second as nine tenths of those who are let in: the tenth part is for
//    whoever comes for the first time, and for what chance makes of the times.
// 3. The line knows nobody: a place is a time, not a ticket. What a restart forgets is told again.

/** Of a place, milliseconds: devices do not believe longer waits (RETRY_AFTER_CAP_MS of retry.ts). */
const LONGEST_WAIT_MS = 55 * 60_000;
const SHARE_OF_RETURNING = 0.9;

export interface LineOptions {
  /** Who may come in each second. */
  perSecond: number;
  /** Milliseconds, of whatever clock goes forward. */
  now: () => number;
  /** In [0, 1). */
  random: () => number;
}

export interface Line {
  /** @returns 0: come in; else milliseconds until it is this one's turn */
  knock: () => number;
}

export function createLine({ perSecond, now, random }: LineOptions): Line {
  const spacingMs = 1_000 / perSecond;
  let room = perSecond;
  let roomAt = now();
  let nextPlace = Number.NEGATIVE_INFINITY;
  return {
    knock: () => {
      const at = now();
      room = Math.min(perSecond, room + (at - roomAt) / spacingMs);
      roomAt = at;
      if (room >= 1) {
        room -= 1;
        return 0;
      }
      nextPlace = Math.max(nextPlace, at + 1_000) + spacingMs / SHARE_OF_RETURNING;
      const waitMs = nextPlace - at;
      // A line longer than a device can be told: somewhere in its second half, or all of them would come at its end.
      return waitMs <= LONGEST_WAIT_MS ? waitMs : LONGEST_WAIT_MS * (1 - random() / 2);
    },
  };
}
