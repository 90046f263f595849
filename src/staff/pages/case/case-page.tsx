// One case: how the citizen wants the answer, what they wrote, who they are, what has happened, and the reply.
// The reading order is that of the work: wish, text, facts, answer.

import { ErrorSummary } from '../../../ui/error-summary/error-summary.tsx';
import { Link } from '../../../ui/link/link.tsx';
import { PageHeading } from '../../../ui/page-heading/page-heading.tsx';
import { useTexts } from '../../shell/texts.tsx';
import { useErrorTitle } from '../../shell/use-error-title.ts';
import { useFaults } from '../../shell/use-faults.ts';
import { Reply, type ReplyProps } from './answer/reply.tsx';
import { Applicant } from './applicant.tsx';
import { Attachments } from './attachments.tsx';
import { CaseFacts } from './case-facts.tsx';
import { CaseHistory } from './case-history.tsx';
import { CitizenText } from './citizen-text.tsx';
import { WantedFormats } from './wanted-formats.tsx';
import './case.css';

export interface CasePageProps extends Omit<ReplyProps, 'errors' | 'onErrors' | 'onJudgedAgain'> {
  listAddress: string;
  now: () => number;
}

export function CasePage(props: CasePageProps) {
  const { staffCase, session, listAddress, now } = props;
  const { t } = useTexts();
  const isAnswered = staffCase.state === 'answered';
  const { errors, attempt, report, judgeAgain } = useFaults();
  const hasErrors = errors.length > 0 && !isAnswered;
  useErrorTitle(hasErrors);
  return (
    <div class="case">
      <div class="case-top stack">
        {hasErrors ? (
          <ErrorSummary key={attempt} title={t('staff.reply.errorTitle')} errors={errors} />
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
      <Reply {...props} errors={errors} onErrors={report} onJudgedAgain={judgeAgain} />
    </div>
  );
}
