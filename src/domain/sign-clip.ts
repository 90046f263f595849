// The places of the app that a clip in sign language can stand at: a page, a question of the form, a state of an
// application. A place without a clip shows nothing. The names are those of the operator's files (public/sign-clips), so a
// name that has been given out never changes.

import { STEPS } from './flow.ts';
import { THREAD_STATES } from './thread-state.ts';

/** Pages that explain, and the two after the questions. */
const PAGES = ['start', 'help', 'notice', 'track', 'review', 'send'] as const;
/** Of an application on the device, before the state has it. */
const OWN_STATES = ['waiting', 'refused'] as const;

export const SIGN_CLIP_SLOTS = [
  ...PAGES.map((page) => `page-${page}` as const),
  ...STEPS.map((step) => `question-${step}` as const),
  ...[...OWN_STATES, ...THREAD_STATES].map((state) => `state-${state}` as const),
];
export type SignClipSlot = (typeof SIGN_CLIP_SLOTS)[number];

export function isSignClipSlot(text: string): text is SignClipSlot {
  return (SIGN_CLIP_SLOTS as readonly string[]).includes(text);
}
