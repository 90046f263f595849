// The citizen records again what was put into writing wrongly. What is recorded is kept on the device as it grows, and part
// of the answer before it is sent.

import { useEffect, useRef, useState } from 'preact/hooks';
import type { Attachment } from '../../domain/attachment.ts';
import { readAttachmentLimits } from '../../domain/attachment-limits.ts';
import { recoverRecordings } from '../../media/recovery.ts';
import { dropAct, saveAct, sendAct } from '../../offline/act-writing.ts';
import { browserSavesData } from '../../offline/connection.ts';
import { listRecordings } from '../../offline/recordings.ts';
import { hurry } from '../../offline/sync.ts';
import { readUploadSettings } from '../../offline/upload-acts.ts';
import { Button } from '../../ui/button/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog/confirm-dialog.tsx';
import { FieldError } from '../../ui/field/field.tsx';
import { useNote } from '../../ui/live-region/use-note.ts';
import { StoreFailure } from '../shell/store-failure.tsx';
import { useTexts } from '../shell/texts.tsx';
import { useOperator } from '../shell/use-operator.ts';
import { useStoreAct } from '../shell/use-store-act.ts';
import { useStored } from '../shell/use-stored.ts';
import type { ActEditorProps } from './act-editor.ts';
import { attachToDraftedAct, useManifest } from './manifest.ts';
import { Recorder } from './recorder.tsx';
import { Takes } from './takes.tsx';

export function NewRecording({ record, kind, takesFocus, onFault, onDone }: ActEditorProps) {
  const { t, locale } = useTexts();
  const operator = useOperator();
  const records = useStored(listRecordings);
  const settings = useStored(readUploadSettings);
  const recorderId = `recorder-${record.act.attachmentId}`;
  const [attachments, setAttachments] = useState<Attachment[]>(record.act.attachments ?? []);
  const isBusy = useRef(false);
  const [error, setError] = useState<string>();
  const [isAsked, setIsAsked] = useState(false);
  const [note, say] = useNote();
  const { failure, run } = useStoreAct();

  const keep = (changed: Attachment[]): Promise<void> => {
    setAttachments(changed);
    return run(async () => {
      await saveAct(record.id, { attachments: changed });
    });
  };
  const manifest = useManifest(record.id, attachments, (changed) => void keep(changed), attachToDraftedAct);
  useEffect(() => {
    if (takesFocus.current) document.getElementById(recorderId)?.focus();
    takesFocus.current = false;
    // What a kill or a call has cut off is a part like any other; a store that cannot be read is told of by the page.
    recoverRecordings(
      record.id,
      manifest.newest().map(({ id }) => id),
    ).then(manifest.add, () => undefined);
  }, []);

  const refuse = (wrong: string): void => {
    setError(wrong);
    onFault({ fieldId: recorderId, text: wrong });
  };
  const send = (): Promise<void> =>
    run(async () => {
      if (isBusy.current) return refuse(t('media.text.error.busy'));
      if (manifest.newest().length === 0) return refuse(t('media.text.error.recording'));
      const act = { ...record.act, attachments: [...manifest.newest()] };
      const sent = await sendAct({ ...record, act }, locale);
      if (sent.ok) {
        onDone();
        void hurry();
      } else if (sent.reason === 'gone') say(t('media.text.elsewhere'));
      else refuse(t(sent.reason === 'incomplete' ? 'media.text.error.busy' : 'media.text.error.recording'));
    });
  const drop = (): Promise<void> => {
    setIsAsked(false);
    return run(async () => {
      await dropAct(record.id);
      onDone();
    });
  };
  return (
    <>
      <p>{t('media.text.recordLead')}</p>
      <FieldError id={recorderId} error={error} errorPrefix={t('ui.errorPrefix')} />
      <Recorder
        kind={kind}
        id={recorderId}
        draftId={record.id}
        limits={readAttachmentLimits(operator.attachments)}
        savesData={browserSavesData() || (settings.state === 'ready' && settings.value.saveData)}
        count={attachments.length}
        hasTake={attachments.length > 0}
        onRecorded={(attachment) => void manifest.attach(attachment)}
        onBusy={(is) => {
          isBusy.current = is;
        }}
      />
      <Takes
        id={`takes-${record.act.attachmentId}`}
        attachments={attachments}
        records={records.state === 'ready' ? records.value : []}
        onRemove={manifest.remove}
        Heading="h4"
      />
      <div class="actions">
        <Button onPress={() => void send()}>{t('media.text.sendRecording')}</Button>
        <Button
          kind="quiet"
          onPress={() => (attachments.length === 0 && !isBusy.current ? void drop() : setIsAsked(true))}
        >
          {t('media.text.dropRecording')}
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
      <StoreFailure reason={failure} />
    </>
  );
}
