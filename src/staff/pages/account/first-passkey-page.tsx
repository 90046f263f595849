// After an invitation: a passkey, so that no link is needed next time. It may wait; the way on is a link.

import { useState } from 'preact/hooks';
import { Link } from '../../../ui/link/link.tsx';
import { PageHeading } from '../../../ui/page-heading/page-heading.tsx';
import { StatusBanner } from '../../../ui/status-banner/status-banner.tsx';
import type { AccessApi } from '../../access/access-api.ts';
import { useTexts } from '../../shell/texts.tsx';
import { AddPasskey, usePasskeyError } from './add-passkey.tsx';
import { useAct } from './use-act.ts';

export interface FirstPasskeyPageProps {
  access: AccessApi;
  /** Where the work is. */
  homeAddress: string;
  onSessionEnded: () => void;
}

export function FirstPasskeyPage({ access, homeAddress, onSessionEnded }: FirstPasskeyPageProps) {
  const { t } = useTexts();
  const { act, isBusy, note } = useAct(onSessionEnded);
  const { summary, ...nameError } = usePasskeyError();
  const [isMade, setMade] = useState(false);
  const add = async (name: string): Promise<boolean> => {
    const made = await act(() => access.addPasskey(name), 'staff.passkey.added');
    setMade(made !== undefined);
    return made !== undefined;
  };
  return (
    <div class="stack measure">
      {summary}
      <PageHeading>{t('staff.passkey.firstHeading')}</PageHeading>
      {isMade ? (
        <StatusBanner kind="success" title={t('staff.passkey.added')}>
          <p>{t('staff.passkey.addedNext')}</p>
        </StatusBanner>
      ) : (
        <>
          <p>{t('staff.passkey.firstLead')}</p>
          <p>{t('staff.passkey.what')}</p>
          {note ? <p>{note}</p> : null}
          <AddPasskey {...nameError} isBusy={isBusy} onAdd={add} />
        </>
      )}
      <p>
        <Link href={homeAddress} kind="standalone">
          {t(isMade ? 'staff.passkey.goOn' : 'staff.passkey.later')}
        </Link>
      </p>
    </div>
  );
}
