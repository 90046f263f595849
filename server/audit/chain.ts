// The chain over a case's events: each hash is made of the one before it and the whole row, so that no event can be changed,
// taken out, put in or moved without every hash after it being another. The database makes the hashes
// (migrations/0007-life-of-a-case.ts); here they are made again and compared. Pure: rows in, faults out.
//
// H1  A change within a case is seen by its own chain.
// H2  What is cut off a chain's end, or a whole case, is seen by its head and count in case_file.
// H3  Who changes those too, and makes all hashes anew, is seen by the anchors, which lie outside of the database
//     (anchor-chain.ts): all that happened up to the newest of them is fixed.

import { hash } from 'node:crypto';

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
  /** As PostgreSQL writes a jsonb. */
  payload: string | null;
  position: string;
  hash: Buffer;
}

export interface HeadRow {
  application_id: string;
  head: Buffer | null;
  event_count: number;
}

/** `changed`: a hash is not that of its row after the one before. `gap`: an event's number is not the next. */
export type ChainFault = {
  kind: 'changed' | 'gap' | 'head-differs' | 'no-case';
  applicationId: string;
  sequence: number;
};

/** Line by line as case_event_hash of the migration. */
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
    row.payload ?? '',
    row.position,
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
  let previous: Buffer | undefined;
  for (const [index, row] of rows.entries()) {
    const sequence = index + 1;
    if (row.sequence !== sequence) return { kind: 'gap', applicationId, sequence };
    const expected = hashOf(previous, row);
    if (!expected.equals(row.hash)) return { kind: 'changed', applicationId, sequence };
    previous = expected;
  }
  const isWhole = previous && file.head?.equals(previous) && file.event_count === rows.length;
  return isWhole ? undefined : { kind: 'head-differs', applicationId, sequence: rows.length };
}
