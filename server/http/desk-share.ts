// What officers keep when the process is late (back-pressure.ts): they are few, what they ask is small, and without them nobody is
// answered. A surge of citizens puts their lists, cases and answers off no more than it has to.
//
// 1. While the process keeps up nothing here is asked. 2. Late, so many requests at a time are taken of officers who were at work
// a moment ago, and a few of whoever else comes to the console: somebody signs in, or comes back. A flood of those takes the few
// places only, and none of the officers'. 3. Bytes have no share: recordings and exports go after texts, the officers', too, as
// with the citizens' (server/attachments/shedding.ts). 4. Where memory is short nobody has one.

import type { FastifyContextConfig } from 'fastify';

/** At a time. */
const PLACES = { known: 8, others: 2 } as const;
/** As long as somebody reads in a case before the next press of a button. */
const KNOWN_FOR_MS = 15 * 60_000;
const MOST_KNOWN = 5_000;

export interface DeskShare {
  /** This session's token was found good. */
  know: (token: string) => void;
  /** @param token of the request's session, as it came. @returns undefined: put it off; else to be called once it is answered */
  take: (token: string | undefined) => (() => void) | undefined;
}

/** @param now milliseconds, of whatever clock goes forward */
export function createDeskShare(now: () => number): DeskShare {
  /** By token, whoever was seen last at the end: until when. */
  const known = new Map<string, number>();
  const underWay = { known: 0, others: 0 };
  return {
    know: (token) => {
      known.delete(token);
      known.set(token, now() + KNOWN_FOR_MS);
      const [oldest] = known.keys();
      if (known.size > MOST_KNOWN && oldest !== undefined) known.delete(oldest);
    },
    take: (token) => {
      const who = (known.get(token ?? '') ?? Number.NEGATIVE_INFINITY) > now() ? 'known' : 'others';
      if (underWay[who] >= PLACES[who]) return undefined;
      underWay[who] += 1;
      let isGiven = true;
      return () => {
        if (isGiven) underWay[who] -= 1;
        isGiven = false;
      };
    },
  };
}

/** Whether a route is an officer's, and of words. */
export function isDeskWork({ permission, answersBytes, documentedBytes }: FastifyContextConfig): boolean {
  return permission !== undefined && !answersBytes && documentedBytes === undefined;
}
