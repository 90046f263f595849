// Whether what is written lies on the disk: a calm sentence, or a loud one with what to do. A failure is spoken once.

import { useEffect } from 'preact/hooks';
import { Button } from '../../../ui/button/button.tsx';
import { useAnnounce } from '../../../ui/live-region/live-region.tsx';
import { StatusBanner } from '../../../ui/status-banner/status-banner.tsx';
import { useTexts } from '../../shell/texts.tsx';
import { isFailure, type SaveState } from './draft-session.ts';

export function SaveNote({ saveState, onSaveAgain }: { saveState: SaveState; onSaveAgain: () => void }) {
  const { t } = useTexts();
  const announce = useAnnounce();
  const failure = isFailure(saveState) ? saveState : undefined;

  useEffect(() => {
    if (failure) announce(t(`flow.save.${failure}Title`), { assertive: true });
  }, [failure, announce, t]);

  if (failure) {
    return (
      <StatusBanner kind="problem" title={t(`flow.save.${failure}Title`)}>
        <p>{t(`flow.save.${failure}Body`)}</p>
        <Button kind="secondary" onPress={onSaveAgain}>
          {t('flow.save.again')}
        </Button>
      </StatusBanner>
    );
  }
  if (saveState !== 'saving' && saveState !== 'saved') return null;
  return <p class="flow-note">{t(`flow.save.${saveState}`)}</p>;
}
