// What waits to be kept on the server goes when the page is hidden: it may be the last that it can do (K1 of reply-draft-keeper.ts).

import { useEffect } from 'preact/hooks';
import type { ReplyDraftKeeper } from './reply-draft-keeper.ts';

export function useFlushWhenHidden(keeper: Pick<ReplyDraftKeeper, 'flush'>): void {
  useEffect(() => {
    const flush = (): void => {
      if (document.visibilityState === 'hidden') keeper.flush();
    };
    document.addEventListener('visibilitychange', flush);
    return () => document.removeEventListener('visibilitychange', flush);
  }, [keeper]);
}
