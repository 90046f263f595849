// One thing done to many cases, each by itself: what came of each is a value, and nothing of it is silent.
//
// E1  Every row has an outcome at the end, in the order of the rows.
// E2  One that fails stops no other; but where nobody is signed in, or nobody is reached, no further one is tried.
// E3  One after the other: an office's line and the server's other work come first.

import type { LeftOut } from '../../domain/bulk-answer.ts';
import type { StaffCaseRow } from '../../domain/wire-staff.ts';
import type { Failure } from '../staff-call.ts';

/** `untried`: stopped before it was its turn. The rest are the sentences `staff.bulk.trouble.<trouble>`. */
export type EachTrouble =
  | LeftOut
  | 'changed'
  /** An institution has it: it is forwarded, with a reason, and not assigned. */
  | 'held'
  | 'notAllowed'
  | 'notYours'
  | 'notValid'
  /** The institution that it was to go to. */
  | 'retired'
  /** What goes with the text could not be attached to this one. */
  | 'documents'
  | 'unreachable'
  | 'serverTrouble'
  | 'signedOut'
  | 'untried';
export type EachOutcome = 'done' | EachTrouble;

/** As far as it is told. */
export type EachRow = Pick<StaffCaseRow, 'applicationId' | 'number' | 'subject' | 'formats' | 'isInPool'>;

export interface EachResult {
  row: EachRow;
  outcome: EachOutcome;
}

const ENDS: ReadonlySet<EachOutcome> = new Set(['unreachable', 'signedOut']);

export async function runEach(
  rows: readonly EachRow[],
  work: (row: EachRow) => Promise<EachOutcome>,
  { onStep, isStopped }: { onStep: (done: number) => void; isStopped: () => boolean },
): Promise<EachResult[]> {
  const results: EachResult[] = [];
  let isOver = false;
  for (const row of rows) {
    isOver ||= isStopped();
    const outcome = isOver ? 'untried' : await work(row);
    isOver ||= ENDS.has(outcome);
    results.push({ row, outcome });
    onStep(results.length);
  }
  return results;
}

export function troubleOf(failure: Failure): EachTrouble {
  if (failure.kind === 'unreachable') return 'unreachable';
  if (failure.kind === 'malformed') return 'serverTrouble';
  switch (failure.code) {
    case 'unauthenticated':
      return 'signedOut';
    case 'forbidden':
    case 'own-draft':
    case 'override-not-allowed':
      return 'notAllowed';
    case 'not-found':
      return 'notYours';
    case 'action-not-possible':
    case 'action-conflict':
    case 'reply-conflict':
      return 'changed';
    case 'institution-retired':
      return 'retired';
    case 'answer-not-in-kind':
      return 'form';
    case 'answer-media-not-ready':
      return 'documents';
    case 'action-not-valid':
    case 'reply-not-valid':
    case 'body-too-large':
      return 'notValid';
    default:
      return 'serverTrouble';
  }
}

/**
 * The same id for the same thing to the same case, as long as the page is there: trying again after a lost answer repeats
 * nothing.
 */
export function createIds(makeId: () => string): (row: EachRow, what: unknown) => string {
  const ids = new Map<string, string>();
  return ({ applicationId }, what) => {
    const key = `${applicationId} ${JSON.stringify(what)}`;
    const id = ids.get(key) ?? makeId();
    ids.set(key, id);
    return id;
  };
}
