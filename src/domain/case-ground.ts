// Why a case may end without being examined: only with a ground that the law gives, and each ground only under its own law.
// Petitions: Law 3071 art. 4 and 6. Information requests: Law 4982 art. 7, 8 and 11, and the exceptions of its part four
// (art. 15 to 28). What a ground means is told in plain words by whoever uses it; the code and the article stand beside.

import type { ApplicationKind } from './kinds.ts';

type Law = '3071' | '4982';

interface GroundInLaw {
  law: Law;
  article: string;
}

const GROUND_IN_LAW = {
  'no-subject': { law: '3071', article: '6/a' },
  'before-court': { law: '3071', article: '6/b' },
  'identity-missing': { law: '3071', article: '6/c' },
  'research-needed': { law: '4982', article: '7' },
  'already-public': { law: '4982', article: '8' },
  'fee-not-paid': { law: '4982', article: '11' },
  'state-secret': { law: '4982', article: '16' },
  'economic-interest': { law: '4982', article: '17' },
  intelligence: { law: '4982', article: '18' },
  'administrative-inquiry': { law: '4982', article: '19' },
  'judicial-inquiry': { law: '4982', article: '20' },
  'private-life': { law: '4982', article: '21' },
  correspondence: { law: '4982', article: '22' },
  'trade-secret': { law: '4982', article: '23' },
  'intellectual-work': { law: '4982', article: '24' },
  'internal-order': { law: '4982', article: '25' },
  'internal-opinion': { law: '4982', article: '26' },
  'advice-wanted': { law: '4982', article: '27' },
} as const satisfies Record<string, GroundInLaw>;

export type Ground = keyof typeof GROUND_IN_LAW;

export const GROUNDS = Object.keys(GROUND_IN_LAW) as Ground[];

/** Which law and article give the ground. */
export function lawOf(ground: Ground): GroundInLaw {
  return GROUND_IN_LAW[ground];
}

/**
 * An information request is judged by Law 4982 alone, everything else by Law 3071.
 * @param isForfeited a cost was asked for and not paid in time (deadline.ts)
 */
export function groundsFor(kind: ApplicationKind, isForfeited = false): Ground[] {
  const law: Law = kind === 'information' ? '4982' : '3071';
  return GROUNDS.filter((ground) => lawOf(ground).law === law && (ground !== 'fee-not-paid' || isForfeited));
}
