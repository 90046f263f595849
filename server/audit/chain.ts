// The chain over a case's events: each hash is made of the one before it and the whole row, so that no event can be changed,
// taken out, put in or moved without every hash after it being another. The database makes the hashes
// (migrations/0007-life-of-a-case.ts); here they are made again and compared. Pure: rows in, faults out.
//
// H1  A change within a case is seen by its own chain.
// H2  What is cut off a chain's end, or a whole case, is seen by its head and count in case_file.
// H3  Who changes those too, and makes all hashes anew, is seen by the anchors, which lie outside of the database
//     (anchor-chain.ts): all that happened up to the newest of them is fixed.
// H4  What people wrote is hashed apart, with a salt, and may be erased: the chain stays whole, where it says itself that it was.
// H5  What the citizen gave and was given lies in other tables; its digests are in the row (given.ts).

import { createHash, hash } from 'node:crypto';

export interface EventRow {
  application_id: string;
  sequence: number;
  id: string;
  kind: string;
  /** Microseconds since 1970, a 64-bit number as a text; so is the position. */
  at_micros: string;
  institution_id: string | null;
  reply_id: string | null;
  actor_id: string | null;
  /** As PostgreSQL writes a jsonb: whole, of rows from before migration 0020; without what people wrote; that alone, or empty. */
  payload: string | null;
  rest: string | null;
  texts: string;
  /** A UUID; null where the texts are erased. */
  content_salt: string | null;
  /** SHA-256 of salt and texts; null in rows from before, empty in those of them that are erased. */
  content_digest: Buffer | null;
  /** As PostgreSQL writes a jsonb (given.ts); null in rows from before migration 0025 and of events that give nothing. */
  given: string | null;
  position: string;
  hash: Buffer;
}

export interface HeadRow {
  application_id: string;
  head: Buffer | null;
  event_count: number;
}

/**
 * `changed`: a hash is not that of its row after the one before. `gap`: an event's number is not the next.
 * `not-announced`: texts are missing, and no event says that they were erased.
 */
export type ChainFault = {
  kind: 'changed' | 'not-announced' | 'gap' | 'head-differs' | 'no-case';
  applicationId: string;
  sequence: number;
};

/** Line by line as case_event_hash and case_event_hash_salted of the migrations. */
export function hashOf(previous: Buffer | undefined, row: Omit<EventRow, 'hash'>): Buffer {
  const lines = [
    previous?.toString('hex') ?? '',
    row.application_id,
    row.sequence,
    row.id,
    row.kind,
    row.at_micros,
    row.institution_id ?? '',
    row.reply_id ?? '',
    row.actor_id ?? '',
    ...(row.content_digest === null
      ? [row.payload ?? '']
      : [row.rest ?? '', row.content_digest.toString('hex')]),
    row.position,
    ...(row.given === null ? [] : [row.given]),
  ];
  return hash('sha256', lines.join('\n'), 'buffer');
}

/**
 * One case: the first fault of its chain, for all after it follows from that.
 * @param rows its events in the order of their numbers
 * @param file undefined where there is no case
 */
export function verifyCase(
  applicationId: string,
  rows: readonly EventRow[],
  file: HeadRow | undefined,
): ChainFault | undefined {
  if (!file) return { kind: 'no-case', applicationId, sequence: 0 };
  const isErased = rows.some(({ kind }) => kind === 'erased');
  let previous: Buffer | undefined;
  for (const [index, row] of rows.entries()) {
    const sequence = index + 1;
    if (row.sequence !== sequence) return { kind: 'gap', applicationId, sequence };
    const texts = stateOfTexts(row);
    if (texts === 'changed') return { kind: 'changed', applicationId, sequence };
    if (texts === 'gone' && !isErased) return { kind: 'not-announced', applicationId, sequence };
    // Of a row from before whose texts are gone, the hash itself is all there is: the next one, the head and the anchors hold it.
    const isBare = row.content_digest?.length === 0;
    const expected = isBare ? row.hash : hashOf(previous, row);
    if (!expected.equals(row.hash)) return { kind: 'changed', applicationId, sequence };
    previous = expected;
  }
  const isWhole = previous && file.head?.equals(previous) && file.event_count === rows.length;
  return isWhole ? undefined : { kind: 'head-differs', applicationId, sequence: rows.length };
}

function stateOfTexts({ texts, content_salt, content_digest }: EventRow): 'there' | 'gone' | 'changed' {
  // Part of the payload, which the hash is made of.
  if (content_digest === null) return 'there';
  if (content_salt === null) return texts === '' ? 'gone' : 'changed';
  return contentDigest(content_salt, texts).equals(content_digest) ? 'there' : 'changed';
}

/** @param salt a UUID */
export function contentDigest(salt: string, texts: string): Buffer {
  return createHash('sha256')
    .update(Buffer.from(salt.replaceAll('-', ''), 'hex'))
    .update(texts)
    .digest();
}
