// Sends a reply and says what came of it, in the terms that an officer can act on. The id is the draft's, so trying
// again after a lost answer is the same reply; nothing here decides to try again.

import type { StaffCase } from '../../../../domain/wire-staff.ts';
import type { ReplyToSend } from '../../../api.ts';
import type { Failure, Result } from '../../../staff-call.ts';

/**
 * `conflict-unread`: the case is answered already, but how could not be read.
 * The others are the sentences `staff.reply.<trouble>`.
 */
export type ReplyTrouble =
  | 'unreachable'
  | 'serverTrouble'
  | 'signedOut'
  | 'notYours'
  | 'notValid'
  /** What the citizen asked for has changed, or a file with it. */
  | 'notInKind'
  | 'mediaNotReady'
  /** A caption lies beyond the end of its recording, as the server has measured it. */
  | 'beyondEnd'
  | 'overrideNotAllowed'
  | 'conflictUnread';

/** The heading above the trouble's sentence: where no answer came, nobody may say that it was not sent. */
export function troubleTitle(trouble: ReplyTrouble): 'staff.reply.unsureTitle' | 'staff.reply.failedTitle' {
  return trouble === 'unreachable' ? 'staff.reply.unsureTitle' : 'staff.reply.failedTitle';
}

export type SendOutcome =
  /** The case as it stands now; answered or drafted, by this reply or by another (reply-state.ts tells which). */
  { ok: true; staffCase: StaffCase } | { ok: false; trouble: ReplyTrouble };

export interface ReplySender {
  send: (reply: ReplyToSend) => Promise<Result<StaffCase>>;
  readCase: (applicationId: string) => Promise<Result<StaffCase>>;
}

export async function sendReply({ send, readCase }: ReplySender, reply: ReplyToSend): Promise<SendOutcome> {
  const sent = await send(reply);
  if (sent.ok) return { ok: true, staffCase: sent.value };
  const trouble = troubleOf(sent.failure);
  if (trouble !== 'conflictUnread') return { ok: false, trouble };
  const read = await readCase(reply.applicationId);
  const isTaken = read.ok && (read.value.state === 'answered' || read.value.life?.state === 'drafted');
  return isTaken ? { ok: true, staffCase: read.value } : { ok: false, trouble };
}

function troubleOf(failure: Failure): ReplyTrouble {
  if (failure.kind === 'unreachable') return 'unreachable';
  if (failure.kind === 'malformed') return 'serverTrouble';
  switch (failure.code) {
    case 'unauthenticated':
      return 'signedOut';
    case 'reply-conflict':
      return 'conflictUnread';
    case 'answer-not-in-kind':
      return 'notInKind';
    case 'answer-media-not-ready':
      return 'mediaNotReady';
    case 'override-not-allowed':
      return 'overrideNotAllowed';
    case 'forbidden':
    case 'not-found':
      return 'notYours';
    case 'cues-beyond-end':
      return 'beyondEnd';
    case 'reply-not-valid':
    case 'body-too-large':
      return 'notValid';
    default:
      return 'serverTrouble';
  }
}
