// Keeps replies that are being written on the server, too: what the tab has (reply-drafts.ts) is gone with the tab, the machine or
// a crash; this is read with the case, or with the list of the group that one answers, wherever its writer opens it.
//
// K1  A moment after the last letter, and when the page is hidden, what is newest is sent; one after the other, so that no older
//     one arrives last.
// K2  One that does not arrive costs nothing but this: the tab still has it, and the next letter sends it anew.
// K3  What is sent as the answer, or thrown away, is not kept afterwards, and one officer's text never under another's session.

import type { ReplyDraft } from './reply-drafts.ts';

/** By the case, or by the group. */
export interface ReplyDraftApi {
  keep: (id: string, content: string) => Promise<unknown>;
  drop: (id: string) => Promise<unknown>;
}

export interface ReplyDraftKeeper {
  keep: (id: string, draft: ReplyDraft) => void;
  /** What waits is sent now. */
  flush: () => void;
  /** What waits is not sent. */
  stop: (id: string) => void;
  /** Nothing that waits is sent: somebody else may sign in. */
  end: () => void;
  /** There, too, it is thrown away. */
  drop: (id: string) => void;
}

const PAUSE_MS = 1_500;

export function createReplyDraftKeeper(api: ReplyDraftApi): ReplyDraftKeeper {
  const waiting = new Map<string, { content: string; timer: ReturnType<typeof setTimeout> }>();
  let latest: Promise<unknown> = Promise.resolve();
  const stop = (id: string): void => {
    clearTimeout(waiting.get(id)?.timer);
    waiting.delete(id);
  };
  const send = (id: string): void => {
    const content = waiting.get(id)?.content;
    stop(id);
    if (content !== undefined) latest = latest.then(() => api.keep(id, content));
  };
  return {
    keep: (id, draft) => {
      stop(id);
      const timer = setTimeout(() => send(id), PAUSE_MS);
      waiting.set(id, { content: JSON.stringify(draft), timer });
    },
    flush: () => {
      for (const id of [...waiting.keys()]) send(id);
    },
    stop,
    end: () => {
      for (const id of [...waiting.keys()]) stop(id);
    },
    drop: (id) => {
      stop(id);
      latest = latest.then(() => api.drop(id));
    },
  };
}
