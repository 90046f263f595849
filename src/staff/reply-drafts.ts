// Replies that are being written: text and reply id, by case.
//
// Where they are kept, and why. A reply names a citizen's trouble, and an office machine is shared: so nothing goes to
// localStorage or IndexedDB, which outlive the working day and open to whoever sits down next. Memory alone would lose
// a long answer, and its id with it, to a reload, a crashed tab or a wrong click; and an id that is lost after
// "sent, but no answer came" could become a second reply. sessionStorage is the narrowest place that holds both: this
// tab only, gone when the tab is closed. It is emptied when the officer signs out and when somebody else signs in.
//
// Invariants: 1. A case has one reply id from its first letter until the reply has arrived. 2. Drafts are read only by
// the officer who wrote them. 3. Blocked or full storage costs the survival of a reload, never the text on the screen.

import * as v from 'valibot';
import type { StaffSession } from '../domain/wire-staff.ts';

export interface ReplyDraft {
  replyId: string;
  text: string;
}

export interface ReplyDrafts {
  read: (applicationId: string) => ReplyDraft | undefined;
  /** An empty text is a draft too, so that its id stays. */
  write: (applicationId: string, draft: ReplyDraft) => void;
  remove: (applicationId: string) => void;
  /** Cases that have an unsent text. */
  unsent: () => string[];
  clear: () => void;
}

const ITEM = 'kopru.staff.replies';

const storedSchema = v.object({
  owner: v.string(),
  drafts: v.array(v.tuple([v.string(), v.object({ replyId: v.string(), text: v.string() })])),
});

/** @param storage the tab's sessionStorage; undefined where the browser blocks it */
export function createReplyDrafts(storage: Storage | undefined, session: StaffSession): ReplyDrafts {
  const owner = ownerOf(session);
  const stored = readStored(storage);
  const drafts = new Map(stored?.owner === owner ? stored.drafts : []);
  const save = (): void => {
    try {
      if (drafts.size === 0) storage?.removeItem(ITEM);
      else storage?.setItem(ITEM, JSON.stringify({ owner, drafts: [...drafts] }));
    } catch {
      // Invariant 3: the map still holds it.
    }
  };
  save();
  return {
    read: (applicationId) => drafts.get(applicationId),
    write: (applicationId, draft) => {
      drafts.set(applicationId, draft);
      save();
    },
    remove: (applicationId) => {
      drafts.delete(applicationId);
      save();
    },
    unsent: () => [...drafts].filter(([, { text }]) => text.trim() !== '').map(([id]) => id),
    clear: () => {
      drafts.clear();
      save();
    },
  };
}

/** Whether two sessions belong to the same officer. */
export function isSameOfficer(one: StaffSession, other: StaffSession): boolean {
  return ownerOf(one) === ownerOf(other);
}

/** Tells officers apart. */
export function ownerOf({ name, institutionId }: StaffSession): string {
  return JSON.stringify([name, institutionId]);
}

function readStored(storage: Storage | undefined): v.InferOutput<typeof storedSchema> | undefined {
  try {
    const result = v.safeParse(storedSchema, JSON.parse(storage?.getItem(ITEM) ?? 'null'));
    return result.success ? result.output : undefined;
  } catch {
    return undefined;
  }
}
