// Transcripts and translations that are being written, by recording. Where they are kept, and why there, stands in
// draft-store.ts.
//
// Invariant: a recording has one transcript id from the first letter until the text has arrived; what is written after that
// is another transcript.

import * as v from 'valibot';
import { TRANSCRIPT_KINDS } from '../domain/transcript.ts';
import type { StaffSession } from '../domain/wire-staff.ts';
import { cueDraftSchema, isBlank } from './cues/cue-drafts.ts';
import { createDraftStore, type DraftStore } from './draft-store.ts';
import { ownerOf } from './reply-drafts.ts';

const transcriptDraftSchema = v.object({
  transcriptId: v.string(),
  kind: v.picklist(TRANSCRIPT_KINDS),
  cues: v.array(cueDraftSchema),
});
export type TranscriptDraft = v.InferOutput<typeof transcriptDraftSchema>;

/** Under the attachment's id. */
export type TranscriptDrafts = DraftStore<TranscriptDraft>;

/** @param storage the tab's sessionStorage; undefined where the browser blocks it */
export function createTranscriptDrafts(
  storage: Storage | undefined,
  session: StaffSession,
): TranscriptDrafts {
  const kind = {
    item: 'kopru.staff.transcripts',
    schema: transcriptDraftSchema,
    isUnsent: ({ cues }: TranscriptDraft) => !isBlank(cues),
  };
  return createDraftStore(kind, storage, ownerOf(session));
}
