// Whether an application is complete: page by page, and by the legal minimum of Law 3071, before it is sent.

import type { AnswerField, Answers } from './application.ts';
import { isToldByRecording } from './attachment.ts';
import { askedAnswers, fieldsOf, type Step, stepsFor } from './flow.ts';
import { isRequired } from './requirements.ts';
import { type ApplicationRules, findViolations, normaliseAnswers } from './validation.ts';

/** The first page with something missing or wrong; undefined when all is answered. */
export function firstOpenStep(answers: Answers, rules: ApplicationRules): Step | undefined {
  const normal = normaliseAnswers(answers);
  const { kind } = answers;
  return stepsFor(kind).find((step) => findViolations(normal, fieldsOf(step, kind), rules).length > 0);
}

const LEGAL_POINTS = ['name', 'address', 'subject', 'court'] as const;
export interface LegalFinding {
  /** name, address: Law 3071 art. 4; subject, court: art. 6 */
  point: (typeof LEGAL_POINTS)[number];
  finding: 'met' | 'missing' | 'not-needed' | 'at-risk';
}

/**
 * The legal minimum of a petition, checked before sending instead of in a refusal weeks later. 'at-risk' is said
 * plainly and does not stop the citizen: whether a matter is for the courts is the institution's decision.
 */
export function checkLegalMinimum(answers: Answers): LegalFinding[] {
  const normal = askedAnswers(normaliseAnswers(answers));
  const needed = (field: AnswerField, point: LegalFinding['point'], isGiven: boolean): LegalFinding => ({
    point,
    finding: isGiven ? 'met' : isRequired(field, normal.kind) ? 'missing' : 'not-needed',
  });
  return [
    needed('fullName', 'name', normal.fullName !== undefined),
    needed('addressText', 'address', normal.addressText !== undefined),
    needed(
      'subject',
      'subject',
      normal.subject !== undefined &&
        (normal.description !== undefined || isToldByRecording(normal.attachments)),
    ),
    normal.beforeCourt
      ? { point: 'court', finding: 'at-risk' }
      : needed('beforeCourt', 'court', normal.beforeCourt === false),
  ];
}
