// One list of what the state has: applications sent from here and threads opened by code, each once.

import type { Transcript } from '../../../domain/transcript.ts';
import type { Thread } from '../../../domain/wire.ts';
import type { OutboxEntry } from '../../../offline/outbox.ts';
import type { StoredThread } from '../../../offline/threads.ts';

export interface ReceivedItem {
  applicationId: string;
  subject: string;
  number: string;
  dueOn: string;
  receivedAt: string;
  /** `over`: it has ended without an answer; how, its own page tells. */
  state: Thread['state'] | 'over';
  hasUnread: boolean;
  /** A recording has been put into writing, and nobody has said yet whether it is right. */
  hasNewText?: boolean | undefined;
}

/** Unread answers first, then the newest receipt first. */
export function receivedItems(
  entries: readonly OutboxEntry[],
  threads: readonly StoredThread[],
): ReceivedItem[] {
  const items = new Map<string, ReceivedItem>();
  for (const { id, application, status } of entries) {
    if (status.state !== 'received') continue;
    const { subject } = application;
    items.set(id, { ...status.claims, applicationId: id, subject, state: 'received', hasUnread: false });
  }
  for (const { thread, unreadReplyIds } of threads) {
    const hasUnread = unreadReplyIds.length > 0;
    // Parsed where it is shown (domain/thread-attachment.ts).
    const attachments = thread.attachments as { transcript?: Pick<Transcript, 'verdict'> }[] | undefined;
    const hasNewText = attachments?.some(({ transcript }) => transcript && !transcript.verdict);
    const state = thread.state === 'answered' && thread.replies.length === 0 ? 'over' : thread.state;
    items.set(thread.applicationId, { ...thread, state, hasUnread, hasNewText });
  }
  return [...items.values()].sort(
    (a, b) => Number(b.hasUnread) - Number(a.hasUnread) || b.receivedAt.localeCompare(a.receivedAt),
  );
}
