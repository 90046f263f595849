// What is added to what was told: photos, documents and other files.

import { readAttachmentLimits } from '../../domain/attachment-limits.ts';
import { browserSavesData } from '../../offline/connection.ts';
import { listRecordings } from '../../offline/recordings.ts';
import { readUploadSettings } from '../../offline/upload-acts.ts';
import { fieldId, type StepProps } from '../pages/flow/steps/step.ts';
import { useTexts } from '../shell/texts.tsx';
import { useStored } from '../shell/use-stored.ts';
import { Files } from './files.tsx';

export function Additions({ answers, change, errorOf, obstruct, operator, draftId }: StepProps) {
  const { t } = useTexts();
  const { attachments = [] } = answers;
  const records = useStored(listRecordings);
  const settings = useStored(readUploadSettings);
  const id = fieldId('attachments');
  return (
    <Files
      id={id}
      error={errorOf('attachments')}
      draftId={draftId}
      limits={readAttachmentLimits(operator.attachments)}
      savesData={browserSavesData() || (settings.state === 'ready' && settings.value.saveData)}
      attachments={attachments}
      records={records.state === 'ready' ? records.value : []}
      onChange={(changed) => change({ attachments: changed })}
      onBusy={(isBusy) =>
        obstruct('files', isBusy ? { fieldId: id, text: t('media.file.error.busy') } : undefined)
      }
    />
  );
}
