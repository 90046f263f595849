// One account, for an administrator: role and institution, closing and opening, and a new way in for whoever lost their keys. One's own
// account is shown and not changed: that takes a second administrator.

import { useState } from 'preact/hooks';
import { type HandOver, handOverSchema } from '../../../domain/desk-wire.ts';
import type { AccountChange, Invited, StaffAccount, StaffAccounts } from '../../../domain/wire-access.ts';
import { Button } from '../../../ui/button/button.tsx';
import { ConfirmDialog } from '../../../ui/confirm-dialog/confirm-dialog.tsx';
import { Link } from '../../../ui/link/link.tsx';
import { Notice } from '../../../ui/notice/notice.tsx';
import { PageHeading } from '../../../ui/page-heading/page-heading.tsx';
import type { AccessApi } from '../../access/access-api.ts';
import { ACCOUNTS_ADDRESS } from '../../shell/routes.ts';
import { useTexts } from '../../shell/texts.tsx';
import { useFormDraft } from '../../shell/use-form-draft.ts';
import type { Result } from '../../staff-call.ts';
import { type Done, useAct } from '../account/use-act.ts';
import { HandOverChoice } from './hand-over-choice.tsx';
import { NewLink } from './new-link.tsx';
import { RoleAndInstitution } from './role-and-institution.tsx';

export interface EditAccountPageProps {
  account: StaffAccount;
  list: StaffAccounts;
  access: AccessApi;
  onHandOver: (accountId: string, wish: HandOver) => Promise<Result<number>>;
  onSessionEnded: () => void;
}

type Question = 'close' | 'recover';

export function EditAccountPage({
  list,
  access,
  onHandOver,
  onSessionEnded,
  ...first
}: EditAccountPageProps) {
  const { t } = useTexts();
  const { act, isBusy, note } = useAct(onSessionEnded);
  const [account, setAccount] = useState(first.account);
  const [role, setRole] = useState(account.role);
  const [institutionId, setInstitutionId] = useState(account.institutionId);
  const [unitId, setUnitId] = useState(account.unitId ?? null);
  const wish = useFormDraft<HandOver>({
    id: `hand-over ${account.id}`,
    schema: handOverSchema,
    start: () => ({ to: 'pool', unitId: null }),
    // A choice.
    isWritten: () => false,
  });
  const [asked, setAsked] = useState<Question>();
  const [invited, setInvited] = useState<Invited>();
  const { name, deskCases = 0 } = account;

  const change = async (to: AccountChange, done: Done<StaffAccount>): Promise<void> => {
    const changed = await act(() => access.changeAccount(account.id, to), done);
    if (changed) setAccount(changed);
  };
  const close = async (isDisabled: boolean): Promise<void> => {
    // First the cases: an account that is closed before its cases have gone would leave them to the pool.
    if (isDisabled && deskCases > 0 && !(await handOver())) return;
    const { role: kept, institutionId: of, unitId: unit = null } = account;
    await change({ role: kept, institutionId: of, unitId: unit, isDisabled }, (t) =>
      t(isDisabled ? 'staff.accounts.closedNow' : 'staff.accounts.openedNow', { name }),
    );
  };
  /** @returns whether it was done */
  const handOver = async (): Promise<boolean> => {
    const done: Done<number> = (t) => t('staff.handOver.done', { count: deskCases });
    const moved = await act(() => onHandOver(account.id, wish.content), done);
    if (moved === undefined) return false;
    setAccount((before) => ({ ...before, deskCases: 0 }));
    wish.settle(() => ({ to: 'pool', unitId: null }));
    return true;
  };
  const recover = async (): Promise<void> => {
    const made = await act(
      () => access.recover(account.id),
      (t) => t('staff.accounts.linkTitle', { name }),
    );
    if (made) setInvited(made);
  };
  return (
    <div class="stack measure">
      <Link href={ACCOUNTS_ADDRESS} kind="back">
        {t('staff.accounts.heading')}
      </Link>
      <PageHeading>{t('staff.accounts.editHeading', { name })}</PageHeading>
      {note ? <p>{note}</p> : null}
      {invited ? <NewLink name={name} invited={invited} /> : null}
      {account.isDisabled ? <Notice kind="warning">{t('staff.accounts.isClosed')}</Notice> : null}
      {account.openCases > 0 ? (
        <Notice>{t('staff.accounts.openCases', { count: account.openCases })}</Notice>
      ) : null}
      {account.isMe ? (
        <p>{t('problem.own-account')}</p>
      ) : (
        <>
          <form
            class="stack"
            onSubmit={(event) => {
              event.preventDefault();
              const to = { role, institutionId, unitId, isDisabled: account.isDisabled };
              void change(to, 'staff.accounts.saved');
            }}
          >
            {account.isProvided ? <Notice>{t('staff.accounts.providedHint')}</Notice> : null}
            <RoleAndInstitution
              role={role}
              institutionId={institutionId}
              unitId={unitId}
              list={list}
              onRole={setRole}
              onInstitution={setInstitutionId}
              onUnit={setUnitId}
            />
            <Button kind="primary" type="submit" isDisabled={isBusy}>
              {t('staff.accounts.save')}
            </Button>
          </form>
          {deskCases > 0 ? (
            <HandOverChoice
              account={account}
              list={list}
              wish={wish.content}
              onWish={(chosen) => wish.change(() => chosen)}
              onDo={() => void handOver()}
              isBusy={isBusy}
            />
          ) : null}
          {account.isDisabled ? (
            <Button isDisabled={isBusy} onPress={() => void close(false)}>
              {t('staff.accounts.open')}
            </Button>
          ) : (
            <>
              <section class="stack">
                <h2>{t('staff.accounts.recoverHeading')}</h2>
                <p>{t('staff.accounts.recoverLead')}</p>
                <Button isDisabled={isBusy} onPress={() => setAsked('recover')}>
                  {t('staff.accounts.recover')}
                </Button>
              </section>
              <section class="stack">
                <h2>{t('staff.accounts.closeHeading')}</h2>
                <p>{t('staff.accounts.closeLead')}</p>
                <Button kind="danger" isDisabled={isBusy} onPress={() => setAsked('close')}>
                  {t('staff.accounts.close')}
                </Button>
              </section>
            </>
          )}
        </>
      )}
      <ConfirmDialog
        title={t(asked === 'recover' ? 'staff.accounts.recoverTitle' : 'staff.accounts.closeTitle', { name })}
        body={
          <>
            <p>{t(asked === 'recover' ? 'staff.accounts.recoverLead' : 'staff.accounts.closeLead')}</p>
            {asked === 'close' && deskCases > 0 ? (
              <p>{t('staff.handOver.first', { count: deskCases })}</p>
            ) : null}
          </>
        }
        confirmLabel={t(asked === 'recover' ? 'staff.accounts.recover' : 'staff.accounts.close')}
        cancelLabel={t('staff.accounts.cancel')}
        onConfirm={() => {
          setAsked(undefined);
          void (asked === 'recover' ? recover() : close(true));
        }}
        onCancel={() => setAsked(undefined)}
        isOpen={asked !== undefined}
        isDanger
      />
    </div>
  );
}
