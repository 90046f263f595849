// One answer to many as it is being written: kept like the draft of any other answer, by the group, in this tab and on the server.

import { useRef, useState } from 'preact/hooks';
import { isAnsweredByText } from '../../../../domain/bulk-answer.ts';
import type { EachRow } from '../../../bulk/run-each.ts';
import type { ReplyDraftKeeper } from '../../../reply-draft-keeper.ts';
import { hasContent, type ReplyDraft, type ReplyDrafts, readKeptDraft } from '../../../reply-drafts.ts';
import { useFlushWhenHidden } from '../../../use-flush-when-hidden.ts';

export interface GroupDraft {
  draft: ReplyDraft;
  change: (make: (before: ReplyDraft) => Partial<ReplyDraft>) => void;
  /** All of it has been sent: it is still shown, and not kept any more. */
  sent: () => void;
  /** The case that has its files first; it stays the same while there are any. */
  filesAt: string | undefined;
}

export interface GroupDraftOptions {
  likeness: string;
  /** As the server has it, from another tab or machine; what this tab has goes before it. */
  kept: string | undefined;
  drafts: ReplyDrafts;
  keeper: ReplyDraftKeeper;
  /** All of the group's page. */
  all: readonly EachRow[];
  makeId: () => string;
}

/** A group has the id of its first application, whose own answer is another draft. */
const keyOf = (likeness: string): string => `group ${likeness}`;

const isEmpty = (draft: ReplyDraft): boolean => !hasContent(draft) && (draft.media ?? []).length === 0;

export function useGroupDraft({
  likeness,
  kept,
  drafts,
  keeper,
  all,
  makeId,
}: GroupDraftOptions): GroupDraft {
  const key = keyOf(likeness);
  const [draft, setDraft] = useState(
    (): ReplyDraft => drafts.read(key) ?? readKeptDraft(kept) ?? { replyId: makeId(), text: '' },
  );
  const newest = useRef(draft);
  useFlushWhenHidden(keeper);
  const hasFiles = (draft.media ?? []).length > 0;
  const isHere = all.some(({ applicationId }) => applicationId === draft.filesAt);
  const first = all.find(({ formats }) => isAnsweredByText(formats)) ?? all[0];
  const filesAt = draft.filesAt !== undefined && (hasFiles || isHere) ? draft.filesAt : first?.applicationId;
  return {
    draft,
    filesAt,
    change: (make) => {
      const before = newest.current;
      const after = { ...before, ...(filesAt !== undefined && { filesAt }), ...make(before) };
      newest.current = after;
      setDraft(after);
      drafts.write(key, after);
      // What is emptied by hand is thrown away there, too; what has never been anything is not.
      if (!isEmpty(after)) keeper.keep(likeness, after);
      else if (!isEmpty(before)) keeper.drop(likeness);
    },
    sent: () => {
      drafts.remove(key);
      keeper.drop(likeness);
    },
  };
}
