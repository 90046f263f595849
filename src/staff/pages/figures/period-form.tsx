// The choice of months. What is chosen becomes an address; until then the page shows what it showed.

import { useState } from 'preact/hooks';
import { addMonths, type Month, monthsWithin } from '../../../domain/figures.ts';
import { isPeriod } from '../../../domain/figures-wire.ts';
import { formatMonth } from '../../../i18n/format.ts';
import { Button } from '../../../ui/button/button.tsx';
import { Select } from '../../../ui/select/select.tsx';
import { useTexts } from '../../shell/texts.tsx';

export interface PeriodFormProps {
  from: Month;
  to: Month;
  thisMonth: Month;
  error: string | undefined;
  /** What was pressed is none. */
  onWrong: () => void;
  onChoose: (from: Month, to: Month) => void;
}

export const FROM_ID = 'figures-from';
/** How far back can be chosen; an address reaches further. */
const MONTHS_BACK = 60;

export function PeriodForm({ from, to, thisMonth, error, onWrong, onChoose }: PeriodFormProps) {
  const { t, tag } = useTexts();
  const [chosen, setChosen] = useState({ from, to });
  const known = monthsWithin(addMonths(thisMonth, -MONTHS_BACK), thisMonth);
  const months = [...new Set([...known, from, to])].sort().reverse();
  const options = months.map((month) => ({ value: month, label: formatMonth(tag, month) }));
  return (
    <form
      class="figures-period"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (isPeriod(chosen.from, chosen.to)) onChoose(chosen.from, chosen.to);
        else onWrong();
      }}
    >
      <Select
        id={FROM_ID}
        label={t('staff.figures.from')}
        value={chosen.from}
        options={options}
        error={error}
        onChange={(month) => setChosen((before) => ({ ...before, from: month }))}
      />
      <Select
        id="figures-to"
        label={t('staff.figures.to')}
        value={chosen.to}
        options={options}
        onChange={(month) => setChosen((before) => ({ ...before, to: month }))}
      />
      <Button type="submit">{t('staff.figures.show')}</Button>
    </form>
  );
}
