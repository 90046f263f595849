// Examples of Combobox.

import { useState } from 'preact/hooks';
import type { Example } from '../example.ts';
import { Combobox } from './combobox.tsx';

const INSTITUTIONS = [
  { value: 'water', label: 'Su ve Kanalizasyon İdaresi', hint: 'Su, kanal, fatura' },
  { value: 'roads', label: 'Yol Bakım Müdürlüğü', hint: 'Yol, kaldırım, köprü' },
  { value: 'lights', label: 'Aydınlatma Müdürlüğü', hint: 'Sokak lambaları' },
  { value: 'parks', label: 'Park ve Bahçeler Müdürlüğü' },
];

const TEXTS = {
  listLabel: 'Kurumlar',
  noResult: 'Sonuç yok. Başka bir sözcük deneyin.',
  resultCount: (count: number) => `${count} sonuç var`,
};

function Kept({
  id,
  isPlainList,
  error,
  start = '',
}: {
  id: string;
  isPlainList?: boolean;
  error?: string;
  start?: string;
}) {
  const [inputValue, setInputValue] = useState(start);
  const [selectedValue, setSelectedValue] = useState<string>();
  const options = INSTITUTIONS.filter(({ label }) =>
    label.toLocaleLowerCase('tr').includes(inputValue.toLocaleLowerCase('tr')),
  );
  return (
    <Combobox
      id={id}
      label="Hangi kuruma yazıyorsunuz?"
      hint="Adını ya da ne iş yaptığını yazın."
      error={error}
      errorPrefix="Hata:"
      inputValue={inputValue}
      onInput={setInputValue}
      options={options}
      onSelect={(value) => {
        setSelectedValue(value);
        setInputValue(INSTITUTIONS.find((option) => option.value === value)?.label ?? '');
      }}
      selectedValue={selectedValue}
      texts={TEXTS}
      isPlainList={isPlainList}
    />
  );
}

export const examples: readonly Example[] = [
  { name: 'closed', render: () => <Kept id="institution" /> },
  { name: 'error', render: () => <Kept id="institution-faulty" error="Listeden bir kurum seçin." /> },
  { name: 'plain list', render: () => <Kept id="institution-plain" isPlainList start="müdürlüğü" /> },
  { name: 'plain list without result', render: () => <Kept id="institution-none" isPlainList start="xyz" /> },
];
