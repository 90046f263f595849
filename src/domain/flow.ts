// The order of the questions: one question, or one small group, a page. Which pages a kind needs is decided here,
// so that the progress ("3. soru, 9 soru var"), the review and the pages cannot disagree.

import type { AnswerField } from './application.ts';
import type { ApplicationKind } from './kinds.ts';
import { isRequired } from './requirements.ts';

export const STEPS = [
  'kind',
  'addressee',
  'place',
  'text',
  'court',
  'identity',
  'contact',
  'hide-identity',
  'format',
  'notice',
] as const;
export type Step = (typeof STEPS)[number];

/** The parts of the form, for who wants all questions of a part on one page. */
export const PARTS = {
  wish: ['kind', 'addressee'],
  matter: ['place', 'text', 'court'],
  person: ['identity', 'contact', 'hide-identity'],
  answer: ['format', 'notice'],
} as const satisfies Readonly<Record<string, readonly Step[]>>;
export type Part = keyof typeof PARTS;

/** The part that a question belongs to, and its questions for a kind. */
export function partOf(step: Step, kind: ApplicationKind | undefined): { part: Part; steps: Step[] } {
  const asked = stepsFor(kind);
  for (const [part, steps] of Object.entries(PARTS) as [Part, readonly Step[]][]) {
    if (steps.includes(step)) return { part, steps: steps.filter((other) => asked.includes(other)) };
  }
  throw new Error(`${step} belongs to no part`);
}

/** The answers that each page asks for. */
export const STEP_FIELDS: Readonly<Record<Step, readonly AnswerField[]>> = {
  kind: ['kind'],
  addressee: ['addressee'],
  place: ['province', 'district', 'placeDetail', 'coordinates'],
  text: ['subject', 'description'],
  court: ['beforeCourt'],
  identity: ['fullName', 'identityNumber'],
  contact: ['addressKind', 'addressText', 'phone', 'email'],
  'hide-identity': ['hideIdentity'],
  format: ['formats'],
  notice: ['noticeVersion'],
};

/** The pages for a kind: the court's question only where Law 3071 art. 6 can stop an application. */
export function stepsFor(kind: ApplicationKind | undefined): Step[] {
  return STEPS.filter((step) => step !== 'court' || isRequired('beforeCourt', kind));
}

/** The fields that count for a kind: those on its pages. */
export function fieldsFor(kind: ApplicationKind | undefined): AnswerField[] {
  return stepsFor(kind).flatMap((step) => STEP_FIELDS[step]);
}
