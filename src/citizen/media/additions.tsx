// What is added to what was told: photos, documents and other files.

import { readAttachmentLimits } from '../../domain/attachment-limits.ts';
import { browserSavesData } from '../../offline/connection.ts';
import { listRecordings } from '../../offline/recordings.ts';
import { readUploadSettings } from '../../offline/upload-acts.ts';
import { fieldId, type StepProps } from '../pages/flow/steps/step.ts';
import { useTexts } from '../shell/texts.tsx';
import { useStored } from '../shell/use-stored.ts';
import { Files } from './files.tsx';
import { attachToDraft, useManifest } from './manifest.ts';

export function Additions({ answers, change, errorOf, obstruct, operator, draftId }: StepProps) {
  const { t } = useTexts();
  const { attachments = [] } = answers;
  const records = useStored(listRecordings);
  const settings = useStored(readUploadSettings);
  const id = fieldId('attachments');
  const manifest = useManifest(
    draftId,
    attachments,
    (changed) => change({ attachments: changed }),
    attachToDraft,
  );
  return (
    <Files
      id={id}
      error={errorOf('attachments')}
      draftId={draftId}
      limits={readAttachmentLimits(operator.attachments)}
      savesData={browserSavesData() || (settings.state === 'ready' && settings.value.saveData)}
      attachments={attachments}
      records={records.state === 'ready' ? records.value : []}
      manifest={manifest}
      onHeld={(held) => obstruct('files', held && { fieldId: id, text: t(`media.file.error.${held}`) })}
    />
  );
}
