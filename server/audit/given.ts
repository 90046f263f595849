// What the citizen gave and was given, compared with the digests in their case's chain. Its texts lie in tables of their own,
// which the chain does not reach; `given` of the events that bring or send it holds them (migrations/0025).
//
//     application and its files ─▶ received · files ─▶ added, information-given, objected · reply and its files ─▶ drafted ─▶ answered
//     a recording's text ─▶ transcript-offered · the citizen's word, and a recording made again ─▶ transcript-judged
//     each digest is compared with what is there now
//
// G1  What was approved is what was sent: both events hold the same reply.
// G2  Files of a draft that was sent back may go on, into the next; its words stay.
// G3  Where the salt is gone, the case is erased, and the chain must say so (chain.ts); `accepted` is still compared.
// G4  An answer that the chain tells of is shown, at its time; none is shown that it does not tell of (untold.ts). So are
//     texts of recordings, and words on them.
// Pure: rows in, faults out.

import { createHash } from 'node:crypto';
import type { EventRow } from './chain.ts';

/** Of an event with digests, what is there now. */
export interface GivenRow {
  /** Part → content; null where nothing is there, where it is erased, and where the event has no digests. */
  parts: Readonly<Record<string, string>> | null;
  /** SHA-256 of the application's bytes, hexadecimal; of `received` alone. */
  accepted: string | null;
  /** Whether the citizen is shown this answer, with this time; of `answered` alone. */
  is_shown: boolean | null;
}

const GIVEN_PARTS = [
  'accepted',
  'application',
  'text',
  'summary',
  'captions',
  'files',
  'transcript',
  'verdict',
] as const;
type GivenPart = (typeof GIVEN_PARTS)[number];

/** `not-shown`: the answer is not there, hidden, or shown as of another time. */
export type GivenFault = {
  kind: `${GivenPart}-differs` | 'not-shown';
  applicationId: string;
  sequence: number;
};

const GIVING: readonly string[] = ['received', 'drafted', 'answered'];

/** One case's, all of them. @param rows its events, in the order of their numbers */
export function findGivenFaults(applicationId: string, rows: readonly (EventRow & GivenRow)[]): GivenFault[] {
  const sentBack = new Set(rows.flatMap((row) => (row.kind === 'draft-returned' ? [row.reply_id] : [])));
  return rows.flatMap((row) => {
    const kinds = faultsOf(row, sentBack.has(row.reply_id));
    return kinds.map((kind) => ({ kind, applicationId, sequence: row.sequence }));
  });
}

function faultsOf(row: EventRow & GivenRow, isSentBack: boolean): GivenFault['kind'][] {
  if (row.given === null) return [];
  const given: Record<string, string> = JSON.parse(row.given);
  const salt = row.content_salt;
  const differing = GIVEN_PARTS.filter((part) => {
    const digest = given[part];
    if (digest === undefined) return false;
    if (part === 'accepted') return digest !== row.accepted;
    if (salt === null || (isSentBack && (part === 'files' || part === 'captions'))) return false;
    const content = row.parts?.[part];
    return content === undefined || digest !== partDigest(salt, part, content);
  });
  const faults: GivenFault['kind'][] = differing.map((part) => `${part}-differs` as const);
  return row.is_shown === false ? [...faults, 'not-shown'] : faults;
}

/** @param salt a UUID */
function partDigest(salt: string, part: string, content: string): string {
  return createHash('sha256')
    .update(Buffer.from(salt.replaceAll('-', ''), 'hex'))
    .update(`${part}:${content}`)
    .digest('hex');
}

/** Of an event that should have digests: a server wrote it that made none, or none of the citizen's files. */
export function isFromBefore({ kind, given }: Pick<EventRow, 'kind' | 'given'>): boolean {
  if (given === null) return GIVING.includes(kind);
  return kind === 'received' && JSON.parse(given).files === undefined;
}
