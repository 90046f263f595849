// Brings the reader of pages for those who chose it, and for nobody else.

import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { MODES_CHANGED } from '../../ui/modes/modes-changed.ts';
import { noteMissing } from './missing.ts';

type Reader = ComponentType<{ pathname: string }>;

export function useReadAloud(): Reader | undefined {
  const [reader, setReader] = useState<{ ReadAloud: Reader }>();

  useEffect(() => {
    const look = async (): Promise<void> => {
      noteMissing('aloud');
      if (document.documentElement.dataset.aloud !== 'on') return setReader(undefined);
      // Before the worker holds the file it cannot be had without a connection. Awaited, not `then`: the build would put
      // that inside its own loader, whose failure over a style sheet it does not hear.
      try {
        setReader(await import('./read-aloud.tsx'));
      } catch {
        noteMissing('aloud', 'on');
      }
    };
    void look();
    addEventListener(MODES_CHANGED, look);
    addEventListener('online', look);
    return () => {
      removeEventListener(MODES_CHANGED, look);
      removeEventListener('online', look);
    };
  }, []);

  return reader?.ReadAloud;
}
