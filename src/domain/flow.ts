// The order of the questions: one question, or one small group, a page. Which pages a kind needs is decided here,
// so that the progress ("3. soru, 9 soru var"), the review and the pages cannot disagree.

import type { AnswerField, Answers } from './application.ts';
import type { ApplicationKind } from './kinds.ts';
import { isAsked } from './requirements.ts';

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

/** The answers that each page can ask for; fieldsOf says which of them a kind is asked. */
export const STEP_FIELDS: Readonly<Record<Step, readonly AnswerField[]>> = {
  kind: ['kind'],
  addressee: ['addressee'],
  place: ['province', 'district', 'placeDetail', 'coordinates'],
  text: ['subject', 'description', 'attachments'],
  court: ['beforeCourt'],
  identity: ['fullName', 'identityNumber'],
  contact: ['addressKind', 'addressText', 'phone', 'email'],
  'hide-identity': ['hideIdentity'],
  format: ['formats'],
  notice: ['noticeVersion'],
};

/** The pages for a kind: the court's question only where Law 3071 art. 6 can stop an application. */
export function stepsFor(kind: ApplicationKind | undefined): Step[] {
  return STEPS.filter((step) => fieldsOf(step, kind).length > 0);
}

/** The fields that a page asks of a kind. */
export function fieldsOf(step: Step, kind: ApplicationKind | undefined): AnswerField[] {
  return STEP_FIELDS[step].filter((field) => isAsked(field, kind));
}

/** The fields that count for a kind: those on its pages. */
export function fieldsFor(kind: ApplicationKind | undefined): AnswerField[] {
  return stepsFor(kind).flatMap((step) => fieldsOf(step, kind));
}

/** The answers that the kind is asked for: what is shown before sending, and sent. */
export function askedAnswers(answers: Answers): Answers {
  const fields = fieldsFor(answers.kind);
  return Object.fromEntries(
    Object.entries(answers).filter(([field]) => fields.includes(field as AnswerField)),
  );
}
