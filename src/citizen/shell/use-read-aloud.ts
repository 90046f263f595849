// Brings the reader of pages for those who chose it, and for nobody else.

import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { MODES_CHANGED } from '../../ui/modes/modes-changed.ts';

type Reader = ComponentType<{ pathname: string }>;

export function useReadAloud(): Reader | undefined {
  const [reader, setReader] = useState<{ ReadAloud: Reader }>();

  useEffect(() => {
    const look = (): void => {
      if (document.documentElement.dataset.aloud !== 'on') setReader(undefined);
      // Without a connection, and before the worker holds the file, the next choice or start asks again.
      else import('./read-aloud.tsx').then(setReader, () => undefined);
    };
    look();
    addEventListener(MODES_CHANGED, look);
    return () => removeEventListener(MODES_CHANGED, look);
  }, []);

  return reader?.ReadAloud;
}
