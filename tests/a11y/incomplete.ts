// What axe cannot decide by itself, and why it is right all the same. Nothing else may stay undecided.

import type { Reason } from './reasons.ts';

export const INCOMPLETE: readonly Reason[] = [
  {
    rule: 'color-contrast',
    mode: 'forced',
    reason:
      'The system paints forced colours, and axe reads those of the sheet; states and focus-ring look at the pixels.',
  },
  {
    rule: 'hidden-content',
    element: 'start-first-run',
    reason: 'The offer of the first visit is looked at on the surface “start: first visit”.',
  },
];
