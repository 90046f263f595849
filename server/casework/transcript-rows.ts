// The one text of a recording that counts: the settled one, else the newest (X1, X2 of src/domain/transcript.ts). Thread,
// case and desk read it by the same query.

import type { ExpressionBuilder } from 'kysely';
import { sql } from 'kysely';
import type { Transcript } from '../../src/domain/transcript.ts';
import type { Database } from '../store/schema.ts';

/** For `leftJoinLateral` in a query that reads attachment. */
export function countingTranscript(builder: ExpressionBuilder<Database, 'attachment'>) {
  return builder
    .selectFrom('transcript')
    .leftJoinLateral(
      (inner) =>
        inner
          .selectFrom('transcript_verdict')
          .select(['transcript_verdict.kind', 'transcript_verdict.text', 'transcript_verdict.at'])
          .whereRef('transcript_verdict.transcript_id', '=', 'transcript.id')
          .orderBy('transcript_verdict.sequence', 'desc')
          .limit(1)
          .as('verdict'),
      (join) => join.onTrue(),
    )
    .select([
      'transcript.id as transcript_id',
      'transcript.kind as transcript_kind',
      'transcript.language',
      'transcript.cues',
      'transcript.offered_at',
      'verdict.kind as verdict_kind',
      'verdict.text as verdict_text',
      'verdict.at as verdict_at',
    ])
    .whereRef('transcript.attachment_id', '=', 'attachment.id')
    .orderBy(sql`(verdict.kind in ('accepted', 'corrected')) is true`, 'desc')
    .orderBy('transcript.sequence', 'desc')
    .limit(1)
    .as('counting');
}

/** The columns above; all null where there is no text. */
export type TranscriptRow = {
  [Column in keyof WholeRow]: WholeRow[Column] | null;
};

interface WholeRow {
  transcript_id: string;
  transcript_kind: Transcript['kind'];
  language: Transcript['language'];
  cues: Transcript['cues'];
  offered_at: Date;
  verdict_kind: NonNullable<Transcript['verdict']>['kind'];
  verdict_text: string;
  verdict_at: Date;
}

export function toTranscript(row: TranscriptRow): Transcript | undefined {
  const { transcript_id: id, transcript_kind: kind, language, cues, offered_at } = row;
  if (id === null || kind === null || language === null || cues === null || offered_at === null)
    return undefined;
  const { verdict_kind, verdict_text, verdict_at } = row;
  return {
    id,
    kind,
    language,
    // The database keeps the fields of an object in an order of its own.
    cues: cues.map(({ startMs, endMs, text }) => ({ startMs, endMs, text })),
    at: offered_at.toISOString(),
    ...(verdict_kind !== null && verdict_at !== null
      ? {
          verdict: {
            kind: verdict_kind,
            at: verdict_at.toISOString(),
            ...(verdict_text === null ? {} : { text: verdict_text }),
          },
        }
      : {}),
  };
}
