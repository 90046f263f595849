// Recordings and files that go with something the citizen writes into a case, as they go with an application: kept on the device
// as they grow, named by what is prepared before anything can sweep them, sent after its text.

import { useEffect, useRef } from 'preact/hooks';
import type { Attachment } from '../../domain/attachment.ts';
import { readAttachmentLimits } from '../../domain/attachment-limits.ts';
import { recoverRecordings } from '../../media/recovery.ts';
import { browserSavesData } from '../../offline/connection.ts';
import { listRecordings } from '../../offline/recordings.ts';
import { readUploadSettings } from '../../offline/upload-acts.ts';
import { Details } from '../../ui/details/details.tsx';
import { useTexts } from '../shell/texts.tsx';
import { useOperator } from '../shell/use-operator.ts';
import { useStored } from '../shell/use-stored.ts';
import { Files } from './files.tsx';
import { attachToDraftedAct, useManifest } from './manifest.ts';
import { Recorder } from './recorder.tsx';
import { Takes } from './takes.tsx';

export interface ActFilesProps {
  /** Of the act that is prepared. */
  id: string;
  attachments: readonly Attachment[];
  /** To be on the disk as soon as it can be. */
  onChange: (attachments: Attachment[]) => void;
  /** Whether something is being recorded, or a file read. */
  onBusy: (isBusy: boolean) => void;
}

const KINDS = ['voice', 'sign-video'] as const;

export function ActFiles({ id, attachments, onChange, onBusy }: ActFilesProps) {
  const { t } = useTexts();
  const operator = useOperator();
  const found = useStored(listRecordings);
  const settings = useStored(readUploadSettings);
  const manifest = useManifest(id, attachments, onChange, attachToDraftedAct);
  const busy = useRef(new Set<string>());
  useEffect(() => {
    // What a kill or a call has cut off is a part like any other; a store that cannot be read is told of by the page.
    const known = manifest.newest().map((one) => one.id);
    recoverRecordings(id, known).then(manifest.add, () => undefined);
  }, []);
  const shared = {
    draftId: id,
    limits: readAttachmentLimits(operator.attachments),
    savesData: browserSavesData() || (settings.state === 'ready' && settings.value.saveData),
  };
  const records = found.state === 'ready' ? found.value : [];
  const noteBusy = (kind: string, isBusy: boolean): void => {
    if (isBusy) busy.current.add(kind);
    else busy.current.delete(kind);
    onBusy(busy.current.size > 0);
  };
  return (
    <div class="media-told media-act">
      <Files
        {...shared}
        id={`act-files-${id}`}
        error={undefined}
        attachments={attachments}
        records={records}
        manifest={manifest}
        onHeld={(held) => noteBusy('files', held === 'reading')}
      />
      <Details summary={t('media.act.record')}>
        <p>{t('media.act.recordLead')}</p>
        {KINDS.map((kind) => (
          <Recorder
            key={kind}
            {...shared}
            kind={kind}
            id={`act-${kind}-${id}`}
            count={attachments.length}
            hasTake={attachments.some((one) => one.kind === kind)}
            onRecorded={(attachment) => void manifest.attach(attachment)}
            onBusy={(isBusy) => noteBusy(kind, isBusy)}
          />
        ))}
      </Details>
      <Takes
        id={`act-takes-${id}`}
        attachments={attachments}
        records={records}
        onRemove={manifest.remove}
        Heading="h4"
      />
    </div>
  );
}
