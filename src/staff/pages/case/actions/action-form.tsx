// One action of an officer being prepared, under the button that opened it. What was typed belongs to the draft: the form can be
// closed and opened again at any time.

import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { OVERRIDE_REASON_LENGTH } from '../../../../domain/answer-limits.ts';
import { groundsFor } from '../../../../domain/case-ground.ts';
import { missingInText } from '../../../../domain/ending-in-kind.ts';
import type { StaffAction } from '../../../../domain/staff-action.ts';
import type { StaffCase } from '../../../../domain/wire-staff.ts';
import { Button } from '../../../../ui/button/button.tsx';
import { ConfirmDialog } from '../../../../ui/confirm-dialog/confirm-dialog.tsx';
import type { SummarizedError } from '../../../../ui/error-summary/error-summary.tsx';
import { RadioGroup } from '../../../../ui/radio-group/radio-group.tsx';
import { Select } from '../../../../ui/select/select.tsx';
import { StatusBanner } from '../../../../ui/status-banner/status-banner.tsx';
import { TextArea } from '../../../../ui/text-area/text-area.tsx';
import { TextField } from '../../../../ui/text-field/text-field.tsx';
import type { ActionDraft } from '../../../actions/action-drafts.ts';
import {
  ACTION_FORMS,
  type AskingKind,
  actionFieldId,
  asksFirst,
  type FilledKind,
  isWritten,
} from '../../../actions/action-forms.ts';
import { judgeAction } from '../../../actions/judge-action.ts';
import type { ActionTrouble } from '../../../actions/send-action.ts';
import { SignInLink } from '../../../shell/sign-in-link.tsx';
import { useTexts } from '../../../shell/texts.tsx';
import { groundInWords } from '../life/ground-words.ts';
import { InstitutionChoice, type InstitutionChoiceProps } from './institution-choice.tsx';
import { OpinionOf } from './opinion-of.tsx';
import { PlaceChoice, type PlaceChoiceProps } from './place-choice.tsx';
import { Suggestions, type SuggestionsProps } from './suggestions.tsx';

export interface ActionFormProps
  extends Pick<InstitutionChoiceProps, 'onReadInstitutions'>,
    Pick<SuggestionsProps, 'onReadSuggestions'>,
    Pick<PlaceChoiceProps, 'onReadPlaces'> {
  kind: FilledKind;
  staffCase: StaffCase;
  draft: ActionDraft;
  onChange: (change: Partial<ActionDraft>) => void;
  onSend: (action: StaffAction) => void;
  onClose: () => void;
  isSending: boolean;
  trouble: ActionTrouble | undefined;
  errors: readonly SummarizedError[];
  onErrors: (errors: readonly SummarizedError[]) => void;
  onJudgedAgain: (errors: readonly SummarizedError[]) => void;
}

/** From so many grounds on they are a list to unfold. */
const MANY_GROUNDS = 7;

