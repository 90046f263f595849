// One case: how the citizen wants the answer, what they wrote, who they are, what has happened, the reply, and what else can be
// done. The reading order is that of the work: wish, text, facts, answer, actions.

import { useState } from 'preact/hooks';
import { may } from '../../../domain/role.ts';
import type { StaffActionKind } from '../../../domain/staff-action.ts';
import type { StaffCase } from '../../../domain/wire-staff.ts';
import { Button } from '../../../ui/button/button.tsx';
import { ErrorSummary, type SummarizedError } from '../../../ui/error-summary/error-summary.tsx';
import { Link } from '../../../ui/link/link.tsx';
import { useAnnounce } from '../../../ui/live-region/live-region.tsx';
import { PageHeading } from '../../../ui/page-heading/page-heading.tsx';
import { KeyHint } from '../../keys/key-hint.tsx';
import { caseAddress } from '../../shell/routes.ts';
import { useTexts } from '../../shell/texts.tsx';
import { useErrorTitle } from '../../shell/use-error-title.ts';
import { useFaults } from '../../shell/use-faults.ts';
import { Actions, type ActionsProps } from './actions/actions.tsx';
import { AddedByCitizen, LifeNotice } from './acts/citizen-acts.tsx';
import { mayPrepare } from './answer/may-reply.ts';
import { Reply, type ReplyProps } from './answer/reply.tsx';
import { Applicant } from './applicant.tsx';
import { Attachments } from './attachments.tsx';
import { CaseFacts } from './case-facts.tsx';
import { CaseGone } from './case-gone.tsx';
import { CaseHistory } from './case-history.tsx';
import { ChangedBanner } from './changed/changed-banner.tsx';
import { useNewerCase } from './changed/use-newer-case.ts';
import { CitizenText } from './citizen-text.tsx';
import { CaseLife } from './life/case-life.tsx';
import { LikenessNotice } from './likeness-notice.tsx';
import { OthersHere } from './presence/others-here.tsx';
import { type PresenceApi, usePresence } from './presence/use-presence.ts';
import { WantedFormats } from './wanted-formats.tsx';
import './case.css';

type OfPage = 'errors' | 'onErrors' | 'onJudgedAgain' | 'onNewer' | 'onLeft';

export interface CasePageProps
  extends Omit<ReplyProps, OfPage>,
    Omit<ActionsProps, OfPage>,
    Omit<PresenceApi, 'onReadCase'> {
  listAddress: string;
  /** An address of the console. */
  onOpen: (address: string) => void;
}

type Part = 'reply' | 'action';
const NO_ERRORS: readonly SummarizedError[] = [];

export function CasePage(props: CasePageProps) {
  const { staffCase, session, now, onCaseChanged } = props;
  const [left, setLeft] = useState<{ kind: StaffActionKind; institution: string }>();
  const { newer, tell } = useNewerCase(props);
  const isWorking = left === undefined && may(session.role, 'answer.prepare');
  const others = usePresence({ ...props, isWorking, onNewer: tell });
  const { pressed, errors, attempt, hasErrors, of } = useFaultsOfParts(staffCase);
  useErrorTitle(hasErrors);
  if (left) return <CaseGone {...props} {...left} />;
  const show = (): void => {
    if (newer) onCaseChanged(newer);
    document.querySelector<HTMLElement>('main h1')?.focus();
  };
  return (
    <div class="case">
      <div class="case-top stack">
        {hasErrors ? <Faults key={attempt} part={pressed} errors={errors} /> : null}
        {newer ? <ChangedBanner onShow={show} /> : null}
        <OthersHere names={others} />
        <Top {...props} />
      </div>
      <section class="case-text stack">
        <CitizensWords staffCase={staffCase} />
      </section>
      <div class="case-side">
        <CaseFacts staffCase={staffCase} isCentre={session.institutionId === null} nowMs={now()} />
        <Applicant staffCase={staffCase} session={session} />
        {staffCase.life ? <CaseLife life={staffCase.life} /> : <CaseHistory staffCase={staffCase} />}
      </div>
      <div class="case-work">
        <Reply {...props} {...of('reply')} />
        <Actions
          {...props}
          {...of('action')}
          onNewer={tell}
          onLeft={(kind, institution) => setLeft({ kind, institution })}
        />
      </div>
    </div>
  );
}

/** What keeps the answer or an action from being sent, whichever was pressed last. The answer's go when the case is answered. */
function useFaultsOfParts({ state }: StaffCase) {
  const [pressed, setPressed] = useState<Part>('reply');
  const parts = { reply: useFaults(), action: useFaults() };
  const { errors, attempt } = parts[pressed];
  const of = (part: Part) => ({
    errors: pressed === part ? parts[part].errors : NO_ERRORS,
    onErrors: (found: readonly SummarizedError[]): void => {
      setPressed(part);
      parts[part].report(found);
    },
    onJudgedAgain: parts[part].judgeAgain,
  });
  const hasErrors = errors.length > 0 && (pressed === 'action' || state !== 'answered');
  return { pressed, errors, attempt, hasErrors, of };
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

function Top(props: CasePageProps) {
  const { staffCase, session, listAddress } = props;
  const { t } = useTexts();
  const { life, state } = staffCase;
  const isToWrite = state !== 'answered' && life?.state !== 'drafted';
  const hasReply = staffCase.replies.length > 0 || (isToWrite ? mayPrepare(staffCase, session) : life?.draft);
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
        <ToNext {...props} />
      </div>
      <LifeNotice staffCase={staffCase} />
      <WantedFormats formats={staffCase.formats} />
      <LikenessNotice likeness={staffCase.likeness} />
    </>
  );
}

/** To the case after this one in the list from which the officer came. */
function ToNext({ staffCase, onFindNext, onOpen }: CasePageProps) {
  const { t } = useTexts();
  const announce = useAnnounce();
  const [isLooking, setLooking] = useState(false);
  const look = async (): Promise<void> => {
    setLooking(true);
    const next = await onFindNext(staffCase.applicationId);
    setLooking(false);
    if (typeof next === 'object') onOpen(caseAddress(next.applicationId));
    else announce(t(next === 'none' ? 'staff.reply.noNext' : 'staff.case.nextUnknown'), { assertive: true });
  };
  return (
    <Button id="case-to-next" kind="quiet" onPress={() => void look()} isDisabled={isLooking}>
      {t('staff.case.next')}
      <KeyHint name="next" />
    </Button>
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
