// The places of the app that a clip in sign language can stand at: a page, a question of the form, a state of an
// application. A place without a clip shows nothing. The names are those of the operator's files (public/sign-clips), so a
// name that has been given out never changes.

import type { CaseState } from './case.ts';
import { STEPS } from './flow.ts';

/** Pages that explain, and the two after the questions. */
const PAGES = ['start', 'help', 'notice', 'track', 'review', 'send'] as const;
/** Of an application on the device, before the state has it. */
const OWN_STATES = ['waiting', 'asking', 'sending', 'refused'] as const;
/** A state without a clip of its own would be shown with another's. (As a type: the rules of a case come with its life.) */
const CASE_STATES: Readonly<Record<CaseState['state'], true>> = {
  received: true,
  assigned: true,
  'information-asked': true,
  drafted: true,
  answered: true,
  objected: true,
  closed: true,
  withdrawn: true,
  'not-examined': true,
};

export const SIGN_CLIP_SLOTS = [
  ...PAGES.map((page) => `page-${page}` as const),
  ...STEPS.map((step) => `question-${step}` as const),
  ...[...OWN_STATES, ...(Object.keys(CASE_STATES) as CaseState['state'][])].map(
    (state) => `state-${state}` as const,
  ),
];
export type SignClipSlot = (typeof SIGN_CLIP_SLOTS)[number];

export function isSignClipSlot(text: string): text is SignClipSlot {
  return (SIGN_CLIP_SLOTS as readonly string[]).includes(text);
}
