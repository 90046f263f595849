// Keeps replies that are being written on the server, too: what the tab has (reply-drafts.ts) is gone with the tab, the machine or
// a crash; this is read with the case, wherever its writer opens it.
//
// K1  A moment after the last letter, and when the page is hidden, what is newest is sent; one after the other, so that no older
//     one arrives last.
// K2  One that does not arrive costs nothing but this: the tab still has it, and the next letter sends it anew.
// K3  What is sent as the answer, or thrown away, is not kept afterwards, and one officer's text never under another's session.

import type { ReplyDraft } from './reply-drafts.ts';

export interface ReplyDraftApi {
  keepReplyDraft: (applicationId: string, content: string) => Promise<unknown>;
  dropReplyDraft: (applicationId: string) => Promise<unknown>;
}

export interface ReplyDraftKeeper {
  keep: (applicationId: string, draft: ReplyDraft) => void;
  /** What waits is sent now. */
  flush: () => void;
  /** What waits is not sent. */
  stop: (applicationId: string) => void;
  /** Nothing that waits is sent: somebody else may sign in. */
  end: () => void;
  /** There, too, it is thrown away. */
  drop: (applicationId: string) => void;
}

const PAUSE_MS = 1_500;

export function createReplyDraftKeeper(api: ReplyDraftApi): ReplyDraftKeeper {
  const waiting = new Map<string, { content: string; timer: ReturnType<typeof setTimeout> }>();
  let latest: Promise<unknown> = Promise.resolve();
  const stop = (applicationId: string): void => {
    clearTimeout(waiting.get(applicationId)?.timer);
    waiting.delete(applicationId);
  };
  const send = (applicationId: string): void => {
    const content = waiting.get(applicationId)?.content;
    stop(applicationId);
    if (content !== undefined) latest = latest.then(() => api.keepReplyDraft(applicationId, content));
  };
  return {
    keep: (applicationId, draft) => {
      stop(applicationId);
      const timer = setTimeout(() => send(applicationId), PAUSE_MS);
      waiting.set(applicationId, { content: JSON.stringify(draft), timer });
    },
    flush: () => {
      for (const applicationId of [...waiting.keys()]) send(applicationId);
    },
    stop,
    end: () => {
      for (const applicationId of [...waiting.keys()]) stop(applicationId);
    },
    drop: (applicationId) => {
      stop(applicationId);
      latest = latest.then(() => api.dropReplyDraft(applicationId));
    },
  };
}
