// Searches one of many that have a name: a topic, an institution. What is typed whole counts as chosen, and what is changed after
// choosing no longer does.

import { useMemo } from 'preact/hooks';
import type { Institution } from '../../../../domain/wire.ts';
import { Combobox } from '../../../../ui/combobox/combobox.tsx';
import { useAnnounce } from '../../../../ui/live-region/live-region.tsx';
import { findInstitutions, institutionNamed } from '../../../actions/find-institutions.ts';
import { useTexts } from '../../../shell/texts.tsx';

/** As an institution is searched: by its name and the words by which it is known. */
export type Named = Institution;

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
}

export function NamedChoice({ all, first, value, onChange, listLabel, ...field }: NamedChoiceProps) {
  const { t } = useTexts();
  const announce = useAnnounce();
  const { typed } = value;
  const known = useMemo(() => (first ? [first, ...all] : all), [first?.name, all]);
  const isEmpty = typed.trim() === '';
  const found = useMemo(
    () => (isEmpty ? (first ? [first] : []) : findInstitutions(typed, known)),
    [typed, isEmpty, first?.name, known],
  );
  const choose = ({ id, name }: Named): void => {
    onChange({ id, typed: name });
    announce(t('staff.action.chosen', { name }));
  };
  const type = (text: string): void => {
    const whole = institutionNamed(text, known);
    if (whole && whole.id !== value.id) choose(whole);
    else onChange({ id: whole?.id, typed: text });
  };
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
