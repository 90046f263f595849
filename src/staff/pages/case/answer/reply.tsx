// The reply of a case: what is being written, what became of it, and the answers that were given.

import { useEffect, useRef, useState } from 'preact/hooks';
import type { AnswerLimits } from '../../../../domain/answer-limits.ts';
import type { ReplyTemplates } from '../../../../domain/reply-template.ts';
import type { ReplyInput, StaffCase, StaffSession } from '../../../../domain/wire-staff.ts';
import type { Translate } from '../../../../i18n/translate.ts';
import type { SummarizedError } from '../../../../ui/error-summary/error-summary.tsx';
import { useAnnounce } from '../../../../ui/live-region/live-region.tsx';
import type { AnswerMedia } from '../../../answer-media/answer-media.ts';
import type { ReplyToSend } from '../../../api.ts';
import type { ReplyDraftKeeper } from '../../../reply-draft-keeper.ts';
import { type ReplyDraft, type ReplyDrafts, readKeptDraft } from '../../../reply-drafts.ts';
import type { FoundCase } from '../../../shell/next-case.ts';
import { useTexts } from '../../../shell/texts.tsx';
import type { Result } from '../../../staff-call.ts';
import { useFlushWhenHidden } from '../../../use-flush-when-hidden.ts';
import { ReturnedDraft } from '../draft/returned-draft.tsx';
import { WaitingDraft } from '../draft/waiting-draft.tsx';
import { AnswerForm } from './answer-form.tsx';
import { Answers } from './answers.tsx';
import { mayPrepare, mayReply } from './may-reply.ts';
import { PrepareAnswer } from './prepare-answer.tsx';
import { LeftOver, type NextCase, Sent } from './reply-outcome.tsx';
import { conflictKey, type ReplyState, replyState } from './reply-state.ts';
import { type ReplyTrouble, sendReply, troubleTitle } from './send-reply.ts';

export interface ReplyProps {
  staffCase: StaffCase;
  session: StaffSession;
  drafts: ReplyDrafts;
  keeper: ReplyDraftKeeper;
  media: AnswerMedia;
  makeId: () => string;
  onSend: (reply: ReplyToSend) => Promise<Result<StaffCase>>;
  onReadCase: (applicationId: string) => Promise<Result<StaffCase>>;
  /** The case after this one, in the list from which the officer came. */
  onFindNext: (applicationId: string) => Promise<FoundCase>;
  listAddress: string;
  onReadLimits: () => Promise<AnswerLimits>;
  onReadTemplates: (applicationId: string) => Promise<Result<ReplyTemplates>>;
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
  const { life } = staffCase;
  const isWriting = outcome.state === 'open' && mayReply(staffCase, session);
  const isPreparing = outcome.state === 'open' && !isWriting && mayPrepare(staffCase, session);
  const isOthers = outcome.state === 'open' && !isWriting && !isPreparing;
  const hasNothing = isOthers || outcome.state === 'answered';
  if (hasNothing && staffCase.replies.length === 0) return null;
  return (
    <section class="case-reply stack">
      <h2 id="reply" tabIndex={-1}>
        {t(headingOf(outcome, isWriting || isPreparing))}
      </h2>
      {isWriting && life?.returned ? <ReturnedDraft returned={life.returned} /> : null}
      {isWriting ? (
        <AnswerForm
          staffCase={staffCase}
          session={session}
          draft={draft}
          onChange={change}
          media={props.media}
          makeId={props.makeId}
          onReadLimits={props.onReadLimits}
          onReadTemplates={props.onReadTemplates}
          onSend={send}
          isSending={isSending}
          trouble={trouble}
          errors={props.errors}
          onErrors={props.onErrors}
          onJudgedAgain={props.onJudgedAgain}
        />
      ) : null}
      {isPreparing ? (
        <PrepareAnswer
          staffCase={staffCase}
          session={session}
          draft={draft}
          onChange={change}
          media={props.media}
          makeId={props.makeId}
          onReadLimits={props.onReadLimits}
        />
      ) : null}
      {next && (outcome.state === 'arrived' || outcome.state === 'waiting') ? (
        <Sent
          number={staffCase.number}
          isDraft={outcome.state === 'waiting'}
          next={next}
          listAddress={props.listAddress}
        />
      ) : null}
      {outcome.state === 'left-over' ? (
        <LeftOver
          text={outcome.text}
          conflict={conflictKey(staffCase, outcome.isOwn)}
          isNews={next !== undefined}
          onDiscard={discard}
        />
      ) : null}
      {life?.draft ? <WaitingDraft draft={life.draft} canDecide={life.actions.includes('approve')} /> : null}
      <Answers staffCase={staffCase} />
    </section>
  );
}

