// What an officer can do in a case beside answering it: only what is possible as it stands and allowed to them is offered, and
// what is looked for and not there says why. One form is open at a time, under the buttons.

import { useEffect, useRef, useState } from 'preact/hooks';
import type { StaffActionKind } from '../../../../domain/staff-action.ts';
import type { StaffSession } from '../../../../domain/wire-staff.ts';
import { Button } from '../../../../ui/button/button.tsx';
import type { SummarizedError } from '../../../../ui/error-summary/error-summary.tsx';
import { Notice } from '../../../../ui/notice/notice.tsx';
import { StatusBanner } from '../../../../ui/status-banner/status-banner.tsx';
import { actionButtonId, type ImmediateKind, isImmediate } from '../../../actions/action-forms.ts';
import { judgeAction } from '../../../actions/judge-action.ts';
import { KeyHint } from '../../../keys/key-hint.tsx';
import { useTexts } from '../../../shell/texts.tsx';
import { ActionForm, ConfirmAction, Trouble } from './action-form.tsx';
import type { InstitutionChoiceProps } from './institution-choice.tsx';
import type { PlaceChoiceProps } from './place-choice.tsx';
import type { SuggestionsProps } from './suggestions.tsx';
import { type Doing, type Done, useActions } from './use-actions.ts';
import { offeredActions, whyNot } from './why-not.ts';

export interface ActionsProps
  extends Doing,
    Pick<InstitutionChoiceProps, 'onReadInstitutions'>,
    Pick<SuggestionsProps, 'onReadSuggestions'>,
    Pick<PlaceChoiceProps, 'onReadPlaces'> {
  session: StaffSession;
  /** What keeps the open action from being done, since the last press. */
  errors: readonly SummarizedError[];
  /** What would keep it after a change; only what was said before is said on. */
  onJudgedAgain: (errors: readonly SummarizedError[]) => void;
  now: () => number;
}

export function Actions(props: ActionsProps) {
  const { staffCase, session, errors, onErrors, now } = props;
  const { t } = useTexts();
  const doing = useActions(props);
  const { open, trouble } = doing;
  const { life } = staffCase;
  if (!life) return null;
  const offered = offeredActions(staffCase, session);
  const reasons = whyNot(staffCase, session, now());
  // What is being written is not taken off the screen when it has become impossible: the press tells.
  const isStillOpen = open !== undefined && (offered.includes(open) || doing.draft.text !== '');
  if (offered.length === 0 && reasons.length === 0 && !isStillOpen && !doing.done) return null;
  return (
    <section class="case-actions stack" aria-labelledby="actions">
      <h2 id="actions" tabIndex={-1}>
        {t('staff.action.heading')}
      </h2>
      {doing.done ? <DoneBanner key={doing.done.id} done={doing.done} /> : null}
      <ul class="case-action-list">
        {offered.map((kind) => (
          <li key={kind}>
            <ActionButton kind={kind} onPress={() => doing.begin(kind)} />
          </li>
        ))}
      </ul>
      {reasons.length > 0 ? (
        <Notice>
          {reasons.map((reason) => (
            <p key={reason}>{t(`staff.action.not.${reason}`)}</p>
          ))}
        </Notice>
      ) : null}
      {open === undefined || !isStillOpen ? null : isImmediate(open) ? (
        <Immediate kind={open} doing={doing} replyId={life.draft?.replyId} />
      ) : (
        <ActionForm
          key={open}
          kind={open}
          staffCase={staffCase}
          draft={doing.draft}
          onChange={doing.change}
          onSend={doing.send}
          onClose={doing.close}
          isSending={doing.isSending}
          trouble={trouble}
          errors={errors}
          onErrors={onErrors}
          onJudgedAgain={props.onJudgedAgain}
          onReadInstitutions={props.onReadInstitutions}
          onReadSuggestions={props.onReadSuggestions}
          onReadPlaces={props.onReadPlaces}
        />
      )}
    </section>
  );
}

function ActionButton({ kind, onPress }: { kind: StaffActionKind; onPress: () => void }) {
  const { t } = useTexts();
  return (
    <Button id={actionButtonId(kind)} onPress={onPress}>
      {t(`staff.action.${kind}`)}
      <KeyHint name={kind} />
    </Button>
  );
}

interface ImmediateProps {
  kind: ImmediateKind;
  doing: ReturnType<typeof useActions>;
  replyId: string | undefined;
}

/** Nothing to fill in: the question, and what came of it when it failed. */
function Immediate({ kind, doing, replyId }: ImmediateProps) {
  const { t } = useTexts();
  const [isAsking, setAsking] = useState(true);
  const send = (): void => {
    setAsking(false);
    const judged = judgeAction(kind, doing.draft, kind === 'approve' ? replyId : undefined, t);
    if (judged.ok) doing.send(judged.action);
  };
  return (
    <>
      {doing.trouble ? (
        <>
          <Trouble trouble={doing.trouble} />
          <Button onPress={send}>{t('staff.action.again')}</Button>
        </>
      ) : null}
      <ConfirmAction kind={kind} onConfirm={send} onCancel={doing.close} isOpen={isAsking} />
    </>
  );
}

/** Takes the focus: the form in which it stood is gone. */
function DoneBanner({ done: { words } }: { done: Done }) {
  const { t } = useTexts();
  const element = useRef<HTMLElement>(null);
  useEffect(() => element.current?.focus(), []);
  return (
    <section class="case-outcome" ref={element} tabIndex={-1} aria-label={t('staff.action.doneTitle')}>
      <StatusBanner kind="success" title={t('staff.action.doneTitle')} headingLevel={3}>
        <p>{words}</p>
      </StatusBanner>
    </section>
  );
}
