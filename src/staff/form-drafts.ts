// What is being written in the forms that are of no case: a row of the directory, a year's holidays, an invitation, the name of a
// view, what is to be done to many cases. Where it is kept, and why there, stands in draft-store.ts.

import * as v from 'valibot';
import type { StaffSession } from '../domain/wire-staff.ts';
import { createDraftStore, type DraftStore } from './draft-store.ts';
import { ownerOf } from './reply-drafts.ts';

const formDraftSchema = v.object({
  /** What stands in the form; what it may be its page knows. */
  content: v.unknown(),
  /** Somebody would miss it. A choice is made again in a moment; what was written is not. */
  isWritten: v.boolean(),
});

/** Under the form's own id. */
export type FormDrafts = DraftStore<v.InferOutput<typeof formDraftSchema>>;

/** @param storage the tab's sessionStorage; undefined where the browser blocks it */
export function createFormDrafts(storage: Storage | undefined, session: StaffSession): FormDrafts {
  const kind = {
    item: 'kopru.staff.forms',
    schema: formDraftSchema,
    isUnsent: ({ isWritten }: { isWritten: boolean }) => isWritten,
  };
  return createDraftStore(kind, storage, ownerOf(session));
}
