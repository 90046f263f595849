// Files that were not taken in wholly, because the page or the phone went out meanwhile: told by name until their owner has
// chosen them again, or goes on without them.

import { deleteRecording, type RecordingRecord } from '../../offline/recordings.ts';
import { Button } from '../../ui/button/button.tsx';
import { Notice } from '../../ui/notice/notice.tsx';
import { VisuallyHidden } from '../../ui/visually-hidden/visually-hidden.tsx';
import { StoreFailure } from '../shell/store-failure.tsx';
import { useTexts } from '../shell/texts.tsx';
import { useStoreAct } from '../shell/use-store-act.ts';
import { nameInSentence } from './name-in-sentence.ts';

export interface CutOffProps {
  /** Where they are chosen. */
  fieldId: string;
  records: readonly RecordingRecord[];
}

export function CutOff({ fieldId, records }: CutOffProps) {
  const { t, locale } = useTexts();
  const { failure, run } = useStoreAct();
  const forget = (id: string): Promise<void> =>
    run(async () => {
      await deleteRecording(id);
      document.getElementById(fieldId)?.focus();
    });
  if (records.length === 0) return null;
  return (
    <Notice kind="warning">
      <p>
        <strong>{t('media.cutOff.heading')}</strong>
      </p>
      <ul class="media-outcomes">
        {records.map(({ id, kind, name = t(`attachment.${kind}`) }) => (
          <li key={id}>
            <p>{t('media.cutOff.file', { name: nameInSentence(name, locale) })}</p>
            <Button kind="quiet" onPress={() => void forget(id)}>
              {t('media.cutOff.without')}
              <VisuallyHidden>{`: ${name}`}</VisuallyHidden>
            </Button>
          </li>
        ))}
      </ul>
      <StoreFailure reason={failure} />
    </Notice>
  );
}
