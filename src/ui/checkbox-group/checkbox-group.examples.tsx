// Examples of CheckboxGroup.

import { useState } from 'preact/hooks';
import type { Example } from '../example.ts';
import { CheckboxGroup } from './checkbox-group.tsx';

const FORMATS = [
  { value: 'large', label: 'Büyük puntolu yazı' },
  { value: 'audio', label: 'Sesli cevap' },
  { value: 'sign', label: 'İşaret dili videosu', hint: 'Cevap biraz daha geç gelebilir.' },
] as const;

type Format = (typeof FORMATS)[number]['value'];

function Kept({ name, error }: { name: string; error?: string }) {
  const [values, setValues] = useState<readonly Format[]>(['audio']);
  return (
    <CheckboxGroup
      legend="Cevabı nasıl almak istersiniz?"
      hint="Birden çok seçebilirsiniz."
      error={error}
      errorPrefix="Hata:"
      name={name}
      values={values}
      options={FORMATS}
      onChange={setValues}
    />
  );
}

export const examples: readonly Example[] = [
  { name: 'one chosen', render: () => <Kept name="formats" /> },
  { name: 'error', render: () => <Kept name="formats-faulty" error="En az birini seçin." /> },
];
