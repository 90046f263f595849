// The questions of a page: each with its reason and its controls, and the way on. "Devam et" judges this page only.

import { useRef } from 'preact/hooks';
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
import { type FlowPage, pathOfStep } from './slugs.ts';
import { KindStep } from './steps/kind-step.tsx';
import { fieldId, type Obstacle } from './steps/step.ts';

export interface QuestionViewProps extends FlowViewProps {
  /** One question, whose heading is the page's, or several, each with a heading of its own. */
  steps: readonly Step[];
  /** Where a page without faults leads. */
  next: FlowPage | undefined;
}

export function QuestionView({ steps, next, flow, errors, showFaults }: QuestionViewProps) {
  const { t, loadMessages } = useTexts();
  const operator = useOperator();
  const { draft } = flow;
  const { answers } = draft;
  const fields = steps.flatMap((step) => STEP_FIELDS[step]);

  const obstacles = useRef(new Map<string, Obstacle>());
  // Whoever obstructs may have begun before they were shown.
  const shown = useRef(errors);
  shown.current = errors;

  const obstruct = (by: string, found: Obstacle | undefined): void => {
    const before = obstacles.current.get(by);
    // Of each step of what goes on it is said again.
    if (before?.text === found?.text) return;
    // What was said of it is not true any more.
    if (shown.current.some((error) => error === before)) showFaults([]);
    if (found) obstacles.current.set(by, found);
    else obstacles.current.delete(by);
  };

  const goOn = async (): Promise<void> => {
    void flow.flush();
    if (obstacles.current.size > 0) return showFaults([...obstacles.current.values()]);
    const later = await loadLaterPages(loadMessages).catch(() => undefined);
    const [firstField] = fields;
    if (!later)
      return showFaults(firstField ? [{ fieldId: fieldId(firstField), text: t('status.pageFailed') }] : []);
    const violations = steps.flatMap((step) => later.judge(step, answers, operator.descriptionMaxLength));
    showFaults(
      fields.flatMap((field) =>
        violations
          .filter((violation) => violation.field === field)
          .map((violation) => ({ fieldId: fieldId(field), text: later.violationText(t, violation) })),
      ),
    );
    if (violations.length === 0 && next) navigate(pathOfStep(draft.id, next));
  };

  return (
    <form
      // The draft keeps what is written; the browser's own files shall not (tests/e2e/at-rest.test.ts).
      autocomplete="off"
      class="flow-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void goOn();
      }}
    >
      {steps.map((step) => {
        const Question = step === 'kind' ? KindStep : laterPages()?.questions[step];
        return (
          <section key={step} class="flow-question">
            {steps.length > 1 && <h2>{t(`flow.${step}.heading`)}</h2>}
            <Details summary={t('flow.why')}>
              <p>{t(whyOf(step, answers.kind))}</p>
            </Details>
            {Question && (
              <Question
                draftId={draft.id}
                answers={answers}
                change={flow.change}
                errorOf={(field) => errors.find((error) => error.fieldId === fieldId(field))?.text}
                obstruct={obstruct}
                operator={operator}
                Heading={steps.length > 1 ? 'h3' : 'h2'}
              />
            )}
          </section>
        );
      })}
      <div class="actions">
        <Button kind="primary" type="submit">
          {t('flow.continue')}
        </Button>
        <LeaveLink flow={flow} />
      </div>
    </form>
  );
}

/** The reason, true for the kind: what the law wants of a petition it does not want of thanks. */
function whyOf(step: Step, kind: ApplicationKind | undefined): MessageKey {
  if (step === 'identity' && !isRequired('identityNumber', kind)) return 'flow.identity.whyNameOnly';
  if (step === 'contact' && isRequired('phone', kind)) return 'flow.contact.whyPhone';
  if (step === 'contact' && !isRequired('addressText', kind)) return 'flow.contact.whyOptional';
  return `flow.${step}.why`;
}
