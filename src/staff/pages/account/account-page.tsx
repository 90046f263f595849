// One's own account: the passkeys that open it, and where it is open now.

import { useState } from 'preact/hooks';
import type { OwnSession, Passkey } from '../../../domain/wire-access.ts';
import type { StaffSession } from '../../../domain/wire-staff.ts';
import type { MessageKey } from '../../../i18n/translate.ts';
import { Notice } from '../../../ui/notice/notice.tsx';
import { PageHeading } from '../../../ui/page-heading/page-heading.tsx';
import { SummaryList } from '../../../ui/summary-list/summary-list.tsx';
import type { AccessApi } from '../../access/access-api.ts';
import { useTexts } from '../../shell/texts.tsx';
import { AddPasskey, usePasskeyError } from './add-passkey.tsx';
import { PasskeyItem } from './passkey-item.tsx';
import { Sessions } from './sessions.tsx';
import { useAct } from './use-act.ts';
import './account.css';

export interface AccountPageProps {
  session: StaffSession;
  passkeys: readonly Passkey[];
  sessions: readonly OwnSession[];
  access: AccessApi;
  onSessionEnded: () => void;
}

export function AccountPage({ session, access, onSessionEnded, ...first }: AccountPageProps) {
  const { t } = useTexts();
  const { act, isBusy, note } = useAct(onSessionEnded);
  const { summary, ...nameError } = usePasskeyError();
  const [passkeys, setPasskeys] = useState(first.passkeys);
  const [sessions, setSessions] = useState(first.sessions);
  const lookAgain = async (): Promise<void> => {
    const [keys, open] = await Promise.all([access.listPasskeys(), access.listSessions()]);
    if (keys.ok) setPasskeys(keys.value);
    if (open.ok) setSessions(open.value);
  };
  const change = async (work: Parameters<typeof act>[0], done: MessageKey): Promise<boolean> => {
    const isDone = (await act(work, done)) !== undefined;
    if (isDone) await lookAgain();
    return isDone;
  };
  return (
    <div class="stack measure">
      {summary}
      <PageHeading>{t('staff.me.heading')}</PageHeading>
      <SummaryList
        rows={[
          { key: t('staff.accounts.name'), value: session.name },
          { key: t('staff.accounts.role'), value: t(`staff.role.${session.role}`) },
          { key: t('staff.accounts.institution'), value: session.institution ?? t('staff.centre') },
        ]}
      />
      {note ? <p class="account-note">{note}</p> : null}
      <section class="stack" aria-labelledby="passkeys-heading">
        <h2 id="passkeys-heading">{t('staff.passkey.heading')}</h2>
        <p>{t('staff.passkey.what')}</p>
        {passkeys.length === 0 ? (
          <Notice kind="warning">{t('staff.passkey.none')}</Notice>
        ) : (
          <ul class="plain-list account-list">
            {passkeys.map((passkey) => (
              <PasskeyItem
                key={passkey.id}
                passkey={passkey}
                isLast={passkeys.length === 1}
                isBusy={isBusy}
                onRename={(name) =>
                  change(() => access.renamePasskey(passkey.id, name), 'staff.passkey.renamed')
                }
                onRemove={() => change(() => access.removePasskey(passkey.id), 'staff.passkey.removed')}
              />
            ))}
          </ul>
        )}
        <h3>{t('staff.passkey.another')}</h3>
        {access.hasPasskeys() ? (
          <AddPasskey
            {...nameError}
            isBusy={isBusy}
            onAdd={(name) => change(() => access.addPasskey(name), 'staff.passkey.added')}
          />
        ) : (
          <p>{t('staff.passkey.trouble.unsupported')}</p>
        )}
      </section>
      <Sessions
        sessions={sessions}
        isBusy={isBusy}
        onEnd={(id) => change(() => access.endSession(id), 'staff.sessions.ended')}
        onEndOthers={() => change(access.endOtherSessions, 'staff.sessions.othersEnded')}
      />
    </div>
  );
}
