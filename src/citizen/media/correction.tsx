// The citizen corrects the text of their recording. What is typed is kept on the device at every change, like a draft.

import { useEffect, useState } from 'preact/hooks';
import { CUE_LIMITS } from '../../domain/cue.ts';
import { codePointCount, normaliseText } from '../../domain/text.ts';
import type { Violation } from '../../domain/violation.ts';
import type { Translate } from '../../i18n/translate.ts';
import { dropAct, saveAct, sendAct } from '../../offline/act-writing.ts';
import { createAutosave } from '../../offline/autosave.ts';
import { StorageFault, type StorageFaultReason } from '../../offline/storage-fault.ts';
import { hurry } from '../../offline/sync.ts';
import { Button } from '../../ui/button/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog/confirm-dialog.tsx';
import { useNote } from '../../ui/live-region/use-note.ts';
import { TextArea } from '../../ui/text-area/text-area.tsx';
import { StoreFailure } from '../shell/store-failure.tsx';
import { useTexts } from '../shell/texts.tsx';
import { useStoreAct } from '../shell/use-store-act.ts';
import type { ActEditorProps } from './act-editor.ts';

type Saved = { ok: true } | { ok: false; reason: StorageFaultReason };

export function Correction({ record, original, takesFocus, onFault, onDone }: ActEditorProps) {
  const { t, locale } = useTexts();
  const fieldId = `correction-${record.act.attachmentId}`;
  const [text, setText] = useState(record.act.text ?? '');
  const [error, setError] = useState<string>();
  const [isAsked, setIsAsked] = useState(false);
  const [unsaved, setUnsaved] = useState<StorageFaultReason>();
  const [note, say] = useNote();
  const { failure, run } = useStoreAct();
  const [autosave] = useState(() =>
    createAutosave<string, Saved>(
      (typed) => save(record.id, typed),
      (saved) => setUnsaved(saved.ok ? undefined : saved.reason),
    ),
  );
  useEffect(() => {
    if (takesFocus.current) document.getElementById(fieldId)?.focus();
    takesFocus.current = false;
    // A page that is put away may not come back.
    const flush = (): void => void autosave.flush();
    document.addEventListener('visibilitychange', flush);
    return () => {
      document.removeEventListener('visibilitychange', flush);
      flush();
    };
  }, []);

  const type = (typed: string): void => {
    setText(typed);
    autosave.change(typed);
  };
  const send = (): Promise<void> =>
    run(async () => {
      await autosave.flush();
      const sent = await sendAct({ ...record, act: { ...record.act, text } }, locale);
      if (sent.ok) {
        onDone();
        void hurry();
      } else if (sent.violations) {
        const wrong = violationWords(sent.violations, text, t);
        setError(wrong);
        onFault({ fieldId, text: wrong });
      } else say(t('media.text.elsewhere'));
    });
  const drop = (): Promise<void> => {
    setIsAsked(false);
    return run(async () => {
      await autosave.flush();
      await dropAct(record.id);
      onDone();
    });
  };
  const isSame = normaliseText(text) === normaliseText(original);
  return (
    <>
      <TextArea
        id={fieldId}
        label={t('media.text.field')}
        hint={t('media.text.fieldHint')}
        errorPrefix={t('ui.errorPrefix')}
        error={error}
        value={text}
        rows={10}
        isRequired
        onInput={type}
      />
      <div class="actions">
        <Button onPress={() => void send()}>{t('media.text.send')}</Button>
        <Button kind="quiet" onPress={() => (isSame ? void drop() : setIsAsked(true))}>
          {t('media.text.drop')}
        </Button>
      </div>
      {note && <p>{note}</p>}
      <ConfirmDialog
        isOpen={isAsked}
        title={t('media.text.dropTitle')}
        body={t('media.text.dropBody')}
        confirmLabel={t('media.text.dropConfirm')}
        cancelLabel={t('media.text.dropKeep')}
        isDanger
        onConfirm={() => void drop()}
        onCancel={() => setIsAsked(false)}
      />
      <StoreFailure reason={failure ?? unsaved} />
    </>
  );
}

async function save(id: string, text: string): Promise<Saved> {
  try {
    await saveAct(id, { text });
    return { ok: true };
  } catch (fault) {
    if (fault instanceof StorageFault) return { ok: false, reason: fault.reason };
    throw fault;
  }
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
