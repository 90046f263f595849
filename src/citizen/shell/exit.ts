// "Exit this page" in the citizen's app: the page goes at once, and with it what is kept on this device where the person
// chose that. A mark, set first, lets the next start finish a deletion that the leaving cut short.

import { leave } from '../../ui/modes/leave.ts';

const MARK = 'kopru.discard';

export function exit(): void {
  leave(document.documentElement.dataset.exit === 'discard' ? discard : undefined);
}

/** Called at every start. @throws StorageFault */
export async function finishDiscard(): Promise<void> {
  if (!localStorage.getItem(MARK)) return;
  await discard();
  localStorage.removeItem(MARK);
}

async function discard(): Promise<void> {
  localStorage.setItem(MARK, '1');
  const [{ letGoOfAllDrafts }, { discardRecords }] = await Promise.all([
    import('../pages/flow/draft-sessions.ts'),
    import('../../offline/discard.ts'),
  ]);
  letGoOfAllDrafts();
  await discardRecords();
}
