// A year that is new: from the first days of its two feasts all days of the law are made (src/domain/holidays.ts), to be looked
// through and added to.

import { useState } from 'preact/hooks';
import * as v from 'valibot';
import { type HolidayDay, holidaysOf } from '../../../domain/holidays.ts';
import { Button } from '../../../ui/button/button.tsx';
import { TextField } from '../../../ui/text-field/text-field.tsx';
import { useTexts } from '../../shell/texts.tsx';
import { useFormDraft } from '../../shell/use-form-draft.ts';
import { isoOf } from './typed-day.ts';

const FEASTS = ['ramazan', 'kurban'] as const;
const typedSchema = v.object({ ramazan: v.string(), kurban: v.string() });
const NOTHING = { ramazan: '', kurban: '' };

export interface FeastDaysProps {
  year: number;
  onDays: (days: HolidayDay[]) => void;
}

export function FeastDays({ year, onDays }: FeastDaysProps) {
  const { t } = useTexts();
  const draft = useFormDraft({
    id: `feasts ${year}`,
    schema: typedSchema,
    start: () => NOTHING,
    isWritten: () => true,
  });
  const typed = draft.content;
  const [wrong, setWrong] = useState<readonly string[]>([]);

  const fill = (): void => {
    const [ramazan, kurban] = FEASTS.map((feast) => isoOf(typed[feast]));
    const faulty = FEASTS.filter((feast) => !isoOf(typed[feast])?.startsWith(`${year}-`));
    setWrong(faulty);
    if (ramazan === undefined || kurban === undefined || faulty.length > 0) {
      document.getElementById(`feast-${faulty[0]}`)?.focus();
      return;
    }
    draft.settle(() => NOTHING);
    onDays(holidaysOf(year, { ramazan, kurban }, (name) => t(`staff.holidays.name.${name}`)));
  };
  return (
    <form
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        fill();
      }}
    >
      {FEASTS.map((feast) => (
        <TextField
          key={feast}
          id={`feast-${feast}`}
          label={t(`staff.holidays.first.${feast}`)}
          hint={t('staff.holidays.dateHint')}
          error={wrong.includes(feast) ? t('staff.holidays.feastWrong', { year: String(year) }) : undefined}
          errorPrefix={t('ui.errorPrefix')}
          value={typed[feast]}
          onInput={(date) => draft.change((before) => ({ ...before, [feast]: date }))}
          autocomplete="off"
          size={12}
          dir="ltr"
          isRequired
        />
      ))}
      <Button kind="primary" type="submit">
        {t('staff.holidays.fill')}
      </Button>
    </form>
  );
}