function headingOf({ state }: ReplyState, isWriting: boolean) {
  if (isWriting) return 'staff.reply.heading';
  return state === 'waiting' ? 'staff.draft.heading' : 'staff.case.answersHeading';
}

/** A draft that was sent back is gone on with, under an id of its own. */
function firstDraft({ life }: StaffCase, makeId: () => string): ReplyDraft {
  const { text = '', summary } = life?.returned ?? {};
  return { replyId: makeId(), text, ...(summary !== undefined && { summary }) };
}

/** The id is that of an answer or a draft which the server has had: what is written now is another one. */
function isUsed({ replies, life }: StaffCase, { replyId }: ReplyDraft): boolean {
  const isBack = life?.internal.some((event) => event.kind === 'draft-returned' && event.replyId === replyId);
  return isBack || replies.some(({ id }) => id === replyId);
}

/** This tab's, else what the server has of it, from another tab or machine. */
function begunDraft(staffCase: StaffCase, drafts: ReplyDrafts): ReplyDraft | undefined {
  const kept = readKeptDraft(staffCase.replyDraft);
  return drafts.read(staffCase.applicationId) ?? (kept && !isUsed(staffCase, kept) ? kept : undefined);
}

function useReply(props: ReplyProps) {
  const { staffCase, drafts, keeper, hasEnded } = props;
  const { t } = useTexts();
  const announce = useAnnounce();
  const { applicationId } = staffCase;
  const [draft, setDraft] = useState(
    (): ReplyDraft => begunDraft(staffCase, drafts) ?? firstDraft(staffCase, props.makeId),
  );
  const newest = useRef(draft);
  const [isSending, setSending] = useState(false);
  const [trouble, setTrouble] = useState<ReplyTrouble>();
  const [next, setNext] = useState<NextCase>();
  const outcome = replyState(staffCase, draft);

  useEffect(() => {
    if (outcome.state === 'arrived' || (outcome.state === 'waiting' && outcome.isOwn))
      drafts.remove(applicationId);
    if (outcome.state !== 'open' || !isUsed(staffCase, newest.current)) return;
    drafts.remove(applicationId);
    newest.current = firstDraft(staffCase, props.makeId);
    setDraft(newest.current);
  }, [outcome.state, drafts, applicationId, staffCase]);

  useFlushWhenHidden(keeper);

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
    keeper.keep(applicationId, newest.current);
  };

  const discard = (): void => {
    drafts.remove(applicationId);
    keeper.drop(applicationId);
    newest.current = firstDraft(staffCase, props.makeId);
    setDraft(newest.current);
    announce(t('staff.reply.discarded'));
    document.getElementById('reply')?.focus();
  };

  const send = async (reply: ReplyInput): Promise<void> => {
    setSending(true);
    setTrouble(undefined);
    keeper.stop(applicationId);
    announce(t('staff.reply.sending'), { matter: 'send' });
    const sender = { send: props.onSend, readCase: props.onReadCase };
    const result = await sendReply(sender, { ...reply, applicationId, replyId: draft.replyId });
    setSending(false);
    if (!result.ok) {
      keeper.keep(applicationId, newest.current);
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
    if (reached.state === 'arrived' || (reached.state === 'waiting' && reached.isOwn))
      drafts.remove(applicationId);
    // In the place of "sending", should that still wait.
    announce(outcomeWords(reached, result.staffCase, t), { matter: 'send' });
    setNext('looking');
    props.onCaseChanged(result.staffCase);
    setNext(await props.onFindNext(applicationId));
  };
  const sendIt = (reply: ReplyInput): void => void send(reply);
  return { draft, change, discard, send: sendIt, isSending, trouble, next, outcome };
}

function outcomeWords(reached: ReplyState, staffCase: StaffCase, t: Translate): string {
  const { number } = staffCase;
  if (reached.state === 'waiting') return t('staff.draft.sent', { number });
  if (reached.state !== 'left-over') return t('staff.reply.sent', { number });
  return t(conflictKey(staffCase, reached.isOwn));
}
