// What goes with a reply: the case's own unsent files, playable or readable, each sent once. Read and held, judged, and then
// attached, all in the transaction that writes the reply.

import { sql, type Transaction } from 'kysely';
import {
  type AnswerDocumentKind,
  type AnswerFileKind,
  isDescribed,
  isDocumentKind,
  isMediaKind,
} from '../../src/domain/answer-document.ts';
import type { AnswerForms } from '../../src/domain/answer-in-kind.ts';
import type { SentDocument } from '../../src/domain/case.ts';
import { type BeyondEnd, type Cue, findBeyondEnd } from '../../src/domain/cue.ts';
import type { Violation } from '../../src/domain/violation.ts';
import { isSendable } from '../../src/domain/wire-staff.ts';
import { IS_SERVABLE, LENGTH_MS } from '../attachments/servable.ts';
import type { Database } from '../store/schema.ts';

/** As they are compared and stored. */
export interface ReplyFiles {
  media: { id: string; captions: Cue[] | null }[];
  documents: { id: string; name: string; alternative: string | null }[];
}

export type FilesRefusal =
  | { ok: false; code: 'answer-media-not-ready' }
  | { ok: false; code: 'cues-beyond-end'; beyond: BeyondEnd & { attachmentId: string } }
  | { ok: false; code: 'reply-not-valid'; violations: Violation[] };

export type JudgedFiles = { ok: true; forms: AnswerForms['media']; sent: SentDocument[] } | FilesRefusal;

/** Those of a reply, in the order in which they were attached. */
export async function readReplyFiles(
  transaction: Transaction<Database>,
  replyId: string,
): Promise<ReplyFiles> {
  const rows = await transaction
    .selectFrom('attachment')
    .select(['id', 'kind', 'captions', 'name', 'alternative'])
    .where('reply_id', '=', replyId)
    .$narrowType<{ kind: AnswerFileKind }>()
    .orderBy('position')
    .execute();
  return {
    media: rows.filter(({ kind }) => isMediaKind(kind)).map(({ id, captions }) => ({ id, captions })),
    documents: rows
      .filter(({ kind }) => isDocumentKind(kind))
      .map(({ id, name, alternative }) => ({ id, name: name ?? '', alternative })),
  };
}

/**
 * Holds the rows of the case's unsent files to the end of the transaction.
 * @param maxDocuments as the operator has set it
 */
export async function judgeFiles(
  transaction: Transaction<Database>,
  applicationId: string,
  { media, documents }: ReplyFiles,
  maxDocuments: number,
): Promise<JudgedFiles> {
  const unsent = await holdUnsent(transaction, applicationId);
  const forms = media.map(({ id, captions }) => {
    const found = unsent.find((medium) => medium.id === id && isSendable(medium));
    return found && isMediaKind(found.kind)
      ? { kind: found.kind, hasCaptions: captions !== null }
      : undefined;
  });
  const files = documents.map(({ id, alternative }) => {
    const found = unsent.find((one) => one.id === id && one.state === 'ready');
    return found?.served && isDocumentKind(found.kind)
      ? { id, kind: found.kind, digest: found.served, alternative }
      : undefined;
  });
  const areThere = forms.every((form) => form !== undefined) && files.every((file) => file !== undefined);
  if (!areThere) return { ok: false, code: 'answer-media-not-ready' };
  for (const { id, captions } of media) {
    const length = unsent.find((medium) => medium.id === id)?.length_ms ?? undefined;
    const beyond = findBeyondEnd(captions ?? [], length);
    if (beyond) return { ok: false, code: 'cues-beyond-end', beyond: { ...beyond, attachmentId: id } };
  }
  const violation = violationOf(files, maxDocuments);
  if (violation) return { ok: false, code: 'reply-not-valid', violations: [violation] };
  return { ok: true, forms, sent: files.map(({ id, digest }) => ({ id, digest })) };
}

function violationOf(
  files: readonly { kind: AnswerDocumentKind; alternative: string | null }[],
  maxDocuments: number,
): Violation | undefined {
  const field = 'documents';
  if (files.length > maxDocuments)
    return { field, code: 'too-long', params: { max: maxDocuments, length: files.length } };
  const areDescribed = files.every(({ kind, alternative }) => isDescribed(kind, alternative));
  return areDescribed ? undefined : { field, code: 'required' };
}

/** `served`: the SHA-256 of what the citizen gets of a document, which is where its bytes lie. */
function holdUnsent(transaction: Transaction<Database>, applicationId: string) {
  return transaction
    .selectFrom('attachment')
    .select([
      'id',
      'kind',
      'state',
      LENGTH_MS.as('length_ms'),
      sql<string | null>`(
        select rendition.blob_key from rendition
        where rendition.attachment_id = attachment.id and ${IS_SERVABLE}
        order by rendition.name limit 1
      )`.as('served'),
    ])
    .where('application_id', '=', applicationId)
    .where('role', '=', 'answer')
    .$narrowType<{ kind: AnswerFileKind }>()
    .where('reply_id', 'is', null)
    .orderBy('id')
    .forUpdate()
    .execute();
}

export async function attachFiles(
  transaction: Transaction<Database>,
  replyId: string,
  { media, documents }: ReplyFiles,
): Promise<void> {
  const rows = [...media, ...documents].map((file, index) => ({ ...file, position: index + 1 }));
  if (rows.length === 0) return;
  await sql`
    update attachment set reply_id = ${replyId}::uuid, captions = sent.captions, position = sent.position,
      name = sent.name, alternative = sent.alternative, captions_by = null, captions_at = null
    from json_to_recordset(${JSON.stringify(rows)}::json)
      as sent (id uuid, captions json, name text, alternative text, position integer)
    where attachment.id = sent.id`.execute(transaction);
}
