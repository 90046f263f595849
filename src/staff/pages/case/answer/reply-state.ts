// What has become of an officer's text, from the case and the draft alone: so a lost answer, a reload and a faster
// colleague all end in the same, right place. Pure.

import { normaliseText } from '../../../../domain/text.ts';
import { readAnswer } from '../../../../domain/thread-answer.ts';
import type { StaffCase } from '../../../../domain/wire-staff.ts';
import type { ReplyDraft } from '../../../reply-drafts.ts';

export type ReplyState =
  /** Not answered: the form. */
  | { state: 'open' }
  /** Answered, and nothing of the officer's is left over. */
  | { state: 'answered' }
  /** Answered by this very draft: it has done its work. */
  | { state: 'arrived' }
  /** Answered, and this text is not in the answer; `isOwn`: an earlier version of it is. */
  | { state: 'left-over'; text: string; isOwn: boolean };

export function replyState(staffCase: StaffCase, draft: ReplyDraft): ReplyState {
  if (staffCase.state !== 'answered') return { state: 'open' };
  const own = staffCase.replies.find(({ id }) => id === draft.replyId);
  const { text, summary = '', media = [] } = draft;
  const isTheAnswer = own?.text === normaliseText(text) && summaryOf(own) === normaliseText(summary);
  if (own && isTheAnswer) return { state: 'arrived' };
  const captions = media.flatMap((one) => one.captions.map((cue) => cue.text));
  const left = [text, summary, captions.join('\n')].filter((one) => normaliseText(one) !== '').join('\n\n');
  if (left === '') return own ? { state: 'arrived' } : { state: 'answered' };
  return { state: 'left-over', text: left, isOwn: own !== undefined };
}

function summaryOf(reply: StaffCase['replies'][number]): string {
  return readAnswer(reply).summary ?? '';
}
