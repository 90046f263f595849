// Staff put a recording into writing, and offer the text to whoever made it.
//
// Invariants: 1. A recording whose case the officer may not see does not exist for them. 2. The officer's device makes
// the transcript's id, so a repeated send is the same transcript. 3. Nothing is replaced: each text is kept, the newest
// counts, and none is taken after the citizen has settled one (X1, X2). 4. Text, event and audit entry are there together.

import type { Kysely, Transaction } from 'kysely';
import type { CaseEvent } from '../../src/domain/case.ts';
import { type BeyondEnd, findBeyondEnd } from '../../src/domain/cue.ts';
import { normaliseText } from '../../src/domain/text.ts';
import {
  isConfirmed,
  type Transcript,
  type TranscriptInput,
  transcriptKindsOf,
} from '../../src/domain/transcript.ts';
import { LENGTH_MS } from '../attachments/servable.ts';
import type { Officer } from '../identity/officer.ts';
import type { Database } from '../store/schema.ts';
import { appendEvents, findCentre, lockedCase } from './case-file.ts';
import { countingTranscript, toTranscript } from './transcript-rows.ts';
import { heldBy } from './visibility.ts';

/** States in which somebody can have heard or seen a recording. */
export const HEARD_IN = ['ready', 'original-only'] as const;

export interface TranscriptToOffer extends TranscriptInput {
  id: string;
  attachmentId: string;
}

/**
 * `transcript-conflict`: the id belongs to another text. `transcript-settled`: the citizen has accepted or corrected one
 * already. `cues-beyond-end`: a piece ends when the recording has ended. `transcript-not-valid`: nothing of this kind can be said of such an attachment, or nobody can have heard it yet.
 */
export type OfferedTranscript =
  | { ok: true; transcript: Transcript; isNew: boolean }
  | { ok: false; code: 'not-found' | 'transcript-conflict' | 'transcript-settled' | 'transcript-not-valid' }
  | { ok: false; code: 'cues-beyond-end'; beyond: BeyondEnd };

/** @param offer as transcriptInputSchema of the wire has judged it */
export function offerTranscript(
  database: Kysely<Database>,
  officer: Officer,
  offer: TranscriptToOffer,
  nowMs: number,
): Promise<OfferedTranscript> {
  const cues = offer.cues.map((cue) => ({ ...cue, text: normaliseText(cue.text) }));
  return database
    .transaction()
    .execute((transaction) => writeTranscript(transaction, officer, { ...offer, cues }, nowMs));
}

async function writeTranscript(
  transaction: Transaction<Database>,
  officer: Officer,
  offer: TranscriptToOffer,
  nowMs: number,
): Promise<OfferedTranscript> {
  const { id, attachmentId, kind, language, cues } = offer;
  // The case's lock: the citizen's word on the text before may be on its way in.
  const attachment = await transaction
    .selectFrom('attachment')
    .innerJoin('case_file', 'case_file.application_id', 'attachment.application_id')
    .select(['attachment.application_id', 'attachment.kind', 'attachment.state', LENGTH_MS.as('length_ms')])
    .where('attachment.id', '=', attachmentId)
    .where('attachment.role', '<>', 'answer')
    .where(heldBy(officer))
    .forUpdate('case_file')
    .executeTakeFirst();
  if (!attachment) return { ok: false, code: 'not-found' };
  const earlier = await transaction
    .selectFrom('transcript')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst();
  if (earlier) {
    const isSame =
      earlier.attachment_id === attachmentId && isSameText(offer, { ...earlier, cues: earlier.cues });
    if (!isSame) return { ok: false, code: 'transcript-conflict' };
    const transcript = { id, kind, language, cues, at: earlier.offered_at.toISOString() };
    return { ok: true, transcript, isNew: false };
  }
  const isHeard = (HEARD_IN as readonly string[]).includes(attachment.state);
  if (!isHeard || !transcriptKindsOf(attachment.kind).includes(kind))
    return { ok: false, code: 'transcript-not-valid' };
  if (await isSettled(transaction, attachmentId)) return { ok: false, code: 'transcript-settled' };
  const beyond = findBeyondEnd(cues, attachment.length_ms ?? undefined);
  if (beyond) return { ok: false, code: 'cues-beyond-end', beyond };
  const at = new Date(nowMs).toISOString();
  const inserted = await transaction
    .insertInto('transcript')
    .values({
      id,
      attachment_id: attachmentId,
      kind,
      language,
      cues: JSON.stringify(cues),
      author_id: officer.accountId,
      offered_at: at,
      is_told: true,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst();
  // Another case's text has taken the id since it was looked for.
  if (!inserted) return { ok: false, code: 'transcript-conflict' };
  const applicationId = attachment.application_id;
  const locked = await lockedCase(transaction, applicationId);
  const institutionId = officer.institutionId ?? (await findCentre(transaction));
  // After the text: the database makes its digests, and the event owes the notices.
  const event: CaseEvent = { id, at, kind: 'transcript-offered', institutionId, attachmentId };
  await appendEvents(transaction, locked, [event], officer.accountId);
  await transaction
    .insertInto('audit_entry')
    .values({
      at,
      action: 'transcript-offered',
      actor_id: officer.accountId,
      application_id: applicationId,
    })
    .execute();
  return { ok: true, transcript: { id, kind, language, cues, at }, isNew: true };
}

type Text = Pick<TranscriptInput, 'kind' | 'language' | 'cues'>;

function isSameText(a: Text, b: Text): boolean {
  const flat = ({ kind, language, cues }: Text) =>
    JSON.stringify([kind, language, cues.map(({ startMs, endMs, text }) => [startMs, endMs, text])]);
  return flat(a) === flat(b);
}

/** Whether the citizen has accepted or corrected a text of this recording. */
export async function isSettled(transaction: Transaction<Database>, attachmentId: string): Promise<boolean> {
  const row = await transaction
    .selectFrom('attachment')
    .innerJoinLateral(countingTranscript, (join) => join.onTrue())
    .selectAll('counting')
    .where('attachment.id', '=', attachmentId)
    .executeTakeFirst();
  const transcript = row && toTranscript(row);
  return transcript !== undefined && isConfirmed(transcript);
}
