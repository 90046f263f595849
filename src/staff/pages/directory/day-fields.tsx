// One day of the holidays: date, name, whether it is one from noon on only, and the way to take it out.

import { factsInWords } from '../../../i18n/figures.ts';
import { Button } from '../../../ui/button/button.tsx';
import { Checkbox } from '../../../ui/checkbox/checkbox.tsx';
import { Fieldset } from '../../../ui/fieldset/fieldset.tsx';
import { TextField } from '../../../ui/text-field/text-field.tsx';
import { useTexts } from '../../shell/texts.tsx';
import type { TypedDay } from './typed-day.ts';

export interface DayFieldsProps {
  day: TypedDay;
  errors: { date: string | undefined; name: string | undefined };
  onDay: (day: TypedDay) => void;
  onRemove: () => void;
}

/** @param field `<index>.date` or `<index>.name`, as the server names it */
export function dayFieldId(days: readonly TypedDay[], field: string): string {
  const [index, part] = field.split('.');
  return idOf(days[Number(index)]?.key ?? 0, part ?? 'date');
}

function idOf(key: number, part: string): string {
  return `holiday-${key}-${part}`;
}

export function DayFields({ day, errors, onDay, onRemove }: DayFieldsProps) {
  const { t } = useTexts();
  // A feast has several days of one name.
  const written = factsInWords([day.name.trim(), day.date.trim()].filter(Boolean), t);
  const called = written || t('staff.holidays.newDay');
  return (
    <div class="holiday-day">
      <Fieldset id={idOf(day.key, 'group')} legend={written ? <bdi lang="">{written}</bdi> : called}>
        <TextField
          id={idOf(day.key, 'date')}
          label={t('staff.holidays.date')}
          hint={t('staff.holidays.dateHint')}
          error={errors.date}
          errorPrefix={t('ui.errorPrefix')}
          value={day.date}
          onInput={(date) => onDay({ ...day, date })}
          autocomplete="off"
          size={12}
          dir="ltr"
          isRequired
        />
        <TextField
          id={idOf(day.key, 'name')}
          label={t('staff.rows.column.name')}
          error={errors.name}
          errorPrefix={t('ui.errorPrefix')}
          value={day.name}
          onInput={(name) => onDay({ ...day, name })}
          autocomplete="off"
          dir="auto"
          isRequired
        />
        <Checkbox
          id={idOf(day.key, 'half')}
          label={t('staff.holidays.half')}
          isChecked={day.isHalfDay}
          onChange={(isHalfDay) => onDay({ ...day, isHalfDay })}
        />
        <Button onPress={onRemove}>{t('staff.holidays.remove', { name: called })}</Button>
      </Fieldset>
    </div>
  );
}
