// One case: how the citizen wants the answer, what they wrote, who they are, what has happened, the reply, and what else can be
// done. The reading order is that of the work: wish, text, facts, answer, actions.

import { useState } from 'preact/hooks';
import type { StaffActionKind } from '../../../domain/staff-action.ts';
import type { StaffCase } from '../../../domain/wire-staff.ts';
import { ErrorSummary, type SummarizedError } from '../../../ui/error-summary/error-summary.tsx';
import { Link } from '../../../ui/link/link.tsx';
import { PageHeading } from '../../../ui/page-heading/page-heading.tsx';
import { useTexts } from '../../shell/texts.tsx';
import { useErrorTitle } from '../../shell/use-error-title.ts';
import { Actions, type ActionsProps } from './actions/actions.tsx';
import { AddedByCitizen, LifeNotice } from './acts/citizen-acts.tsx';
import { mayReply } from './answer/may-reply.ts';
import { Reply, type ReplyProps } from './answer/reply.tsx';
import { Applicant } from './applicant.tsx';
import { Attachments } from './attachments.tsx';
import { CaseFacts } from './case-facts.tsx';
import { CaseGone } from './case-gone.tsx';
import { CaseHistory } from './case-history.tsx';
import { ChangedBanner } from './changed/changed-banner.tsx';
import { useNewerCase } from './changed/use-newer-case.ts';
import { CitizenText } from './citizen-text.tsx';
import { KeyHelp } from './keys/key-help.tsx';
import { KeyHint } from './keys/key-hint.tsx';
import { CaseLife } from './life/case-life.tsx';
import { WantedFormats } from './wanted-formats.tsx';
import './case.css';

type OfPage = 'errors' | 'onErrors' | 'onNewer' | 'onLeft';

export interface CasePageProps extends Omit<ReplyProps, OfPage>, Omit<ActionsProps, OfPage> {
  listAddress: string;
}

type Part = 'reply' | 'action';
const NO_ERRORS: readonly SummarizedError[] = [];

export function CasePage(props: CasePageProps) {
  const { staffCase, session, now, onCaseChanged } = props;
  const [left, setLeft] = useState<{ kind: StaffActionKind; institution: string }>();
  const { newer, tell } = useNewerCase(props);
  const { faults, report, hasErrors, attempts } = useFaults(staffCase);
  useErrorTitle(hasErrors);
  if (left) return <CaseGone {...props} {...left} />;
  const show = (): void => {
    if (newer) onCaseChanged(newer);
    document.querySelector<HTMLElement>('main h1')?.focus();
  };
  const errorsOf = (part: Part) => (faults.part === part ? faults.errors : NO_ERRORS);
  return (
    <div class="case">
      <div class="case-top stack">
        {hasErrors ? <Faults key={attempts} part={faults.part} errors={faults.errors} /> : null}
        {newer ? <ChangedBanner onShow={show} /> : null}
        <Top {...props} />
      </div>
      <section class="case-text stack">
        <CitizensWords staffCase={staffCase} />
      </section>
      <div class="case-side">
        <CaseFacts staffCase={staffCase} isCentre={session.institutionId === null} nowMs={now()} />
        <Applicant staffCase={staffCase} />
        {staffCase.life ? <CaseLife life={staffCase.life} /> : <CaseHistory staffCase={staffCase} />}
      </div>
      <div class="case-work">
        <Reply {...props} errors={errorsOf('reply')} onErrors={(found) => report('reply', found)} />
        <Actions
          {...props}
          errors={errorsOf('action')}
          onErrors={(found) => report('action', found)}
          onNewer={tell}
          onLeft={(kind, institution) => setLeft({ kind, institution })}
        />
      </div>
    </div>
  );
}

/** What keeps the answer or an action from being sent. The answer's go when the case is answered. */
function useFaults({ state }: StaffCase) {
  const [faults, setFaults] = useState<{ part: Part; errors: readonly SummarizedError[] }>({
    part: 'reply',
    errors: NO_ERRORS,
  });
  const [attempts, setAttempts] = useState(0);
  const report = (part: Part, errors: readonly SummarizedError[]): void => {
    setFaults({ part, errors });
    setAttempts((before) => before + 1);
  };
  const hasErrors = faults.errors.length > 0 && (faults.part === 'action' || state !== 'answered');
  return { faults, report, hasErrors, attempts };
}

function Faults({ part, errors }: { part: Part; errors: readonly SummarizedError[] }) {
  const { t } = useTexts();
  return (
    <ErrorSummary
      title={t(part === 'reply' ? 'staff.reply.errorTitle' : 'staff.action.errorTitle')}
      errors={errors}
    />
  );
}

function Top({ staffCase, session, listAddress }: CasePageProps) {
  const { t } = useTexts();
  const { life, state } = staffCase;
  const isToWrite = state !== 'answered' && life?.state !== 'drafted';
  const hasReply = staffCase.replies.length > 0 || (isToWrite ? mayReply(staffCase, session) : life?.draft);
  const hasActions = life !== undefined && life.actions.length > 0;
  return (
    <>
      <Link href={listAddress} kind="back">
        {t('staff.case.back')}
        <KeyHint name="list" />
      </Link>
      <PageHeading caption={t('staff.case.caption', { number: staffCase.number })}>
        <bdi lang="">{staffCase.subject}</bdi>
      </PageHeading>
      <div class="case-tools">
        {hasReply ? (
          <a class="console-step" href="#reply">
            {t(isToWrite ? 'staff.case.toReply' : 'staff.case.toAnswer')}
            <KeyHint name="reply" />
          </a>
        ) : null}
        {hasActions ? (
          <a class="console-step" href="#actions">
            {t('staff.action.heading')}
          </a>
        ) : null}
        <KeyHelp />
      </div>
      <LifeNotice staffCase={staffCase} />
      <WantedFormats formats={staffCase.formats} />
    </>
  );
}

function CitizensWords({ staffCase }: { staffCase: StaffCase }) {
  const { t } = useTexts();
  return (
    <>
      <h2 id="case-text" tabIndex={-1}>
        {t('staff.case.textHeading')}
      </h2>
      {staffCase.description === '' ? (
        <p>{t('staff.attachments.toldByRecording')}</p>
      ) : (
        <CitizenText text={staffCase.description} locale={staffCase.locale} />
      )}
      <Attachments staffCase={staffCase} />
      <AddedByCitizen staffCase={staffCase} />
    </>
  );
}
