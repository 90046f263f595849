// What an action has brought, for ears and eyes: announced once, and standing on the page until the next one, in the
// language in which the page is read then: the console changes its language around whatever stands there.

import { useState } from 'preact/hooks';
import type { MessageKey, Translate } from '../../i18n/translate.ts';
import { useAnnounce } from '../../ui/live-region/live-region.tsx';
import { useTexts } from './texts.tsx';

/** Words that can be said again in another language; a key where they have no parameters. */
export type InWords = MessageKey | ((t: Translate) => string);

/** @returns what was said last, and the way to say something else; undefined takes it away */
export function useSaid(): [note: string, say: (words: InWords | undefined) => void] {
  const { t } = useTexts();
  const announce = useAnnounce();
  // In a box: a function that is given to a setter would be called.
  const [said, setSaid] = useState<{ words: InWords }>();
  const render = (words: InWords): string => (typeof words === 'string' ? t(words) : words(t));
  return [
    said ? render(said.words) : '',
    (words) => {
      setSaid(words === undefined ? undefined : { words });
      if (words !== undefined) announce(render(words));
    },
  ];
}
