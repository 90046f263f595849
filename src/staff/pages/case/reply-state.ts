// What has become of an officer's text, from the case and the draft alone: so a lost answer, a reload and a faster
// colleague all end in the same, right place. Pure.

import { normaliseText } from '../../../domain/text.ts';
import type { StaffCase } from '../../../domain/wire-staff.ts';
import type { ReplyDraft } from '../../reply-drafts.ts';

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
  const text = normaliseText(draft.text);
  if (own && own.text === text) return { state: 'arrived' };
  if (text === '') return own ? { state: 'arrived' } : { state: 'answered' };
  return { state: 'left-over', text: draft.text, isOwn: own !== undefined };
}
