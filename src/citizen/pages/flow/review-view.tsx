// Before sending: every answer with its way to change it, then the legal minimum in plain words. Going on is possible
// when nothing is missing; what is missing is named and linked.

import { useEffect } from 'preact/hooks';
import type { AnswerField } from '../../../domain/application.ts';
import { askedAnswers, fieldsFor } from '../../../domain/flow.ts';
import { findViolations, normaliseAnswers } from '../../../domain/validation.ts';
import type { Violation } from '../../../domain/violation.ts';
import { Button } from '../../../ui/button/button.tsx';
import type { SummarizedError } from '../../../ui/error-summary/error-summary.tsx';
import { SummaryList, type SummaryRow } from '../../../ui/summary-list/summary-list.tsx';
import { navigate } from '../../shell/navigate.ts';
import { useTexts } from '../../shell/texts.tsx';
import { useMedia } from '../../shell/use-brought.ts';
import { useRules } from '../../shell/use-rules.ts';
import type { FlowViewProps } from './flow-view.ts';
import { LeaveLink } from './leave-link.tsx';
import { LegalMinimum } from './legal-minimum.tsx';
import { isPrivate, privatePath } from './private-way.ts';
import { RefusalNotice } from './refusal-notice.tsx';
import { OWN_WORDS, type ReviewRow, type RowName, reviewRows } from './review-rows.ts';
import { pathOfStep } from './slugs.ts';
import { violationText } from './violation-text.ts';

export function ReviewView({ flow, showFaults }: FlowViewProps) {
  const { t } = useTexts();
  const rules = useRules();
  const { draft } = flow;
  const answers = askedAnswers(normaliseAnswers(draft.answers));
  const rows = reviewRows(answers, t);
  const { attachments = [] } = answers;
  const media = useMedia(attachments[0]);
  const violations = findViolations(answers, fieldsFor(answers.kind), rules);
  const refused = draft.refusal?.violations ?? [];
  const faultsOf = (
    { fields }: ReviewRow,
    found: readonly Violation[] = [...violations, ...refused],
  ): string[] =>
    found
      .filter(({ field }) => fields.some((own: AnswerField) => own === field))
      .map((violation) => violationText(t, violation));
  const errorsOf = (found: readonly Violation[]): SummarizedError[] =>
    rows.flatMap((row) => faultsOf(row, found).map((text) => ({ fieldId: openRowId(row.name), text })));

  // The reason of the refusal is the first thing that is met here. It stops nobody: the state judges anew.
  const told = errorsOf(refused);
  useEffect(() => {
    if (told.length > 0) showFaults(told);
  }, []);

  const goOn = (): void => {
    const errors = errorsOf(violations);
    showFaults(errors);
    if (errors.length === 0) navigate(isPrivate() ? privatePath(draft.id) : pathOfStep(draft.id, 'send'));
  };

  return (
    <>
      {draft.refusal && (
        <RefusalNotice
          problem={draft.refusal.problem}
          violations={refused.filter(
            ({ field }) => !rows.some(({ fields }) => fields.some((own) => own === field)),
          )}
        />
      )}
      <p>{t('flow.review.lead')}</p>
      <section>
        <h2>{t('flow.review.answersHeading')}</h2>
        <SummaryList rows={rows.map((row) => toSummaryRow(row, faultsOf(row)))} />
      </section>
      {answers.kind && <LegalMinimum draftId={draft.id} answers={answers} />}
      <form
        class="flow-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          goOn();
        }}
      >
        <div class="actions">
          <Button kind="primary" type="submit">
            {t('flow.continue')}
          </Button>
          <LeaveLink flow={flow} />
        </div>
      </form>
    </>
  );

  function toSummaryRow(row: ReviewRow, faults: readonly string[]): SummaryRow {
    const key = t(`flow.review.row.${row.name}`);
    const href = pathOfStep(draft.id, row.step, { thenReview: true });
    const [fault] = faults;
    // Nobody knows in which language a citizen wrote (WCAG 3.1.2).
    const lang = OWN_WORDS.has(row.name) ? '' : undefined;
    // The summary's links lead to the fault here, and the fault is the link to its page.
    const value = fault ? (
      <>
        {row.value && (
          <span dir="auto" lang={lang}>
            {`${row.value}\n`}
          </span>
        )}
        <a id={openRowId(row.name)} class="flow-fault link-standalone" href={href}>
          {fault}
        </a>
      </>
    ) : media && row.name === 'attachments' ? (
      <media.Brought attachments={attachments} />
    ) : (
      <span dir="auto" lang={row.value && lang}>
        {row.value ?? t('flow.review.empty')}
      </span>
    );
    return fault
      ? { key, value }
      : { key, value, action: { href, label: t('flow.review.change'), visuallyHiddenSuffix: key } };
  }
}

function openRowId(name: RowName): string {
  return `open-${name}`;
}
