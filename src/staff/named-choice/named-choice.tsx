// Searches one of many that have a name: a topic, an institution. What is typed whole counts as chosen, and what is changed after
// choosing no longer does.

import { useEffect, useMemo } from 'preact/hooks';
import { Combobox } from '../../ui/combobox/combobox.tsx';
import { useAnnounce } from '../../ui/live-region/live-region.tsx';
import { useTexts } from '../shell/texts.tsx';
import { findNamed, type Named, namedWhole } from './find-named.ts';

export interface NamedValue {
  /** Absent while what is typed is none of them. */
  id: string | undefined;
  typed: string;
}

export interface NamedChoiceProps {
  id: string;
  label: string;
  hint: string;
  error: string | undefined;
  listLabel: string;
  value: NamedValue;
  onChange: (value: NamedValue) => void;
  all: readonly Named[];
  /** Offered before anything is typed. */
  first?: Named | undefined;
  isRequired?: boolean | undefined;
}

export function NamedChoice({ all, first, value, onChange, listLabel, ...field }: NamedChoiceProps) {
  const { t } = useTexts();
  const announce = useAnnounce();
  const { typed } = value;
  const known = useMemo(() => (first ? [first, ...all] : all), [first?.name, all]);
  const isEmpty = typed.trim() === '';
  const found = useMemo(
    () => (isEmpty ? (first ? [first] : []) : findNamed(typed, known)),
    [typed, isEmpty, first?.name, known],
  );
  const choose = ({ id, name }: Named): void => {
    onChange({ id, typed: name });
    announce(t('staff.action.chosen', { name }));
  };
  const type = (text: string): void => {
    const whole = namedWhole(text, known);
    if (whole && whole.id !== value.id) choose(whole);
    else onChange({ id: whole?.id, typed: text });
  };
  // Who types faster than all of them come has named one all the same.
  useEffect(() => {
    const whole = value.id === undefined ? namedWhole(typed, known) : undefined;
    if (whole) choose(whole);
  }, [known]);
  return (
    <Combobox
      {...field}
      errorPrefix={t('ui.errorPrefix')}
      inputValue={typed}
      onInput={type}
      options={found.map((one) => ({ value: one.id, label: one.name }))}
      onSelect={(id) => {
        const one = found.find((candidate) => candidate.id === id);
        if (one) choose(one);
      }}
      selectedValue={value.id}
      texts={{
        listLabel,
        noResult: t(isEmpty ? 'staff.action.typeFirst' : 'staff.narrow.notFound'),
        resultCount: (count) => t('staff.narrow.found', { count }),
      }}
    />
  );
}
