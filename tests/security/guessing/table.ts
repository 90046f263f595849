// The figures of guessing as the table of docs/reliability.md.

import { CODE_SPACE, guess, STRETCH_ITERATIONS } from './guessing.ts';

const CASES = [
  { codes: 10_000_000, guessesPerSecond: 1_000, years: 1 },
  { codes: 100_000_000, guessesPerSecond: 1_000, years: 1 },
  { codes: 10_000_000, guessesPerSecond: 100_000, years: 1 },
  { codes: 100_000, guessesPerSecond: 1_000, years: 1 },
];

export function guessingTable(): string {
  const number = new Intl.NumberFormat('en', { maximumSignificantDigits: 2 });
  const whole = new Intl.NumberFormat('en');
  const rows = CASES.map((one) => {
    const { expectedHits, anyHit, yearsToEven } = guess(one);
    return `| ${whole.format(one.codes)} | ${whole.format(one.guessesPerSecond)} | ${number.format(expectedHits)} | ${number.format(anyHit * 100)} % | ${number.format(yearsToEven)} |`;
  });
  const [first] = CASES;
  const { oneCertain, compressions } = guess(first as (typeof CASES)[number]);
  return [
    `${CODE_SPACE.toExponential(0)} codes, every guess answered at once, a year long:`,
    '',
    '| codes in use | guesses a second | expected hits | any hit | years until even |',
    '|---|---|---|---|---|',
    ...rows,
    '',
    `The code of one certain person, in the first case: ${oneCertain.toExponential(1)}. Stretching those guesses (${whole.format(STRETCH_ITERATIONS)} rounds each) takes ${compressions.toExponential(1)} compressions of SHA-256.`,
  ].join('\n');
}
