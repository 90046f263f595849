// What axe cannot decide by itself, and why it is right all the same. Nothing else may stay undecided.

import type { Reason } from './reasons.ts';

export const INCOMPLETE: readonly Reason[] = [
  {
    rule: 'hidden-content',
    element: 'start-first-run',
    reason: 'The offer of the first visit is looked at on the surface “start: first visit”.',
  },
  {
    rule: 'color-contrast',
    surface: 'question addressee: search',
    reason:
      'The open list lies over it, or shows its own ground over the page; without the list it is judged on “empty”.',
  },
  {
    rule: 'identical-links-same-purpose',
    element: 'open-',
    surface: 'review: with faults',
    reason:
      'The link of the summary leads to the fault on this page, and the fault, in the same words, to its question.',
  },
  {
    rule: 'hidden-content',
    element: 'flow-print-only',
    reason: 'It is for paper, where no screen reader reads.',
  },
  {
    rule: 'hidden-content',
    element: 'answer-printed',
    reason: 'It is for paper, where no screen reader reads: what a recording says, in writing.',
  },
  {
    rule: 'audio-caption',
    element: '<audio preload',
    reason: 'What a citizen or officer says stands beside it in writing, once somebody has written it.',
  },
  {
    rule: 'hidden-content',
    element: '<audio preload',
    reason: 'A sound has nothing to show: the buttons around it are all there is.',
  },
];
