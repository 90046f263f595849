// One answer to many as it is being written: kept like the draft of any other answer, by the group.

import { useState } from 'preact/hooks';
import { isAnsweredByText } from '../../../../domain/bulk-answer.ts';
import type { EachRow } from '../../../bulk/run-each.ts';
import type { ReplyDraft, ReplyDrafts } from '../../../reply-drafts.ts';

export interface GroupDraft {
  draft: ReplyDraft;
  change: (make: (before: ReplyDraft) => Partial<ReplyDraft>) => void;
  /** All of it has been sent: it is still shown, and not kept any more. */
  sent: () => void;
  /** The case that has its files first; it stays the same while there are any. */
  filesAt: string | undefined;
}

/** @param all of the group's page */
export function useGroupDraft(
  drafts: ReplyDrafts,
  likeness: string,
  all: readonly EachRow[],
  makeId: () => string,
): GroupDraft {
  const [draft, setDraft] = useState(
    (): ReplyDraft => drafts.read(likeness) ?? { replyId: makeId(), text: '' },
  );
  const hasFiles = (draft.media ?? []).length > 0;
  const isHere = all.some(({ applicationId }) => applicationId === draft.filesAt);
  const first = all.find(({ formats }) => isAnsweredByText(formats)) ?? all[0];
  const filesAt = draft.filesAt !== undefined && (hasFiles || isHere) ? draft.filesAt : first?.applicationId;
  return {
    draft,
    filesAt,
    change: (make) =>
      setDraft((before) => {
        const after = { ...before, ...(filesAt !== undefined && { filesAt }), ...make(before) };
        drafts.write(likeness, after);
        return after;
      }),
    sent: () => drafts.remove(likeness),
  };
}
