// What was heard otherwise than the rules want, and why that is Orca's matter and not the app's. An excuse that nothing
// needs is told of at the end of a whole run.

import type { HeardFinding, Rule } from './judge.ts';

export interface Excuse {
  rule: Rule;
  /** Of the finding's words. */
  pattern: RegExp;
  /** Part of the names of the surfaces; absent: everywhere. */
  surface?: RegExp;
  reason: string;
}

export const EXCUSES: readonly Excuse[] = [
  {
    rule: 'noise',
    pattern: /^that anything can be clicked/,
    reason:
      'Whatever brings a page about listens for clicks in it (Playwright, on the window); where only keys act, in the journeys, it is not spoken.',
  },
  {
    rule: 'doubled',
    pattern: /yüklemesi bitti\.$/,
    reason: 'On its way a surface passes several documents, and each is told as loaded.',
  },
  {
    rule: 'noise',
    pattern: /^a place that was not filled: “.*\{(ad|konu|kurum|numara)\}/,
    surface: /^console\/(alike|directory row):/,
    reason: 'A ready text has such places, and who writes one must hear them as they are typed.',
  },
];

export function excuseFor(
  surface: string,
  { rule, what }: HeardFinding,
  excuses: readonly Excuse[] = EXCUSES,
): Excuse | undefined {
  return excuses.find(
    (excuse) => excuse.rule === rule && excuse.pattern.test(what) && (excuse.surface?.test(surface) ?? true),
  );
}
