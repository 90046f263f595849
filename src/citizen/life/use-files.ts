// What takes recordings and files in, brought when something is written with which they can go. Not by shell/use-brought.ts, which
// brings this part, too.

import { useEffect, useState } from 'preact/hooks';
import { useTexts } from '../shell/texts.tsx';

type Media = typeof import('../media/media.tsx');

/** @returns undefined until it has come; what is written goes without it */
export function useFiles(isNeeded: boolean): Media | undefined {
  const { locale } = useTexts();
  const [media, setMedia] = useState<Media>();
  useEffect(() => {
    if (!isNeeded || media) return;
    const bring = async (): Promise<void> => {
      const come = await import('../media/media.tsx');
      await come.prepare(locale);
      setMedia(come);
    };
    bring().catch(() => undefined);
  }, [isNeeded, media, locale]);
  return media;
}
