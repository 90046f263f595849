// A place in line for every phone, after the quake when a million of them find a signal in the same minute: who knocks is let in
// or told when to come back, and both cost next to nothing. Where the line has become so long that somebody may be making it
// long, work has a lane of its own (work.ts).
//
//   knock ─▶ is this second's share used up? ──no──▶ in
//                      └─yes─▶ "come back in n seconds": the next place in the line, so that they come back one by one
//
// 1. Nobody is let in faster than `perSecond`, but for the burst of one second that nobody has used.
// 2. Of those who are told to come back as many come a second as nine tenths of those who are let in: the tenth part is for
//    whoever comes for the first time, and for what chance makes of the times.
// 3. The line knows nobody: a place is a time, not a ticket. What a restart forgets is told again.
// 4. While work is asked for, those who bring none get a tenth of the places: who cannot work waits longer, and is not kept out.
// 5. An application that brings no work needs that somebody was let in a moment ago, or one of the tenth part of the places; one that brings work is let in at once.

import { createBucket } from './bucket.ts';

/** Of a place, milliseconds: devices do not believe longer waits (RETRY_AFTER_CAP_MS of retry.ts). */
const LONGEST_WAIT_MS = 55 * 60_000;
const SHARE_OF_RETURNING = 0.9;
/** Of those who bring no work where it is asked for, and of applications that nobody has knocked for. */
const SHARE_OF_OTHERS = 0.1;
/** So long a line is as likely a flood as a crowd. */
const ASKS_FROM_MS = 5 * 60_000;
/** Who was let in sends within so many seconds, on the mean. */
const LET_IN_FOR_S = 20;

export interface LineOptions {
  /** Who may come in each second. */
  perSecond: number;
  /** Milliseconds, of whatever clock goes forward. */
  now: () => number;
  /** In [0, 1). */
  random: () => number;
}

interface Place {
  /** 0: come in; else milliseconds until it is this one's turn. */
  waitMs: number;
  /** Who brings work need not wait so long. */
  asksForWork: boolean;
}

export interface Line {
  /** @param hasWorked for this knock */
  knock: (hasWorked: boolean) => Place;
  /** An application that brings no work. @returns whether it may be taken */
  admit: () => boolean;
}

export function createLine({ perSecond, now, random }: LineOptions): Line {
  const room = createBucket(perSecond, now);
  const others = createBucket(perSecond * SHARE_OF_OTHERS, now);
  const unproven = createBucket(perSecond * SHARE_OF_OTHERS, now, perSecond * LET_IN_FOR_S);
  const places = { withWork: createPlaces(), others: createPlaces() };

  function createPlaces() {
    let next = Number.NEGATIVE_INFINITY;
    return {
      waitMs: () => next - now(),
      take: (): number => {
        const place = Math.max(next, now() + 1_000) + 1_000 / perSecond / SHARE_OF_RETURNING;
        const waitMs = place - now();
        // A line longer than a device can be told: somewhere in its second half, or all of them would come at its end.
        if (waitMs > LONGEST_WAIT_MS) return LONGEST_WAIT_MS * (1 - random() / 2);
        next = place;
        return waitMs;
      },
    };
  }

  return {
    knock: (hasWorked) => {
      const asksForWork = places.others.waitMs() > ASKS_FROM_MS;
      const isIn = (hasWorked || !asksForWork || others.take()) && room.take();
      if (isIn && !hasWorked) unproven.give();
      const waitMs = isIn ? 0 : (hasWorked ? places.withWork : places.others).take();
      return { waitMs, asksForWork: asksForWork && !isIn };
    },
    admit: () => unproven.take(),
  };
}
