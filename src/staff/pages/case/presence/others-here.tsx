// Who else is in the case. Each is spoken of once a visit, politely; that somebody has gone is seen and not said.

import { useEffect, useRef } from 'preact/hooks';
import { useAnnounce } from '../../../../ui/live-region/live-region.tsx';
import { Notice } from '../../../../ui/notice/notice.tsx';
import { useTexts } from '../../../shell/texts.tsx';

export function OthersHere({ names }: { names: readonly string[] }) {
  const { t, tag } = useTexts();
  const announce = useAnnounce();
  const told = useRef(new Set<string>());
  useEffect(() => {
    const unheard = names.filter((name) => !told.current.has(name));
    for (const name of unheard) told.current.add(name);
    if (unheard.length > 0) announce(inWords(unheard));
  }, [names]);
  const inWords = (those: readonly string[]): string =>
    t('staff.presence.here', {
      names: new Intl.ListFormat(tag, { type: 'conjunction' }).format(those),
      count: those.length,
    });
  return names.length === 0 ? null : (
    <div data-print="no">
      <Notice>
        <p>{inWords(names)}</p>
        <p>{t('staff.presence.safe')}</p>
      </Notice>
    </div>
  );
}