export function ActionForm(props: ActionFormProps) {
  const { kind, staffCase, draft, onChange, onSend, onClose, isSending, trouble, errors, onErrors } = props;
  const { t } = useTexts();
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => heading.current?.focus(), [kind]);
  const [asked, setAsked] = useState<StaffAction>();
  const confirmed = useRef<string>(undefined);
  const { institution, ground } = ACTION_FORMS[kind];
  const errorOf = (
    field: 'institution' | 'unit' | 'amount' | 'text' | 'ground' | 'override',
  ): string | undefined => errors.find(({ fieldId }) => fieldId === actionFieldId(kind, field))?.text;

  // Whoever may not give the reason is not offered the action (why-not.ts).
  const needsReason = kind === 'not-examined' && missingInText(staffCase.formats).length > 0;
  const overrideReason = needsReason ? (draft.overrideReason ?? '') : undefined;

  const judge = () => judgeAction(kind, { ...draft, overrideReason }, staffCase.life?.draft?.replyId, t);
  useEffect(() => {
    if (errors.length === 0) return;
    const judged = judge();
    props.onJudgedAgain(judged.ok ? [] : judged.errors);
  }, [draft, t]);

  const press = (): void => {
    const judged = judge();
    onErrors(judged.ok ? [] : judged.errors);
    if (!judged.ok) return;
    if (!asksFirst(kind) || confirmed.current === JSON.stringify(judged.action)) onSend(judged.action);
    else setAsked(judged.action);
  };
  const confirm = (): void => {
    if (!asked) return;
    confirmed.current = JSON.stringify(asked);
    setAsked(undefined);
    onSend(asked);
  };

  return (
    <section class="case-action-form stack" aria-labelledby={`action-${kind}-heading`}>
      <h3 id={`action-${kind}-heading`} tabIndex={-1} ref={heading}>
        {t(`staff.action.${kind}.heading`)}
      </h3>
      <p>{t(`staff.action.${kind}.lead`)}</p>
      {kind === 'ask-opinion' ? <OpinionOf {...props} error={errorOf('unit')} /> : null}
      {institution && (kind !== 'ask-opinion' || draft.unitId === undefined) ? (
        <Elsewhere {...props} error={errorOf('institution')} />
      ) : null}
      {kind === 'place' ? (
        <PlaceChoice
          staffCase={staffCase}
          draft={draft}
          onChange={onChange}
          onReadPlaces={props.onReadPlaces}
        />
      ) : null}
      {ground ? <GroundChoice {...props} error={errorOf('ground')} /> : null}
      {ACTION_FORMS[kind].amount ? <AmountField {...props} error={errorOf('amount')} /> : null}
      {isWritten(kind) ? (
        <TextArea
          id={actionFieldId(kind, 'text')}
          label={t(`staff.action.${kind}.text`)}
          hint={t(`staff.action.${kind}.hint`)}
          error={errorOf('text')}
          errorPrefix={t('ui.errorPrefix')}
          value={draft.text}
          onInput={(given) => onChange({ text: given })}
          rows={5}
          isRequired
        />
      ) : null}
      {overrideReason === undefined ? null : (
        <TextArea
          id={actionFieldId(kind, 'override')}
          label={t('staff.answer.overridden')}
          hint={t('staff.answer.reasonHint', OVERRIDE_REASON_LENGTH)}
          error={errorOf('override')}
          errorPrefix={t('ui.errorPrefix')}
          value={overrideReason}
          onInput={(given) => onChange({ overrideReason: given })}
          rows={3}
          isRequired
        />
      )}
      {trouble ? <Trouble trouble={trouble} /> : null}
      <div class="cluster">
        <Button kind="primary" onPress={press} isDisabled={isSending}>
          {t(isSending ? 'staff.action.sending' : trouble ? 'staff.action.again' : `staff.action.${kind}.do`)}
        </Button>
        <Button onPress={onClose}>{t('staff.action.cancel')}</Button>
        <p class="quiet case-kept">{t('staff.action.kept')}</p>
      </div>
      {asksFirst(kind) ? (
        <ConfirmAction
          kind={kind}
          institution={draft.unit === undefined ? draft.institution : `${draft.institution}, ${draft.unit}`}
          onConfirm={confirm}
          onCancel={() => setAsked(undefined)}
          isOpen={asked !== undefined}
        />
      ) : null}
    </section>
  );
}

