// Actions in a case that are being prepared: what was typed and chosen, and the id, by case and kind. Where they are kept, and
// why there, stands in draft-store.ts.
//
// Invariant: an action has one id from its first letter until it is done, so that no second try does it twice.

import * as v from 'valibot';
import { GROUNDS } from '../../domain/case-ground.ts';
import type { StaffActionKind } from '../../domain/staff-action.ts';
import type { StaffSession } from '../../domain/wire-staff.ts';
import { createDraftStore, type DraftStore } from '../draft-store.ts';
import { ownerOf } from '../reply-drafts.ts';

const actionDraftSchema = v.object({
  actionId: v.string(),
  /** Id of the institution that was chosen. */
  institutionId: v.optional(v.string()),
  /** What stands in its field. */
  institution: v.optional(v.string()),
  /** Of where it is laid, or goes to; null is nobody. */
  unitId: v.optional(v.nullable(v.string())),
  /** Name of the unit that came with an institution that was suggested. */
  unit: v.optional(v.string()),
  colleagueId: v.optional(v.nullable(v.string())),
  ground: v.optional(v.picklist(GROUNDS)),
  /** A sum, as it was typed. */
  amount: v.optional(v.string()),
  text: v.string(),
  /** Why the case ends without the form that the citizen asked for. */
  overrideReason: v.optional(v.string()),
});
export type ActionDraft = v.InferOutput<typeof actionDraftSchema>;

export type ActionDrafts = DraftStore<ActionDraft>;

/** @param storage the tab's sessionStorage; undefined where the browser blocks it */
export function createActionDrafts(storage: Storage | undefined, session: StaffSession): ActionDrafts {
  const kind = { item: 'kopru.staff.actions', schema: actionDraftSchema, isUnsent: hasContent };
  return createDraftStore(kind, storage, ownerOf(session));
}

/** Under which a draft is kept. */
export function actionDraftId(applicationId: string, kind: StaffActionKind): string {
  return `${applicationId} ${kind}`;
}

/** A choice is made again in a moment; what was written is not. */
function hasContent({ text, amount = '', overrideReason = '' }: ActionDraft): boolean {
  return [text, amount, overrideReason].some((one) => one.trim() !== '');
}
