// Slows the guessing of tracking codes: a wrong one is answered later and later to the same client. Never a right one,
// and nobody is ever refused: after an earthquake a whole tent city shares one address.
//
// Clients are known by a keyed hash of their address, in memory only, under a key that is thrown away each day. The
// table and the number of answers held back are bounded: when full, the oldest client is forgotten, and an answer
// goes out at once.

import { createHmac, randomBytes } from 'node:crypto';
import { isIPv4, isIPv6 } from 'node:net';

export interface FailureDelay {
  /** Counts a failure. @returns milliseconds by which its answer is to be held back */
  count: (address: string) => number;
  /** Holds an answer back, unless too many are held already. Ends early when `release` is called. */
  hold: (delayMs: number) => Promise<void>;
  /** Lets every answer go that is held back, now and from now on. */
  release: () => void;
}

export interface FailureDelayLimits {
  /** A citizen mistypes; this many failures cost nothing. */
  freeFailures: number;
  firstDelayMs: number;
  maxDelayMs: number;
  /** Without a failure for so long, a client starts anew. */
  forgetAfterMs: number;
  maxClients: number;
  maxHeld: number;
}

const LIMITS: FailureDelayLimits = {
  freeFailures: 3,
  firstDelayMs: 500,
  maxDelayMs: 8_000,
  forgetAfterMs: 15 * 60_000,
  maxClients: 20_000,
  maxHeld: 500,
};

const DAY_MS = 86_400_000;

export function createFailureDelay(now: () => number, limits: FailureDelayLimits = LIMITS): FailureDelay {
  const clients = new Map<string, { failures: number; at: number }>();
  const held = new Set<() => void>();
  let key = randomBytes(32);
  let day = Math.floor(now() / DAY_MS);
  let isReleased = false;

  function nameOf(address: string): string {
    const today = Math.floor(now() / DAY_MS);
    if (today !== day) {
      key = randomBytes(32);
      clients.clear();
      day = today;
    }
    return createHmac('sha256', key).update(networkOf(address)).digest('base64');
  }

  return {
    count: (address) => {
      const name = nameOf(address);
      const known = clients.get(name);
      const isRecent = known !== undefined && now() - known.at < limits.forgetAfterMs;
      const failures = (isRecent ? known.failures : 0) + 1;
      clients.delete(name); // Put back at the end: the map's order is the order of the last failure.
      clients.set(name, { failures, at: now() });
      const [oldest] = clients.keys();
      if (clients.size > limits.maxClients && oldest !== undefined) clients.delete(oldest);
      const paid = failures - limits.freeFailures;
      return paid <= 0 ? 0 : Math.min(limits.maxDelayMs, limits.firstDelayMs * 2 ** Math.min(paid - 1, 20));
    },
    hold: (delayMs) => {
      if (delayMs === 0 || isReleased || held.size >= limits.maxHeld) return Promise.resolve();
      const { promise, resolve } = Promise.withResolvers<void>();
      const letGo = () => {
        clearTimeout(timer);
        held.delete(letGo);
        resolve();
      };
      const timer = setTimeout(letGo, delayMs);
      held.add(letGo);
      return promise;
    },
    release: () => {
      isReleased = true;
      for (const letGo of held) letGo();
    },
  };
}

/** One client: an IPv4 address, or the /64 of an IPv6 address, which is what one subscriber is given. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:([\d.]+)$/i.exec(address)?.[1];
  if (mapped !== undefined && isIPv4(mapped)) return mapped;
  if (!isIPv6(address)) return address;
  const [head = '', tail] = (address.split('%')[0] ?? '').toLowerCase().split('::');
  const front = head === '' ? [] : head.split(':');
  const back = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - front.length - back.length);
  return [...front, ...Array<string>(zeros).fill('0'), ...back]
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':');
}
