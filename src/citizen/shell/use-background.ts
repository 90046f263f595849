// Brings the work behind every page (sending, fetching, the service worker) once the first screen is usable.

import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Location } from './router.ts';
import type { LoadMessages } from './texts.tsx';

type OfLocation = ComponentType<{ location: Location }>;

interface Behind {
  Background?: OfLocation;
  /** The clips in sign language, which are nobody's first need. */
  Clips?: OfLocation;
}

const AGAIN_MS = 10_000;

/** @param loadMessages brings the words in which it speaks */
export function useBackground(loadMessages: LoadMessages): Behind {
  const [behind, setBehind] = useState<Behind>({});

  useEffect(() => {
    let cancel = (): void => undefined;
    let isGone = false;
    const bring = async (): Promise<void> => {
      try {
        const [{ Background }] = await Promise.all([
          import('./background.tsx'),
          loadMessages(['flow', 'rest']),
        ]);
        if (!isGone) setBehind({ Background });
        const clips = await import('../clips/clips.tsx').catch(() => undefined);
        if (!isGone) setBehind({ Background, ...clips });
      } catch {
        // The connection was lost before this file had come: without it nothing would be sent, so ask again.
        if (!isGone) cancel = after(AGAIN_MS, () => void bring());
      }
    };
    cancel = whenIdle(() => void bring());
    return () => {
      isGone = true;
      cancel();
    };
  }, [loadMessages]);

  return behind;
}

function whenIdle(run: () => void): () => void {
  if (typeof requestIdleCallback !== 'function') return after(300, run);
  const handle = requestIdleCallback(run, { timeout: 2_000 });
  return () => cancelIdleCallback(handle);
}

function after(delayMs: number, run: () => void): () => void {
  const handle = setTimeout(run, delayMs);
  return () => clearTimeout(handle);
}
