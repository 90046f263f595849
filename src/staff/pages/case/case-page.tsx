// One case: how the citizen wants the answer, what they wrote, who they are, what has happened, and the reply.
// The reading order is that of the work: wish, text, facts, answer.

import { useEffect, useRef, useState } from 'preact/hooks';
import type { StaffCase, StaffCases, StaffSession } from '../../../domain/wire-staff.ts';
import type { Translate } from '../../../i18n/translate.ts';
import { ErrorSummary } from '../../../ui/error-summary/error-summary.tsx';
import { Link } from '../../../ui/link/link.tsx';
import { useAnnounce } from '../../../ui/live-region/live-region.tsx';
import { PageHeading } from '../../../ui/page-heading/page-heading.tsx';
import type { ReplyToSend } from '../../api.ts';
import type { ReplyDrafts } from '../../reply-drafts.ts';
import { useTexts } from '../../shell/texts.tsx';
import { useErrorTitle } from '../../shell/use-error-title.ts';
import type { Result } from '../../staff-call.ts';
import { Applicant } from './applicant.tsx';
import { Attachments } from './attachments.tsx';
import { CaseFacts } from './case-facts.tsx';
import { Answers, CaseHistory } from './case-history.tsx';
import { CitizenText } from './citizen-text.tsx';
import { REPLY_FIELD_ID, ReplyForm, type ReplyFormProps } from './reply-form.tsx';
import { LeftOver, type NextCase, Sent } from './reply-outcome.tsx';
import { type ReplyState, replyState } from './reply-state.ts';
import { type ReplyTrouble, sendReply, troubleTitle } from './send-reply.ts';
import { WantedFormats } from './wanted-formats.tsx';
import './case.css';

export interface CasePageProps {
  staffCase: StaffCase;
  session: StaffSession;
  listAddress: string;
  drafts: ReplyDrafts;
  makeId: () => string;
  onSend: (reply: ReplyToSend) => Promise<Result<StaffCase>>;
  onReadCase: (applicationId: string) => Promise<Result<StaffCase>>;
  /** The open list's first page. */
  onFindNext: () => Promise<Result<StaffCases>>;
  onSessionEnded: () => void;
  /** The new state comes as `staffCase`. */
  onCaseChanged: (staffCase: StaffCase) => void;
  hasEnded: boolean;
  now: () => number;
}

export function CasePage(props: CasePageProps) {
  const { staffCase, session, listAddress, now } = props;
  const { t } = useTexts();
  const isAnswered = staffCase.state === 'answered';
  const [error, setError] = useState<string>();
  const [attempts, setAttempts] = useState(0);
  const report = (found: string | undefined): void => {
    setError(found);
    setAttempts((before) => before + 1);
  };
  const shownError = isAnswered ? undefined : error;
  useErrorTitle(shownError !== undefined);
  return (
    <div class="case">
      <div class="case-top stack">
        {shownError ? (
          <ErrorSummary
            key={attempts}
            title={t('staff.reply.errorTitle')}
            errors={[{ fieldId: REPLY_FIELD_ID, text: shownError }]}
          />
        ) : null}
        <Link href={listAddress} kind="back">
          {t('staff.case.back')}
        </Link>
        <PageHeading caption={t('staff.case.caption', { number: staffCase.number })}>
          <bdi lang="">{staffCase.subject}</bdi>
        </PageHeading>
        <p>
          <a class="console-step" href="#reply">
            {t(isAnswered ? 'staff.case.toAnswer' : 'staff.case.toReply')}
          </a>
        </p>
        <WantedFormats formats={staffCase.formats} />
      </div>
      <section class="case-text stack">
        <h2>{t('staff.case.textHeading')}</h2>
        {staffCase.description === '' ? (
          <p>{t('staff.attachments.toldByRecording')}</p>
        ) : (
          <CitizenText text={staffCase.description} locale={staffCase.locale} />
        )}
        <Attachments staffCase={staffCase} />
      </section>
      <div class="case-side">
        <CaseFacts staffCase={staffCase} isCentre={session.institutionId === null} nowMs={now()} />
        <Applicant staffCase={staffCase} />
        <CaseHistory staffCase={staffCase} />
      </div>
      <Reply {...props} error={error} onError={report} />
    </div>
  );
}

function Reply(props: CasePageProps & Pick<ReplyFormProps, 'error' | 'onError'>) {
  const { staffCase, session, drafts, hasEnded } = props;
  const { t } = useTexts();
  const announce = useAnnounce();
  const { applicationId } = staffCase;
  const [draft, setDraft] = useState(
    () => drafts.read(applicationId) ?? { replyId: props.makeId(), text: '' },
  );
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

  const write = (text: string): void => {
    const changed = { ...draft, text };
    setDraft(changed);
    drafts.write(applicationId, changed);
  };

  const discard = (): void => {
    drafts.remove(applicationId);
    setDraft({ replyId: props.makeId(), text: '' });
    announce(t('staff.reply.discarded'));
    document.getElementById('reply')?.focus();
  };

  const send = async (): Promise<void> => {
    setSending(true);
    setTrouble(undefined);
    announce(t('staff.reply.sending'));
    const sender = { send: props.onSend, readCase: props.onReadCase };
    const result = await sendReply(sender, applicationId, draft);
    setSending(false);
    if (!result.ok) {
      setTrouble(result.trouble);
      announce(`${t(troubleTitle(result.trouble))}. ${t(`staff.reply.${result.trouble}`)}`, {
        assertive: true,
      });
      if (result.trouble === 'signedOut') props.onSessionEnded();
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

  return (
    <section class="case-reply stack">
      <h2 id="reply" tabIndex={-1}>
        {t(outcome.state === 'open' ? 'staff.reply.heading' : 'staff.case.answersHeading')}
      </h2>
      {outcome.state === 'open' ? (
        <ReplyForm
          staffCase={staffCase}
          session={session}
          text={draft.text}
          onText={write}
          onSend={() => void send()}
          isSending={isSending}
          trouble={trouble}
          error={props.error}
          onError={props.onError}
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

function outcomeWords(reached: ReplyState, { number }: StaffCase, t: Translate): string {
  if (reached.state !== 'left-over') return t('staff.reply.sent', { number });
  return t(reached.isOwn ? 'staff.reply.conflictEarlier' : 'staff.reply.conflict');
}

async function findNext({ staffCase, onFindNext }: CasePageProps): Promise<NextCase> {
  const open = await onFindNext();
  if (!open.ok) return 'unknown';
  return open.value.cases.find(({ applicationId }) => applicationId !== staffCase.applicationId) ?? 'none';
}
