// Everything of the flow after the first question, and the judgement of answers: one file, asked for as soon as the
// first question stands, so that it is here before it is needed, and a connection that is lost in the middle of an
// application breaks nothing.

import type { ComponentType } from 'preact';
import type { Answers } from '../../../domain/application.ts';
import { fieldsOf, type Step } from '../../../domain/flow.ts';
import { isPlace } from '../../../domain/places.ts';
import { findViolations, normaliseAnswers } from '../../../domain/validation.ts';
import type { Violation } from '../../../domain/violation.ts';
import { ElsewhereNotice, type ElsewhereNoticeProps } from './elsewhere-notice.tsx';
import type { FlowViewProps } from './flow-view.ts';
import { MissingDraft } from './missing-draft.tsx';
import { ReviewView } from './review-view.tsx';
import { SendView } from './send-view.tsx';
import { AddresseeStep } from './steps/addressee-step.tsx';
import { ContactStep } from './steps/contact-step.tsx';
import { CourtStep } from './steps/court-step.tsx';
import { FormatStep } from './steps/format-step.tsx';
import { HideIdentityStep } from './steps/hide-identity-step.tsx';
import { IdentityStep } from './steps/identity-step.tsx';
import { NoticeStep } from './steps/notice-step.tsx';
import { PlaceStep } from './steps/place-step.tsx';
import type { StepProps } from './steps/step.ts';
import { TextStep } from './steps/text-step.tsx';
import { violationText } from './violation-text.ts';

export interface LaterPages {
  questions: Readonly<Record<Exclude<Step, 'kind'>, ComponentType<StepProps>>>;
  views: Readonly<Record<'review' | 'send', ComponentType<FlowViewProps>>>;
  ElsewhereNotice: ComponentType<ElsewhereNoticeProps>;
  MissingDraft: ComponentType;
  /** Violations of one page's fields, in their order. */
  judge: (step: Step, answers: Answers, descriptionMaxLength: number) => Violation[];
  violationText: typeof violationText;
}

export const LATER_PAGES: LaterPages = {
  questions: {
    addressee: AddresseeStep,
    place: PlaceStep,
    text: TextStep,
    court: CourtStep,
    identity: IdentityStep,
    contact: ContactStep,
    'hide-identity': HideIdentityStep,
    format: FormatStep,
    notice: NoticeStep,
  },
  views: { review: ReviewView, send: SendView },
  violationText,
  ElsewhereNotice,
  MissingDraft,
  judge: (step, answers, descriptionMaxLength) =>
    findViolations(normaliseAnswers(answers), fieldsOf(step, answers.kind), {
      descriptionMaxLength,
      isPlace,
    }),
};
