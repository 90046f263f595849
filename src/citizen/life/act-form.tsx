// The form of one thing that a citizen does in a case. What is typed is kept on the device at every change, like a draft.

import { useRef, useState } from 'preact/hooks';
import { codePointCount, isVisible, normaliseText } from '../../domain/text.ts';
import { ACT_TEXT_LIMITS, isTold, isToldOrWritten } from '../../domain/thread-act.ts';
import type { Violation } from '../../domain/violation.ts';
import { Button } from '../../ui/button/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog/confirm-dialog.tsx';
import type { SummarizedError } from '../../ui/error-summary/error-summary.tsx';
import { useNote } from '../../ui/live-region/use-note.ts';
import { RadioGroup } from '../../ui/radio-group/radio-group.tsx';
import { TextArea } from '../../ui/text-area/text-area.tsx';
import { Unkept } from '../acts/unkept.tsx';
import { useActWriting } from '../acts/use-act-writing.ts';
import { StoreFailure } from '../shell/store-failure.tsx';
import { useTexts } from '../shell/texts.tsx';
import type { CaseActRecord } from './parts.ts';
import { SCORES, scoreWords } from './score.ts';
import { useFiles } from './use-files.ts';

export interface ActFormProps {
  record: CaseActRecord;
  takesFocus: { current: boolean };
  onFault: (error: SummarizedError | undefined) => void;
  /** Sent, or given up. */
  onDone: () => void;
}

type Field = 'text' | 'reason' | 'score';
type Asked = 'drop' | 'send';

export function ActForm({ record, takesFocus, onFault, onDone }: ActFormProps) {
  const { t } = useTexts();
  const { kind } = record.act;
  const idOf = (field: Field): string => `life-${field}-${record.id}`;
  /** What cannot be undone is asked about. */
  const isFinal = kind === 'withdrawal' || kind === 'erasure';
  const isReasoned = isFinal || kind === 'rating';
  const textField = isReasoned ? 'reason' : 'text';
  const [errors, setErrors] = useState<Partial<Record<Field, string>>>({});
  const [asked, setAsked] = useState<Asked>();
  const [note, say] = useNote();

  const refuse = ([violation]: readonly Violation[]): void => {
    const field: Field = violation?.field === 'score' ? 'score' : textField;
    const wrong = wordsOfViolation(violation, field);
    setErrors({ [field]: wrong });
    onFault({ fieldId: idOf(field), text: wrong });
  };
  const takesFiles = isToldOrWritten(record.act);
  const media = useFiles(takesFiles);
  const isBusy = useRef(false);
  const { act, type, keep, send, drop, failure } = useActWriting(record, {
    takesFocus,
    firstId: idOf(kind === 'rating' ? 'score' : textField),
    onWrong: refuse,
    onElsewhere: () => say(t('life.act.elsewhere')),
    onIncomplete: () => say(t('life.act.incomplete')),
    onDone,
  });
  const typed = act[textField] ?? '';
  const score = act.kind === 'rating' ? act.score : undefined;

  function wordsOfViolation(violation: Violation | undefined, field: Field): string {
    if (field === 'score') return t('life.error.score');
    switch (violation?.code) {
      case 'too-long':
        return t('life.error.too-long', { max: ACT_TEXT_LIMITS[field], length: codePointCount(typed) });
      case 'forbidden-characters':
        return t('life.error.forbidden-characters');
      default:
        return t(takesFiles ? 'life.error.told' : 'life.error.required');
    }
  }
  const confirm = (): void => {
    setAsked(undefined);
    void (asked === 'send' ? send() : drop());
  };
  const { attachments = [] } = act;
  const isEmpty =
    !isVisible(normaliseText(typed)) && score === undefined && attachments.length === 0 && !isBusy.current;
  const press = (): void => {
    if (isFinal) setAsked('send');
    else if (isBusy.current) say(t('life.act.busy'));
    else void send();
  };
  return (
    <>
      <Unkept onSend={press}>
        {kind === 'rating' && (
          <RadioGroup
            id={idOf('score')}
            name={idOf('score')}
            legend={t('life.rating.score')}
            error={errors.score}
            errorPrefix={t('ui.errorPrefix')}
            value={score === undefined ? undefined : String(score)}
            options={SCORES.map((one) => ({ value: String(one), label: scoreWords(one, t) }))}
            onChange={(chosen) => type({ score: Number(chosen) })}
          />
        )}
        <TextArea
          id={idOf(textField)}
          label={t(`life.${kind}.field`)}
          hint={t(isReasoned ? 'life.form.optional' : 'life.form.kept')}
          errorPrefix={t('ui.errorPrefix')}
          error={errors[textField]}
          value={typed}
          rows={isReasoned ? 4 : 8}
          isRequired={!isReasoned && !isTold(act)}
          onInput={(text) => type({ [textField]: text })}
        />
        {takesFiles && media && (
          <media.ActFiles
            id={record.id}
            attachments={attachments}
            onChange={(changed) => keep({ attachments: changed })}
            onBusy={(is) => {
              isBusy.current = is;
            }}
          />
        )}
        <div class="actions">
          <Button kind={isFinal ? 'danger' : 'primary'} type="submit">
            {t(`life.${kind}.send`)}
          </Button>
          <Button kind="quiet" onPress={() => (isEmpty ? void drop() : setAsked('drop'))}>
            {t('life.form.drop')}
          </Button>
        </div>
      </Unkept>
      {note && <p>{note}</p>}
      <ConfirmDialog
        isOpen={asked !== undefined}
        title={t(isFinal && asked === 'send' ? `life.${kind}.title` : 'life.form.dropTitle')}
        body={t(isFinal && asked === 'send' ? `life.${kind}.body` : 'life.form.dropBody')}
        confirmLabel={t(isFinal && asked === 'send' ? `life.${kind}.confirm` : 'life.form.dropConfirm')}
        cancelLabel={t(isFinal && asked === 'send' ? `life.${kind}.keep` : 'life.form.dropKeep')}
        isDanger
        onConfirm={confirm}
        onCancel={() => setAsked(undefined)}
      />
      <StoreFailure reason={failure} />
    </>
  );
}
