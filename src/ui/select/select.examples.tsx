// Examples of Select.

import { useState } from 'preact/hooks';
import type { Example } from '../example.ts';
import { Select } from './select.tsx';

const PROVINCES = [
  { value: '06', label: 'Ankara' },
  { value: '31', label: 'Hatay' },
  { value: '34', label: 'İstanbul' },
];

function Kept({ id, error }: { id: string; error?: string }) {
  const [value, setValue] = useState('');
  return (
    <Select
      id={id}
      label="İl"
      hint="Olayın geçtiği il."
      error={error}
      errorPrefix="Hata:"
      value={value}
      options={PROVINCES}
      placeholder="Seçin"
      onChange={setValue}
    />
  );
}

export const examples: readonly Example[] = [
  { name: 'nothing chosen', render: () => <Kept id="province" /> },
  { name: 'error', render: () => <Kept id="province-faulty" error="Bir il seçin." /> },
];
