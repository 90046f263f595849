// What axe cannot decide by itself, and why it is right all the same. Nothing else may stay undecided.

import type { Reason } from './reasons.ts';

export const INCOMPLETE: readonly Reason[] = [];
