// The reply of a case: what is being written, what became of it, and the answers that were given.

import { useEffect, useRef, useState } from 'preact/hooks';
import type { AttachmentLimits } from '../../../../domain/attachment-limits.ts';
import type { ReplyInput, StaffCase, StaffCases, StaffSession } from '../../../../domain/wire-staff.ts';
import type { Translate } from '../../../../i18n/translate.ts';
import type { SummarizedError } from '../../../../ui/error-summary/error-summary.tsx';
import { useAnnounce } from '../../../../ui/live-region/live-region.tsx';
import type { AnswerMedia } from '../../../answer-media/answer-media.ts';
import type { ReplyToSend } from '../../../api.ts';
import type { ReplyDraft, ReplyDrafts } from '../../../reply-drafts.ts';
import { useTexts } from '../../../shell/texts.tsx';
import type { Result } from '../../../staff-call.ts';
import { AnswerForm } from './answer-form.tsx';
import { Answers } from './answers.tsx';
import { LeftOver, type NextCase, Sent } from './reply-outcome.tsx';
import { type ReplyState, replyState } from './reply-state.ts';
import { type ReplyTrouble, sendReply, troubleTitle } from './send-reply.ts';

export interface ReplyProps {
  staffCase: StaffCase;
  session: StaffSession;
  drafts: ReplyDrafts;
  media: AnswerMedia;
  makeId: () => string;
  onSend: (reply: ReplyToSend) => Promise<Result<StaffCase>>;
  onReadCase: (applicationId: string) => Promise<Result<StaffCase>>;
  /** The open list's first page. */
  onFindNext: () => Promise<Result<StaffCases>>;
  onReadLimits: () => Promise<AttachmentLimits>;
  onSessionEnded: () => void;
  /** The new state comes as `staffCase`. */
  onCaseChanged: (staffCase: StaffCase) => void;
  hasEnded: boolean;
  /** What keeps the answer from being sent, since the last press. */
  errors: readonly SummarizedError[];
  onErrors: (errors: readonly SummarizedError[]) => void;
  /** What would keep it after a change; only what was said before is said on. */
  onJudgedAgain: (errors: readonly SummarizedError[]) => void;
}

export function Reply(props: ReplyProps) {
  const { staffCase, session } = props;
  const { t } = useTexts();
  const { draft, change, discard, send, isSending, trouble, next, outcome } = useReply(props);
  return (
    <section class="case-reply stack">
      <h2 id="reply" tabIndex={-1}>
        {t(outcome.state === 'open' ? 'staff.reply.heading' : 'staff.case.answersHeading')}
      </h2>
      {outcome.state === 'open' ? (
        <AnswerForm
          staffCase={staffCase}
          session={session}
          draft={draft}
          onChange={change}
          media={props.media}
          makeId={props.makeId}
          onReadLimits={props.onReadLimits}
          onSend={send}
          isSending={isSending}
          trouble={trouble}
          errors={props.errors}
          onErrors={props.onErrors}
          onJudgedAgain={props.onJudgedAgain}
        />
      ) : null}
      {next && outcome.state === 'arrived' ? <Sent number={staffCase.number} next={next} /> : null}
      {outcome.state === 'left-over' ? (
        <LeftOver text={outcome.text} isOwn={outcome.isOwn} isNews={next !== undefined} onDiscard={discard} />
      ) : null}
      <Answers staffCase={staffCase} />
    </section>
  );
}

function useReply(props: ReplyProps) {
  const { staffCase, drafts, hasEnded } = props;
  const { t } = useTexts();
  const announce = useAnnounce();
  const { applicationId } = staffCase;
  const [draft, setDraft] = useState(
    (): ReplyDraft => drafts.read(applicationId) ?? { replyId: props.makeId(), text: '' },
  );
  const newest = useRef(draft);
  const [isSending, setSending] = useState(false);
  const [trouble, setTrouble] = useState<ReplyTrouble>();
  const [next, setNext] = useState<NextCase>();
  const outcome = replyState(staffCase, draft);

  useEffect(() => {
    if (outcome.state === 'arrived') drafts.remove(applicationId);
  }, [outcome.state, drafts, applicationId]);

  // Another tab has signed in again: the trouble is over.
  const wasEnded = useRef(hasEnded);
  useEffect(() => {
    if (wasEnded.current && !hasEnded) setTrouble(undefined);
    wasEnded.current = hasEnded;
  }, [hasEnded]);

  /** From what it is by then: an upload tells how far it is while a text is typed. */
  const change = (part: (before: ReplyDraft) => Partial<ReplyDraft>): void => {
    newest.current = { ...newest.current, ...part(newest.current) };
    setDraft(newest.current);
    drafts.write(applicationId, newest.current);
  };

  const discard = (): void => {
    drafts.remove(applicationId);
    newest.current = { replyId: props.makeId(), text: '' };
    setDraft(newest.current);
    announce(t('staff.reply.discarded'));
    document.getElementById('reply')?.focus();
  };

  const send = async (reply: ReplyInput): Promise<void> => {
    setSending(true);
    setTrouble(undefined);
    announce(t('staff.reply.sending'));
    const sender = { send: props.onSend, readCase: props.onReadCase };
    const result = await sendReply(sender, { ...reply, applicationId, replyId: draft.replyId });
    setSending(false);
    if (!result.ok) {
      setTrouble(result.trouble);
      announce(`${t(troubleTitle(result.trouble))}. ${t(`staff.reply.${result.trouble}`)}`, {
        assertive: true,
      });
      if (result.trouble === 'signedOut') props.onSessionEnded();
      if (result.trouble === 'mediaNotReady') void props.media.look();
      return;
    }
    // The officer may have gone to another page meanwhile: draft and words do not depend on this one.
    const reached = replyState(result.staffCase, draft);
    if (reached.state === 'arrived') drafts.remove(applicationId);
    announce(outcomeWords(reached, staffCase, t));
    setNext('looking');
    props.onCaseChanged(result.staffCase);
    setNext(await findNext(props));
  };
  const sendIt = (reply: ReplyInput): void => void send(reply);
  return { draft, change, discard, send: sendIt, isSending, trouble, next, outcome };
}

function outcomeWords(reached: ReplyState, { number }: StaffCase, t: Translate): string {
  if (reached.state !== 'left-over') return t('staff.reply.sent', { number });
  return t(reached.isOwn ? 'staff.reply.conflictEarlier' : 'staff.reply.conflict');
}

async function findNext({ staffCase, onFindNext }: ReplyProps): Promise<NextCase> {
  const open = await onFindNext();
  if (!open.ok) return 'unknown';
  return open.value.cases.find(({ applicationId }) => applicationId !== staffCase.applicationId) ?? 'none';
}
