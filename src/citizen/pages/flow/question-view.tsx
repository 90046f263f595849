// One question: its reason, its controls, and the way on. "Devam et" judges this page only.

import { STEP_FIELDS, type Step } from '../../../domain/flow.ts';
import type { ApplicationKind } from '../../../domain/kinds.ts';
import { isRequired } from '../../../domain/requirements.ts';
import type { MessageKey } from '../../../i18n/translate.ts';
import { Button } from '../../../ui/button/button.tsx';
import { Details } from '../../../ui/details/details.tsx';
import { navigate } from '../../shell/navigate.ts';
import { useTexts } from '../../shell/texts.tsx';
import { useOperator } from '../../shell/use-operator.ts';
import type { FlowViewProps } from './flow-view.ts';
import { laterPages, loadLaterPages } from './later.ts';
import { LeaveLink } from './leave-link.tsx';
import { pathOfStep } from './slugs.ts';
import { KindStep } from './steps/kind-step.tsx';
import { fieldId } from './steps/step.ts';
import { violationText } from './violation-text.ts';
import { pageAfter } from './way.ts';

export interface QuestionViewProps extends FlowViewProps {
  step: Step;
  /** The citizen came from the review to change this answer. */
  thenReview: boolean;
}

export function QuestionView({ step, thenReview, flow, errors, showFaults }: QuestionViewProps) {
  const { t, loadMessages } = useTexts();
  const operator = useOperator();
  const { draft } = flow;
  const { answers } = draft;
  const Question = step === 'kind' ? KindStep : laterPages()?.questions[step];

  const goOn = async (): Promise<void> => {
    void flow.flush();
    const judge = await loadLaterPages(loadMessages).then(
      (later) => later.judge,
      () => undefined,
    );
    const [firstField] = STEP_FIELDS[step];
    if (!judge)
      return showFaults(firstField ? [{ fieldId: fieldId(firstField), text: t('status.pageFailed') }] : []);
    const violations = judge(step, answers, operator.descriptionMaxLength);
    showFaults(
      STEP_FIELDS[step].flatMap((field) =>
        violations
          .filter((violation) => violation.field === field)
          .map((violation) => ({ fieldId: fieldId(field), text: violationText(t, violation) })),
      ),
    );
    const next = thenReview ? 'review' : pageAfter(step, answers.kind);
    if (violations.length === 0 && next) navigate(pathOfStep(draft.id, next));
  };

  return (
    <>
      <Details summary={t('flow.why')}>
        <p>{t(whyOf(step, answers.kind))}</p>
      </Details>
      <form
        class="flow-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void goOn();
        }}
      >
        {Question && (
          <Question
            answers={answers}
            change={flow.change}
            errorOf={(field) => errors.find((error) => error.fieldId === fieldId(field))?.text}
            operator={operator}
          />
        )}
        <div class="actions">
          <Button kind="primary" type="submit">
            {t('flow.continue')}
          </Button>
          <LeaveLink flow={flow} />
        </div>
      </form>
    </>
  );
}

/** The reason, true for the kind: what the law wants of a petition it does not want of thanks. */
function whyOf(step: Step, kind: ApplicationKind | undefined): MessageKey {
  if (step === 'identity' && !isRequired('identityNumber', kind)) return 'flow.identity.whyNameOnly';
  if (step === 'contact' && isRequired('phone', kind)) return 'flow.contact.whyPhone';
  if (step === 'contact' && !isRequired('addressText', kind)) return 'flow.contact.whyOptional';
  return `flow.${step}.why`;
}
