// The states of a case that every device knows, apart from the rules of a case (case.ts), which no phone carries at its start.

import type { CaseState } from './case.ts';

/** The states that every device knows, the oldest too; the others are told beside (thread-life.ts). */
export const THREAD_STATES = ['received', 'assigned', 'answered'] as const;

/** As it is said to whoever knows no other states: who has it in hand, or that it is over and no answer is owed any more. */
export const THREAD_STATE_OF = {
  received: 'received',
  assigned: 'assigned',
  'information-asked': 'assigned',
  drafted: 'assigned',
  answered: 'answered',
  objected: 'assigned',
  closed: 'answered',
  withdrawn: 'answered',
  'not-examined': 'answered',
} as const satisfies Record<CaseState['state'], (typeof THREAD_STATES)[number]>;
