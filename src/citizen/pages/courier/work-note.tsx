// In a flood the phone works for its place in the line (docs/decisions/0044), which takes an old one long enough to be wondered at. Then
// it says so, once, and that there is nothing to do, until what waits has moved.

import { useEffect, useState } from 'preact/hooks';
import { onChange } from '../../../offline/changes.ts';
import { useAnnounce } from '../../../ui/live-region/live-region.tsx';
import { useTexts } from '../../shell/texts.tsx';

export function WorkNote() {
  const { t } = useTexts();
  const announce = useAnnounce();
  const [isLong, setIsLong] = useState(false);
  useEffect(
    () =>
      onChange(({ kind }) => {
        if (kind === 'outbox') setIsLong(false);
        if (kind !== 'work') return;
        setIsLong(true);
        // Where several wait, each shows it, and it is spoken once.
        announce(t('courier.working'), { matter: 'work' });
      }),
    [announce, t],
  );
  return isLong ? <p>{t('courier.working')}</p> : null;
}
