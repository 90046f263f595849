// A row of another table, searched by its name. What is typed whole counts as chosen; what is no row stays as it was typed, and the
// server says so at the field.

import { useMemo, useState } from 'preact/hooks';
import type { RowNames } from '../../../domain/directory-keeping.ts';
import { foldTurkish } from '../../../domain/turkish-search/fold.ts';
import { Combobox } from '../../../ui/combobox/combobox.tsx';
import type { FieldProps } from '../../../ui/field/field.tsx';
import { useAnnounce } from '../../../ui/live-region/live-region.tsx';
import { useTexts } from '../../shell/texts.tsx';

export interface ReferenceFieldProps extends FieldProps {
  /** The id; empty for none. */
  value: string;
  onValue: (id: string) => void;
  names: RowNames;
  isRequired?: boolean;
}

/** More are not looked through by anybody. */
const SHOWN = 20;

export function ReferenceField({ value, onValue, names, ...field }: ReferenceFieldProps) {
  const { t } = useTexts();
  const announce = useAnnounce();
  const nameOf = (id: string): string => names.find((one) => one.id === id)?.name ?? id;
  const [typed, setTyped] = useState(nameOf(value));
  const offered = useMemo(
    () => names.filter(({ isRetired, id }) => !isRetired || id === value),
    [names, value],
  );
  const found = useMemo(() => {
    const words = foldTurkish(typed).split(/\s+/).filter(Boolean);
    // Of what is chosen already, all are offered again.
    const isChosen = typed === '' || offered.some(({ id, name }) => id === value && name === typed);
    const fits = (name: string): boolean => words.every((word) => foldTurkish(name).includes(word));
    return offered.filter(({ name }) => isChosen || fits(name)).slice(0, SHOWN);
  }, [offered, typed, value]);

  const type = (text: string): void => {
    setTyped(text);
    const whole = offered.find(({ name }) => foldTurkish(name) === foldTurkish(text.trim()));
    onValue(whole?.id ?? text.trim());
  };
  const select = (id: string): void => {
    const name = nameOf(id);
    setTyped(name);
    onValue(id);
    announce(t('staff.action.chosen', { name }));
  };
  return (
    <Combobox
      {...field}
      inputValue={typed}
      onInput={type}
      options={found.map(({ id, name }) => ({ value: id, label: name }))}
      onSelect={select}
      selectedValue={value === '' ? undefined : value}
      texts={{
        listLabel: String(field.label),
        noResult: t('staff.rows.noReference'),
        resultCount: (count) => t('staff.rows.references', { count }),
      }}
    />
  );
}
