// Slows down a client that hammers with one tracking key, or one session. Counted by key and never by address: after an
// earthquake a whole tent city shares one address. 429 proves that nothing was stored, so the device keeps and comes back.
// In memory and by the minute: what a restart forgets is forgiven.

interface TokenLimit {
  /** Requests of one key or session. */
  perMinute: number;
  tokensRemembered: number;
}

export interface KeyLimits {
  sending: TokenLimit;
  /** Of what only reads, and of an officer at work: a film is asked for in pieces, and a board of cases by many questions. */
  reading: TokenLimit;
}

/** Far above what any phone sends, retries included. */
export const KEY_LIMITS: KeyLimits = {
  sending: { perMinute: 600, tokensRemembered: 200_000 },
  reading: { perMinute: 3_000, tokensRemembered: 200_000 },
};

/** Whatever is longer opens nothing, and must not fill the memory. */
const LONGEST_TOKEN = 200;

const MINUTE_MS = 60_000;

/** @returns a function that counts one request and says whether the key has had enough for this minute */
export function createTokenLimit(
  now: () => number,
  { perMinute, tokensRemembered }: TokenLimit,
): (token: string) => boolean {
  const counts = new Map<string, number>();
  let minute = Number.NaN;
  return (token) => {
    if (token.length > LONGEST_TOKEN) return false;
    const current = Math.floor(now() / MINUTE_MS);
    if (current !== minute) counts.clear();
    minute = current;
    const count = (counts.get(token) ?? 0) + 1;
    // A flood of new keys must not fill the memory; those that are not counted are let through.
    if (count > 1 || counts.size < tokensRemembered) counts.set(token, count);
    return count > perMinute;
  };
}
