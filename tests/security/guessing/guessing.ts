// What guessing tracking codes brings: pure, so that its figures can be looked at with other numbers.
//
// A code has 19 random digits; the check digit is no secret, so a guesser tries valid codes only. All guesses are taken as answered
// at once: what slows a guesser (failure-delay.ts) is left out, because whoever has enough addresses is not slowed.

export const CODE_SPACE = 10 ** 19;
export const STRETCH_ITERATIONS = 600_000;
/** PBKDF2-HMAC-SHA-256, each iteration: two compressions of SHA-256. */
const COMPRESSIONS_PER_ITERATION = 2;
const YEAR_SECONDS = 365 * 24 * 60 * 60;

export interface Guessing {
  codes: number;
  guessesPerSecond: number;
  years: number;
}

export interface Outcome {
  guesses: number;
  /** How many codes of somebody's are expected to be hit. */
  expectedHits: number;
  /** That any is hit. */
  anyHit: number;
  /** That the code of one certain person is hit. */
  oneCertain: number;
  /** Years until a hit is as likely as not. */
  yearsToEven: number;
  /** Compressions of SHA-256 to stretch all guesses. */
  compressions: number;
}

export function guess({ codes, guessesPerSecond, years }: Guessing): Outcome {
  const guesses = guessesPerSecond * years * YEAR_SECONDS;
  const expectedHits = (guesses * codes) / CODE_SPACE;
  const hitsPerYear = (guessesPerSecond * YEAR_SECONDS * codes) / CODE_SPACE;
  return {
    guesses,
    expectedHits,
    // Hits are rare and independent: Poisson.
    anyHit: -Math.expm1(-expectedHits),
    oneCertain: guesses / CODE_SPACE,
    yearsToEven: Math.LN2 / hitsPerYear,
    compressions: guesses * STRETCH_ITERATIONS * COMPRESSIONS_PER_ITERATION,
  };
}
