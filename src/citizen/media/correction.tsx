// The citizen corrects the text of their recording. What is typed is kept on the device at every change, like a draft.

import { useState } from 'preact/hooks';
import { CUE_LIMITS } from '../../domain/cue.ts';
import { codePointCount, normaliseText } from '../../domain/text.ts';
import type { Violation } from '../../domain/violation.ts';
import type { Translate } from '../../i18n/translate.ts';
import { Button } from '../../ui/button/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog/confirm-dialog.tsx';
import { useNote } from '../../ui/live-region/use-note.ts';
import { TextArea } from '../../ui/text-area/text-area.tsx';
import { Unkept } from '../acts/unkept.tsx';
import { useActWriting } from '../acts/use-act-writing.ts';
import { StoreFailure } from '../shell/store-failure.tsx';
import { useTexts } from '../shell/texts.tsx';
import type { ActEditorProps } from './act-editor.ts';

export function Correction({ record, original, takesFocus, onFault, onDone }: ActEditorProps) {
  const { t } = useTexts();
  const fieldId = `correction-${record.act.attachmentId}`;
  const [error, setError] = useState<string>();
  const [isAsked, setIsAsked] = useState(false);
  const [note, say] = useNote();
  const { act, type, send, drop, failure } = useActWriting(record, {
    takesFocus,
    firstId: fieldId,
    onWrong(violations) {
      const wrong = violationWords(violations, text, t);
      setError(wrong);
      onFault({ fieldId, text: wrong });
    },
    onElsewhere: () => say(t('media.text.elsewhere')),
    onIncomplete: () => say(t('media.text.error.busy')),
    onDone,
  });
  const { text = '' } = act;
  const giveUp = (): void => {
    setIsAsked(false);
    void drop();
  };
  const isSame = normaliseText(text) === normaliseText(original);
  return (
    <>
      <Unkept onSend={() => void send()}>
        <TextArea
          id={fieldId}
          label={t('media.text.field')}
          hint={t('media.text.fieldHint')}
          errorPrefix={t('ui.errorPrefix')}
          error={error}
          value={text}
          rows={10}
          isRequired
          onInput={(typed) => type({ text: typed })}
        />
        <div class="actions">
          <Button type="submit">{t('media.text.send')}</Button>
          <Button kind="quiet" onPress={() => (isSame ? giveUp() : setIsAsked(true))}>
            {t('media.text.drop')}
          </Button>
        </div>
      </Unkept>
      {note && <p>{note}</p>}
      <ConfirmDialog
        isOpen={isAsked}
        title={t('media.text.dropTitle')}
        body={t('media.text.dropBody')}
        confirmLabel={t('media.text.dropConfirm')}
        cancelLabel={t('media.text.dropKeep')}
        isDanger
        onConfirm={giveUp}
        onCancel={() => setIsAsked(false)}
      />
      <StoreFailure reason={failure} />
    </>
  );
}

function violationWords([violation]: readonly Violation[], text: string, t: Translate): string {
  switch (violation?.code) {
    case 'too-long':
      return t('media.text.error.too-long', { max: CUE_LIMITS.wholeText, length: codePointCount(text) });
    case 'forbidden-characters':
      return t('media.text.error.forbidden-characters');
    default:
      return t('media.text.error.required');
  }
}
