// To whom the open cases of somebody who leaves go: back to the pool, to one colleague, or to all by turns.

import type { HandOver } from '../../../domain/desk-wire.ts';
import { may } from '../../../domain/role.ts';
import type { StaffAccount, StaffAccounts } from '../../../domain/wire-access.ts';
import { Button } from '../../../ui/button/button.tsx';
import { RadioGroup } from '../../../ui/radio-group/radio-group.tsx';
import { Select } from '../../../ui/select/select.tsx';
import { useTexts } from '../../shell/texts.tsx';

export interface HandOverChoiceProps {
  account: StaffAccount;
  list: StaffAccounts;
  wish: HandOver;
  onWish: (wish: HandOver) => void;
  onDo: () => void;
  isBusy: boolean;
}

export function HandOverChoice({ account, list, wish, onWish, onDo, isBusy }: HandOverChoiceProps) {
  const { t } = useTexts();
  const colleagues = heirsOf(account, list);
  const units = (list.units ?? []).filter(({ institutionId }) => institutionId === account.institutionId);
  const [first] = colleagues;
  const choose = (to: HandOver['to']): void => {
    if (to === 'colleague' && first) onWish({ to, colleagueId: first.id });
    else if (to === 'pool') onWish({ to, unitId: null });
    else onWish({ to: 'spread' });
  };
  return (
    <section class="stack" aria-labelledby="hand-over">
      <h2 id="hand-over">{t('staff.handOver.heading')}</h2>
      <p>{t('staff.handOver.lead', { count: account.deskCases ?? 0 })}</p>
      <RadioGroup
        name="hand-over-to"
        legend={t('staff.handOver.to')}
        value={wish.to}
        options={[
          { value: 'pool', label: t('staff.handOver.pool') },
          ...(first
            ? [
                { value: 'colleague' as const, label: t('staff.handOver.colleague') },
                { value: 'spread' as const, label: t('staff.handOver.spread') },
              ]
            : []),
        ]}
        onChange={choose}
      />
      {wish.to === 'colleague' ? (
        <Select
          id="hand-over-colleague"
          label={t('staff.place.colleague')}
          value={wish.colleagueId}
          options={colleagues.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(colleagueId) => onWish({ to: 'colleague', colleagueId })}
          maxWidth="long"
        />
      ) : null}
      {wish.to === 'pool' && units.length > 0 ? (
        <Select
          id="hand-over-unit"
          label={t('staff.place.unit')}
          value={wish.unitId ?? ''}
          placeholder={t('staff.handOver.ownUnit')}
          options={units.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(unitId) => onWish({ to: 'pool', unitId: unitId === '' ? null : unitId })}
          maxWidth="long"
        />
      ) : null}
      <Button onPress={onDo} isDisabled={isBusy}>
        {t('staff.handOver.do')}
      </Button>
    </section>
  );
}

/** Open accounts of the same institution that answer. */
function heirsOf({ id, institutionId }: StaffAccount, { accounts }: StaffAccounts): StaffAccount[] {
  return accounts.filter(
    (other) =>
      other.id !== id &&
      other.institutionId === institutionId &&
      !other.isDisabled &&
      may(other.role, 'case.answer'),
  );
}