/** The institution, suggested or searched, and the unit that came with a suggestion. */
function Elsewhere(props: ActionFormProps & { error: string | undefined }) {
  const { kind, staffCase, draft, onChange, error } = props;
  const { t } = useTexts();
  const id = actionFieldId(kind, 'institution');
  return (
    <>
      {ACTION_FORMS[kind].institution === 'to' ? (
        <Suggestions
          applicationId={staffCase.applicationId}
          onReadSuggestions={props.onReadSuggestions}
          onChoose={({ institutionId, institution, unitId, unit }) => {
            onChange({ institutionId, institution, unitId: unitId ?? undefined, unit: unit ?? undefined });
            document.getElementById(id)?.focus();
          }}
        />
      ) : null}
      <InstitutionChoice
        id={id}
        label={t(kind === 'ask-opinion' ? 'staff.action.opinionOf' : 'staff.action.to')}
        error={error}
        chosen={draft}
        // A unit is of the institution with which it was suggested.
        onChange={(chosen) => onChange({ ...chosen, unitId: undefined, unit: undefined })}
        exceptName={staffCase.holder}
        onReadInstitutions={props.onReadInstitutions}
      />
      {draft.unit === undefined ? null : (
        <p>
          {`${t('staff.place.unit')}: `}
          <bdi lang="tr">{draft.unit}</bdi>
        </p>
      )}
    </>
  );
}

function AmountField({ kind, draft, onChange, error }: ActionFormProps & { error: string | undefined }) {
  const { t } = useTexts();
  return (
    <TextField
      id={actionFieldId(kind, 'amount')}
      label={t('staff.action.amount')}
      hint={t('staff.action.amountHint')}
      error={error}
      errorPrefix={t('ui.errorPrefix')}
      value={draft.amount ?? ''}
      onInput={(given) => onChange({ amount: given })}
      maxWidth="short"
      isRequired
    />
  );
}

function GroundChoice({
  kind,
  staffCase,
  draft,
  onChange,
  error,
}: ActionFormProps & { error: string | undefined }) {
  const { t } = useTexts();
  const id = actionFieldId(kind, 'ground');
  const grounds = groundsFor(staffCase.kind, staffCase.life?.question?.fee?.isForfeited);
  const choose = (value: string): void => onChange({ ground: grounds.find((one) => one === value) });
  const options = grounds.map((value) => ({ value, label: groundInWords(value, t) }));
  const errorPrefix = t('ui.errorPrefix');
  return grounds.length < MANY_GROUNDS ? (
    <RadioGroup
      id={id}
      name={id}
      legend={t('staff.action.ground')}
      value={draft.ground}
      options={options}
      onChange={choose}
      error={error}
      errorPrefix={errorPrefix}
    />
  ) : (
    <Select
      id={id}
      label={t('staff.action.ground')}
      value={draft.ground ?? ''}
      options={options}
      onChange={choose}
      placeholder={t('staff.action.choose')}
      maxWidth="long"
      error={error}
      errorPrefix={errorPrefix}
      isRequired
    />
  );
}

interface ConfirmActionProps {
  kind: AskingKind;
  /** To which it goes, where it goes to one. */
  institution?: string | undefined;
  onConfirm: () => void;
  onCancel: () => void;
  isOpen: boolean;
}

/** Says what cannot be undone about it. */
export function ConfirmAction({ kind, institution, onConfirm, onCancel, isOpen }: ConfirmActionProps) {
  const { t } = useTexts();
  return (
    <ConfirmDialog
      title={t(`staff.action.${kind}.heading`)}
      body={
        <div class="case-confirm">
          {institution === undefined ? null : (
            <p>
              {`${t('staff.action.to')}: `}
              <strong>
                <bdi lang="">{institution}</bdi>
              </strong>
              {'. '}
            </p>
          )}
          <p>{t(`staff.action.${kind}.final`)}</p>
        </div>
      }
      confirmLabel={t(`staff.action.${kind}.do`)}
      cancelLabel={t('staff.reply.confirmCancel')}
      onConfirm={onConfirm}
      onCancel={onCancel}
      isOpen={isOpen}
    />
  );
}

export function Trouble({ trouble }: { trouble: ActionTrouble }) {
  const { t } = useTexts();
  const isUnsure = trouble === 'unreachable';
  return (
    <StatusBanner
      kind="danger"
      title={t(isUnsure ? 'staff.action.unsureTitle' : 'staff.action.failedTitle')}
      headingLevel={3}
    >
      <p>{t(`staff.action.trouble.${trouble}`)}</p>
      {trouble === 'signedOut' ? <SignInLink /> : null}
    </StatusBanner>
  );
}
