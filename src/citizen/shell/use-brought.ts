// Parts that are large and needed by few at once: brought when a page first has use for them; the worker keeps them after
// the shell, so that they are there offline (src/sw/app-files.ts, the group `media`).

import { useEffect, useState } from 'preact/hooks';
import type { Locale } from '../../i18n/locale.ts';
import { useTexts } from './texts.tsx';

interface Brought {
  prepare: (locale: Locale) => Promise<void>;
}

/** @returns undefined until it has come; where it cannot be had, all that is written works without it */
function bringing<Part extends Brought>(load: () => Promise<Part>): (isNeeded?: unknown) => Part | undefined {
  let brought: Part | undefined;
  return (isNeeded = true) => {
    const { locale } = useTexts();
    const [part, setPart] = useState(() => brought);
    useEffect(() => {
      if (!isNeeded || part) return;
      const bring = async (): Promise<void> => {
        const come = await load();
        await come.prepare(locale);
        brought = come;
        setPart(come);
      };
      bring().catch(() => undefined);
    }, [isNeeded, part, locale]);
    return part;
  };
}

/** Recording, files and their sending. */
export const useMedia = bringing(() => import('../media/media.tsx'));
/** The way of what waits to another telephone. */
export const useCourier = bringing(() => import('../pages/courier/give-away.tsx'));
/** What a thread tells of its case's life, and what the citizen can do in it. */
export const useLife = bringing(() => import('../life/life.tsx'));
