// Captions of clips that are being written and are not published yet, by clip. Where they are kept, and why there, stands in
// draft-store.ts: a clip names no citizen, but the office machine is shared all the same.

import * as v from 'valibot';
import type { StaffSession } from '../../domain/wire-staff.ts';
import { type CueDraft, cueDraftSchema, isBlank } from '../cues/cue-drafts.ts';
import { createDraftStore, type DraftStore } from '../draft-store.ts';
import { ownerOf } from '../reply-drafts.ts';

/** Under the clip's id. */
export type ClipCaptionDrafts = DraftStore<CueDraft[]>;

/** @param storage the tab's sessionStorage; undefined where the browser blocks it */
export function createClipCaptionDrafts(
  storage: Storage | undefined,
  session: StaffSession,
): ClipCaptionDrafts {
  const kind = {
    item: 'kopru.staff.clip-captions',
    schema: v.array(cueDraftSchema),
    isUnsent: (cues: CueDraft[]) => !isBlank(cues),
  };
  return createDraftStore(kind, storage, ownerOf(session));
}
