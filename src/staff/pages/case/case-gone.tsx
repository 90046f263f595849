// A case that is not the officer's any more, because they have given it to another institution, or their opinion, for which it was open
// to them: nothing of it stays on the screen but its name, that it was done, and what comes next.

import { useEffect, useRef, useState } from 'preact/hooks';
import type { StaffActionKind } from '../../../domain/staff-action.ts';
import type { StaffCase } from '../../../domain/wire-staff.ts';
import { Link } from '../../../ui/link/link.tsx';
import { PageHeading } from '../../../ui/page-heading/page-heading.tsx';
import { StatusBanner } from '../../../ui/status-banner/status-banner.tsx';
import type { FoundCase } from '../../shell/next-case.ts';
import { useTexts } from '../../shell/texts.tsx';
import { Next, type NextCase } from './answer/reply-outcome.tsx';

export interface CaseGoneProps {
  staffCase: StaffCase;
  /** By which it has gone. */
  kind: StaffActionKind;
  /** To whom; empty where it has stayed. */
  institution: string;
  listAddress: string;
  onFindNext: (applicationId: string) => Promise<FoundCase>;
}

export function CaseGone({ staffCase, kind, institution, listAddress, onFindNext }: CaseGoneProps) {
  const { t } = useTexts();
  const element = useRef<HTMLElement>(null);
  const [next, setNext] = useState<NextCase>('looking');
  useEffect(() => {
    element.current?.focus();
    void onFindNext(staffCase.applicationId).then(setNext);
  }, []);
  return (
    <div class="case-top stack">
      <Link href={listAddress} kind="back">
        {t('staff.case.back')}
      </Link>
      <PageHeading caption={t('staff.case.caption', { number: staffCase.number })}>
        <bdi lang="">{staffCase.subject}</bdi>
      </PageHeading>
      <section class="case-outcome" ref={element} tabIndex={-1} aria-label={t('staff.action.doneTitle')}>
        <StatusBanner kind="success" title={t('staff.action.doneTitle')}>
          <p>
            {kind === 'give-opinion'
              ? t('staff.action.opinionGone')
              : t('staff.action.gone', { institution })}
          </p>
          <Next next={next} listAddress={listAddress} />
        </StatusBanner>
      </section>
    </div>
  );
}
