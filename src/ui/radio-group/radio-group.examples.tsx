// Examples of RadioGroup.

import { useState } from 'preact/hooks';
import type { Example } from '../example.ts';
import { RadioGroup } from './radio-group.tsx';

const KINDS = [
  { value: 'request', label: 'İstek', hint: 'Bir şeyin yapılmasını istiyorum.' },
  { value: 'complaint', label: 'Şikâyet', hint: 'Bir kurumdan ya da hizmetten memnun değilim.' },
  { value: 'thanks', label: 'Teşekkür' },
] as const;

type Kind = (typeof KINDS)[number]['value'];

function Kept({ name, start, error }: { name: string; start?: Kind; error?: string }) {
  const [value, setValue] = useState<Kind | undefined>(start);
  return (
    <RadioGroup
      legend="Ne tür bir başvuru yapacaksınız?"
      isLegendHeading
      hint="Emin değilseniz istek seçin, doğru yere biz iletiriz."
      error={error}
      errorPrefix="Hata:"
      name={name}
      value={value}
      options={KINDS}
      onChange={setValue}
    />
  );
}

export const examples: readonly Example[] = [
  { name: 'legend is the heading', render: () => <Kept name="kind" start="complaint" /> },
  { name: 'error', render: () => <Kept name="kind-faulty" error="Bir tür seçin." /> },
];
