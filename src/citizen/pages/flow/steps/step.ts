// What a question's page is given. It shows answers and reports changes; it stores, judges and navigates nothing.

import type { AnswerField, Answers } from '../../../../domain/application.ts';
import type { Operator } from '../../../../domain/wire.ts';

export interface StepProps {
  draftId: string;
  answers: Answers;
  /** Puts these answers in the place of the earlier ones; undefined takes one away. */
  change: (answers: Answers) => void;
  /** What is wrong with a field, once the citizen has asked to go on. */
  errorOf: (field: AnswerField) => string | undefined;
  /** Why the page cannot be left now, though its answers may be whole, by what does not let it; undefined: that does. */
  obstruct: (by: string, obstacle: Obstacle | undefined) => void;
  operator: Operator;
  /** Of what is below the question: it has the page's own heading, or one of several on the page. */
  Heading: 'h2' | 'h3';
}

export interface Obstacle {
  /** Id of the control that ends it, or of what is waited for. */
  fieldId: string;
  text: string;
}

/** Id of the control that answers a field; the error summary's links lead there. */
export function fieldId(field: AnswerField): string {
  return `answer-${field}`;
}
