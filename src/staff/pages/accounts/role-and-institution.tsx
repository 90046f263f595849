// What an account may do, and of which institution's cases: the two choices of inviting and of changing.

import { STAFF_ROLES, type StaffRole } from '../../../domain/role.ts';
import type { StaffAccounts } from '../../../domain/wire-access.ts';
import { Select } from '../../../ui/select/select.tsx';
import { useTexts } from '../../shell/texts.tsx';

export interface RoleAndInstitutionProps {
  role: StaffRole;
  institutionId: string | null;
  unitId: string | null;
  list: StaffAccounts;
  onRole: (role: StaffRole) => void;
  onInstitution: (institutionId: string | null) => void;
  onUnit: (unitId: string | null) => void;
}

/** Of whoever manages the list; null is the centre, whose administrators alone can choose it. */
export function ownInstitution({ accounts }: StaffAccounts): string | null {
  return accounts.find(({ isMe }) => isMe)?.institutionId ?? null;
}

export function RoleAndInstitution({
  role,
  institutionId,
  unitId,
  list,
  onRole,
  onInstitution,
  onUnit,
}: RoleAndInstitutionProps) {
  const { t } = useTexts();
  const { institutions, units = [] } = list;
  const own = units.filter((unit) => unit.institutionId === institutionId);
  return (
    <>
      <Select
        id="account-role"
        label={t('staff.accounts.role')}
        hint={t(`staff.accounts.may.${role}`)}
        value={role}
        options={STAFF_ROLES.map((value) => ({ value, label: t(`staff.role.${value}`) }))}
        onChange={(value) => onRole(STAFF_ROLES.find((known) => known === value) ?? role)}
      />
      <Select
        id="account-institution"
        label={t('staff.accounts.institution')}
        hint={t('staff.accounts.institutionHint')}
        value={institutionId ?? ''}
        placeholder={ownInstitution(list) === null ? t('staff.centre') : undefined}
        options={institutions.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(value) => {
          onInstitution(value === '' ? null : value);
          onUnit(null);
        }}
        maxWidth="long"
      />
      {own.length > 0 ? (
        <Select
          id="account-unit"
          label={t('staff.accounts.unit')}
          hint={t('staff.accounts.unitHint')}
          value={unitId ?? ''}
          placeholder={t('staff.accounts.noUnit')}
          options={own.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(value) => onUnit(value === '' ? null : value)}
          maxWidth="long"
        />
      ) : null}
    </>
  );
}
