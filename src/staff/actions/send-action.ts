// Does an action and says what came of it, in the terms that an officer can act on. The id is the draft's, so trying again
// after a lost answer is the same action; nothing here decides to try again.

import type { StaffCase } from '../../domain/wire-staff.ts';
import type { Failure, Result } from '../staff-call.ts';
import type { ActionToSend } from './action-api.ts';

/**
 * The sentences `staff.action.trouble.<trouble>`. `changed`: not possible as the case stands now. `earlier`: an earlier version
 * of this very action has been done.
 */
export type ActionTrouble =
  | 'unreachable'
  | 'serverTrouble'
  | 'signedOut'
  | 'notYours'
  | 'notAllowed'
  | 'ownDraft'
  | 'notValid'
  | 'retired'
  | 'changed'
  | 'earlier';

export type ActionOutcome =
  /** `staffCase`: as it is now; null where it is not theirs any more. */
  | { ok: true; staffCase: StaffCase | null }
  /** `newest`: as it was found to be, where the action did not fit. */
  | { ok: false; trouble: ActionTrouble; newest: StaffCase | undefined };

export interface ActionSender {
  take: (action: ActionToSend) => Promise<Result<StaffCase | null>>;
  readCase: (applicationId: string) => Promise<Result<StaffCase>>;
}

export async function sendAction(
  { take, readCase }: ActionSender,
  action: ActionToSend,
): Promise<ActionOutcome> {
  const taken = await take(action);
  if (taken.ok) return { ok: true, staffCase: taken.value };
  const trouble = troubleOf(taken.failure);
  if (trouble !== 'changed' && trouble !== 'earlier') return { ok: false, trouble, newest: undefined };
  const read = await readCase(action.applicationId);
  return { ok: false, trouble, newest: read.ok ? read.value : undefined };
}

function troubleOf(failure: Failure): ActionTrouble {
  if (failure.kind === 'unreachable') return 'unreachable';
  if (failure.kind === 'malformed') return 'serverTrouble';
  switch (failure.code) {
    case 'unauthenticated':
      return 'signedOut';
    case 'action-not-possible':
      return 'changed';
    case 'action-conflict':
      return 'earlier';
    case 'forbidden':
    case 'override-not-allowed':
      return 'notAllowed';
    case 'own-draft':
      return 'ownDraft';
    case 'not-found':
      return 'notYours';
    case 'institution-retired':
      return 'retired';
    case 'action-not-valid':
    case 'answer-not-in-kind':
    case 'body-too-large':
      return 'notValid';
    default:
      return 'serverTrouble';
  }
}
