// Recording, files and their sending: large, and needed by few at once. Brought when a page first has use for them; the
// worker keeps them after the shell, so that they are there offline (src/sw/app-files.ts, the group `media`).

import { useEffect, useState } from 'preact/hooks';
import { useTexts } from './texts.tsx';

type Media = Omit<typeof import('../media/media.tsx'), 'prepare'>;

let brought: Media | undefined;

/** @returns undefined until they have come; where they cannot be had, all that is written works without them */
export function useMedia(isNeeded: unknown = true): Media | undefined {
  const { locale } = useTexts();
  const [media, setMedia] = useState(brought);
  useEffect(() => {
    if (!isNeeded || media) return;
    const bring = async (): Promise<void> => {
      const { prepare, Telling, Topics, Additions, ThreadMedia, AnswerMedia, MediaSettings } = await import(
        '../media/media.tsx'
      );
      await prepare(locale);
      brought = { Telling, Topics, Additions, ThreadMedia, AnswerMedia, MediaSettings };
      setMedia(brought);
    };
    bring().catch(() => undefined);
  }, [isNeeded, media, locale]);
  return media;
}
