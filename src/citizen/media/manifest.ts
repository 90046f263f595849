// The manifest of a draft or an act, as all that adds to it and takes from it shares it: a file takes a while to come, a
// recording may be made meanwhile, and the page may have been left before either is through.

import { useLayoutEffect, useMemo } from 'preact/hooks';
import type { Attachment } from '../../domain/attachment.ts';
import { attachToAct } from '../../offline/act-writing.ts';
import { StorageFault } from '../../offline/storage-fault.ts';
import { leaveUnshownDraft, takeDraft } from '../pages/flow/draft-sessions.ts';

/** Of one that no page shows. @returns false when it was sent or is gone */
export type AttachUnshown = (id: string, attachment: Attachment) => Promise<boolean>;

export interface Manifest {
  newest: () => readonly Attachment[];
  add: (attachments: readonly Attachment[]) => void;
  remove: (attachmentId: string) => void;
  /** Adds it, shown or not. @returns false when the draft or act was sent or is gone */
  attach: (attachment: Attachment) => Promise<boolean>;
}

interface Shown {
  attachments: readonly Attachment[];
  change: (attachments: Attachment[]) => void;
  users: number;
}

const shownById = new Map<string, Shown>();

/** @param change puts the manifest in the place of the one before, on the page */
export function useManifest(
  id: string,
  attachments: readonly Attachment[],
  change: (attachments: Attachment[]) => void,
  attachUnshown: AttachUnshown,
): Manifest {
  const shown = shownById.get(id) ?? { attachments, change, users: 0 };
  Object.assign(shown, { attachments, change });
  shownById.set(id, shown);
  useLayoutEffect(() => {
    shownById.set(id, shown);
    shown.users++;
    return () => {
      if (--shown.users === 0) shownById.delete(id);
    };
  }, [shown, id]);
  return useMemo(() => manifestOf(id, attachUnshown), [id, attachUnshown]);
}

function manifestOf(id: string, attachUnshown: AttachUnshown): Manifest {
  const newest = (): readonly Attachment[] => shownById.get(id)?.attachments ?? [];
  const put = (shown: Shown, attachments: Attachment[]): void => {
    shown.attachments = attachments;
    shown.change(attachments);
  };
  const add = (added: readonly Attachment[]): void => {
    const shown = shownById.get(id);
    const fresh = added.filter((one) => newest().every((known) => known.id !== one.id));
    if (shown && fresh.length > 0) put(shown, [...shown.attachments, ...fresh]);
  };
  return {
    newest,
    add,
    remove(gone) {
      const shown = shownById.get(id);
      if (shown)
        put(
          shown,
          shown.attachments.filter((one) => one.id !== gone),
        );
    },
    async attach(attachment) {
      if (shownById.has(id)) {
        add([attachment]);
        return true;
      }
      try {
        return await attachUnshown(id, attachment);
      } catch (error) {
        // It lies here whole: whoever opens the page again finds it (recovery.ts), and nothing is sent before (R6).
        if (error instanceof StorageFault) return true;
        throw error;
      }
    },
  };
}

/** Into a draft that no page shows, or a page without this part. */
export const attachToDraft: AttachUnshown = async (id, attachment) => {
  const session = await takeDraft(id);
  if (!session) return false;
  const { attachments = [] } = session.view().draft.answers;
  if (attachments.every((known) => known.id !== attachment.id))
    session.change({ attachments: [...attachments, attachment] });
  const isSaved = await session.flush();
  const { elsewhere } = session.view();
  leaveUnshownDraft(id);
  // What the store does not take the session keeps, and tries again.
  return isSaved || (elsewhere !== 'sent' && elsewhere !== 'gone');
};

export const attachToDraftedAct: AttachUnshown = (id, attachment) => attachToAct(id, attachment);
