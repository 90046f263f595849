// Searches one institution. What is typed whole counts as chosen, and what is changed after choosing no longer does,
// so that the name on the screen and the answer are always the same.

import { useMemo, useState } from 'preact/hooks';
import type { Addressee } from '../../../../domain/application.ts';
import { foldTurkish } from '../../../../domain/turkish-search/fold.ts';
import type { Institution } from '../../../../domain/wire.ts';
import { Checkbox } from '../../../../ui/checkbox/checkbox.tsx';
import { Combobox } from '../../../../ui/combobox/combobox.tsx';
import { useAnnounce } from '../../../../ui/live-region/live-region.tsx';
import { useTexts } from '../../../shell/texts.tsx';
import { createInstitutionSearch } from '../search-institutions.ts';

export interface InstitutionFieldProps {
  id: string;
  error: string | undefined;
  errorPrefix: string;
  institutions: readonly Institution[];
  addressee: Addressee | undefined;
  onChange: (addressee: Addressee | undefined) => void;
}

export function InstitutionField({ institutions, addressee, onChange, ...field }: InstitutionFieldProps) {
  const { t } = useTexts();
  const announce = useAnnounce();
  const search = useMemo(() => createInstitutionSearch(institutions), [institutions]);
  const chosen = addressee?.kind === 'institution' ? addressee : undefined;
  const [typed, setTyped] = useState(chosen?.name ?? '');
  const [isPlainList, setIsPlainList] = useState(false);
  const found = useMemo(() => search(typed), [search, typed]);

  const choose = ({ id, name }: Institution): void => {
    onChange({ kind: 'institution', institutionId: id, name });
    announce(t('flow.addressee.chosen', { name }));
  };
  const type = (text: string): void => {
    setTyped(text);
    const folded = foldTurkish(text.trim());
    const whole = search(text).find(({ name }) => foldTurkish(name) === folded);
    if (whole && whole.id !== chosen?.institutionId) choose(whole);
    else if (!whole && chosen) onChange(undefined);
  };
  const select = (id: string): void => {
    const institution = found.find((one) => one.id === id);
    if (!institution) return;
    if (!isPlainList) setTyped(institution.name);
    choose(institution);
  };

  return (
    <>
      <Combobox
        {...field}
        label={t('flow.addressee.search')}
        hint={t('flow.addressee.searchHint')}
        inputValue={typed}
        onInput={type}
        options={found.map(({ id, name }) => ({ value: id, label: name }))}
        onSelect={select}
        selectedValue={chosen?.institutionId}
        texts={{
          listLabel: t('flow.addressee.list'),
          noResult: t(typed.trim() === '' ? 'flow.addressee.typeFirst' : 'flow.addressee.noResult'),
          resultCount: (count) => t('flow.addressee.resultCount', { count }),
        }}
        isPlainList={isPlainList}
      />
      <Checkbox
        id="institution-plain-list"
        label={t('flow.addressee.plainList')}
        hint={t('flow.addressee.plainListHint')}
        isChecked={isPlainList}
        onChange={setIsPlainList}
      />
    </>
  );
}
