// The accounts, for an administrator: one row each, with the way to its page; and the way to invite somebody.

import type { StaffAccount, StaffAccounts } from '../../../domain/wire-access.ts';
import { formatShortDate } from '../../../i18n/format.ts';
import { Link } from '../../../ui/link/link.tsx';
import { PageHeading } from '../../../ui/page-heading/page-heading.tsx';
import { Table } from '../../../ui/table/table.tsx';
import { Tag } from '../../../ui/tag/tag.tsx';
import { accountAddress, INVITE_ADDRESS } from '../../shell/routes.ts';
import { useTexts } from '../../shell/texts.tsx';
import { labelled } from '../list/labelled-cell.tsx';
import '../cases/cases.css';

export function AccountsPage({ list }: { list: StaffAccounts }) {
  const { t, tag } = useTexts();
  const labels = [
    t('staff.accounts.name'),
    t('staff.accounts.role'),
    t('staff.accounts.institution'),
    t('staff.accounts.state'),
    t('staff.accounts.lastUsed'),
  ];
  const cells = (account: StaffAccount) => [
    <a key="name" href={accountAddress(account.id)}>
      {account.name}
    </a>,
    t(`staff.role.${account.role}`),
    account.institution ?? t('staff.centre'),
    <State key="state" account={account} />,
    account.lastUsedAt === null ? t('staff.accounts.never') : formatShortDate(tag, account.lastUsedAt),
  ];
  return (
    <div class="stack cases">
      <PageHeading>{t('staff.accounts.heading')}</PageHeading>
      <p>{t('staff.accounts.count', { count: list.accounts.length })}</p>
      <p>
        <Link href={INVITE_ADDRESS} kind="standalone">
          {t('staff.accounts.inviteHeading')}
        </Link>
      </p>
      <div class="cases-table">
        <Table
          caption={t('staff.accounts.heading')}
          columns={labels.map((label) => ({ label }))}
          rows={list.accounts.map((account) => ({
            key: account.id,
            cells: cells(account).map((cell, index) => labelled(labels[index], cell)),
          }))}
        />
      </div>
    </div>
  );
}

function State({ account }: { account: StaffAccount }) {
  const { t } = useTexts();
  if (account.isDisabled) return <Tag kind="danger" label={t('staff.accounts.closed')} />;
  if (account.isProvided) return <>{t('staff.accounts.provided')}</>;
  return <>{t(account.passkeys > 0 ? 'staff.accounts.withKey' : 'staff.accounts.withoutKey')}</>;
}
