// What has become of an officer's text, from the case and the draft alone: so a lost answer, a reload and a faster
// colleague all end in the same, right place. Pure.

import { normaliseText } from '../../../../domain/text.ts';
import { readAnswer } from '../../../../domain/thread-answer.ts';
import type { StaffCase } from '../../../../domain/wire-staff.ts';
import type { ReplyDraft } from '../../../reply-drafts.ts';

export type ReplyState =
  /** Not answered: the form. */
  | { state: 'open' }
  /** A draft waits for its approval: this very one (`isOwn`), or another, and nothing of the officer's is left over. */
  | { state: 'waiting'; isOwn: boolean }
  /** Nothing is answered any more (answered, withdrawn, not examined), and nothing of the officer's is left over. */
  | { state: 'answered' }
  /** Answered by this very draft: it has done its work. */
  | { state: 'arrived' }
  /** Over, or drafted by somebody else, and this text is not in it; `isOwn`: an earlier version of it is the answer. */
  | { state: 'left-over'; text: string; isOwn: boolean };

export function replyState(staffCase: StaffCase, draft: ReplyDraft): ReplyState {
  const waiting = staffCase.life?.state === 'drafted' ? staffCase.life.draft : undefined;
  if (waiting?.replyId === draft.replyId) return { state: 'waiting', isOwn: true };
  if (staffCase.state !== 'answered' && !waiting) return { state: 'open' };
  const own = staffCase.replies.find(({ id }) => id === draft.replyId);
  const { text, summary = '', media = [] } = draft;
  const isTheAnswer =
    own && (own.source ?? own.text) === normaliseText(text) && summaryOf(own) === normaliseText(summary);
  if (isTheAnswer) return { state: 'arrived' };
  const captions = media.flatMap((one) => one.captions.map((cue) => cue.text));
  const left = [text, summary, captions.join('\n')].filter((one) => normaliseText(one) !== '').join('\n\n');
  if (left === '' && waiting) return { state: 'waiting', isOwn: false };
  if (left === '') return own ? { state: 'arrived' } : { state: 'answered' };
  return { state: 'left-over', text: left, isOwn: own !== undefined };
}

/** What to say of a text that is left over. */
export function conflictKey({ life, replies }: StaffCase, isOwn: boolean) {
  if (isOwn) return 'staff.reply.conflictEarlier';
  if (life?.state === 'drafted') return 'staff.draft.conflict';
  return replies.length > 0 ? 'staff.reply.conflict' : 'staff.reply.conflictOver';
}

function summaryOf(reply: StaffCase['replies'][number]): string {
  return readAnswer(reply).summary ?? '';
}
