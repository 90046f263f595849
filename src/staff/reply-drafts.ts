// Replies that are being written: text, summary, captions and the id, by case, or by the group of cases that one answers. Where they are
// kept, and why there, stands in draft-store.ts; they are on the server, too (reply-draft-keeper.ts).
//
// Invariant: a case has one reply id from its first letter until the reply has arrived.

import * as v from 'valibot';
import { ANSWER_FILE_KINDS } from '../domain/answer-document.ts';
import type { StaffSession } from '../domain/wire-staff.ts';
import { cueDraftSchema, isBlank } from './cues/cue-drafts.ts';
import { createDraftStore, type DraftStore } from './draft-store.ts';

const mediumDraftSchema = v.object({
  /** UUIDv7, made here: the same for every attempt to send the same file. */
  id: v.string(),
  kind: v.picklist(ANSWER_FILE_KINDS),
  /** The file's own name, which tells several apart; never sent. */
  name: v.optional(v.string()),
  /** The server has all of it. Before that, only this page has the file. */
  isStored: v.boolean(),
  captions: v.array(cueDraftSchema),
  /** When those were kept on the server from which these go on. */
  captionsAfter: v.optional(v.string()),
  /** Of a document: what the citizen reads as its name, and what a picture shows. */
  title: v.optional(v.string()),
  alternative: v.optional(v.string()),
});
export type MediumDraft = v.InferOutput<typeof mediumDraftSchema>;

const replyDraftSchema = v.object({
  replyId: v.string(),
  text: v.string(),
  summary: v.optional(v.string()),
  media: v.optional(v.array(mediumDraftSchema)),
  /** A coordinator's, for sending without a form that was asked for. */
  overrideReason: v.optional(v.string()),
  /** Of one answer to many: the case that has its files before they go to the others. */
  filesAt: v.optional(v.string()),
});
export type ReplyDraft = v.InferOutput<typeof replyDraftSchema>;

export type ReplyDrafts = DraftStore<ReplyDraft>;

/** @param storage the tab's sessionStorage; undefined where the browser blocks it */
export function createReplyDrafts(storage: Storage | undefined, session: StaffSession): ReplyDrafts {
  const kind = { item: 'kopru.staff.replies', schema: replyDraftSchema, isUnsent: hasContent };
  return createDraftStore(kind, storage, ownerOf(session));
}

/**
 * What the server has kept (reply-draft-keeper.ts): another page's files that were not there yet are none of it.
 * @returns undefined where there is nothing, or another console has written it
 */
export function readKeptDraft(content: string | undefined): ReplyDraft | undefined {
  if (content === undefined) return undefined;
  try {
    const result = v.safeParse(replyDraftSchema, JSON.parse(content));
    if (!result.success) return undefined;
    const { media, ...draft } = result.output;
    return { ...draft, ...(media && { media: media.filter(({ isStored }) => isStored) }) };
  } catch {
    return undefined;
  }
}

/** Whether somebody would miss what is written. */
export function hasContent({ text, summary = '', overrideReason = '', media = [] }: ReplyDraft): boolean {
  return (
    [text, summary, overrideReason].some((one) => one.trim() !== '') ||
    media.some(({ isStored, captions }) => !isStored || !isBlank(captions))
  );
}

/** Whether two sessions belong to the same officer. */
export function isSameOfficer(one: StaffSession, other: StaffSession): boolean {
  return ownerOf(one) === ownerOf(other);
}

/** Tells officers apart. */
export function ownerOf({ accountId }: StaffSession): string {
  return accountId;
}
