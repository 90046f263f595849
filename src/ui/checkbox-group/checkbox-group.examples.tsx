// Examples of CheckboxGroup.

import { useState } from 'preact/hooks';
import type { Example } from '../example.ts';
import { Arabic } from '../examples/arabic.tsx';
import { CheckboxGroup, type CheckboxGroupProps } from './checkbox-group.tsx';

const FORMATS = [
  { value: 'large', label: 'Büyük puntolu yazı' },
  { value: 'audio', label: 'Sesli cevap' },
  { value: 'sign', label: 'İşaret dili videosu', hint: 'Cevap biraz daha geç gelebilir.' },
];

function Kept({ values: start = [], ...group }: Partial<CheckboxGroupProps<string>> & { name: string }) {
  const [values, setValues] = useState(start);
  return (
    <CheckboxGroup<string>
      legend="Cevabı nasıl almak istersiniz?"
      hint="Birden çok seçebilirsiniz."
      errorPrefix="Hata:"
      options={FORMATS}
      {...group}
      values={values}
      onChange={setValues}
    />
  );
}

export const examples: readonly Example[] = [
  { name: 'empty, optional', render: () => <Kept name="formats" optionalText="(isteğe bağlı)" /> },
  { name: 'filled', render: () => <Kept name="formats-filled" values={['large', 'audio']} /> },
  { name: 'error', render: () => <Kept name="formats-faulty" error="En az birini seçin." /> },

  {
    name: 'legend is the heading',
    brings: 'heading',
    render: () => <Kept name="formats-asked" isLegendHeading values={['audio']} />,
  },
  {
    name: 'many options, without hint',
    render: () => (
      <Kept
        name="days"
        legend="Size hangi saatlerde ulaşabiliriz?"
        hint={undefined}
        values={['9', '14']}
        options={Array.from({ length: 12 }, (_, index) => ({
          value: String(index + 8),
          label: `${index + 8}.00–${index + 9}.00`,
        }))}
      />
    ),
  },
  {
    name: 'long text, long word',
    render: () => (
      <Kept
        name="formats-long"
        legend="Cevabı okuyabilmeniz, duyabilmeniz ya da başka bir yoldan anlayabilmeniz için nasıl göndermemizi istersiniz?"
        hint="Muvaffakiyetsizleştiricileştiriveremeyebileceklerimizdenmişsinizcesine uzun sözcükler de sığmalıdır."
        values={['word']}
        options={[
          {
            value: 'long',
            label:
              'Cevabın kısa sözcüklerle, kısa cümlelerle ve resimlerle yeniden yazılmış, kolay okunan bir metni',
            hint: 'Bunu bir kişi elle hazırlar. Bu yüzden cevap birkaç gün geç gelebilir.',
          },
          { value: 'word', label: 'Muvaffakiyetsizleştiricileştiriveremeyebileceklerimizdenmişsinizcesine' },
        ]}
      />
    ),
  },
  {
    name: 'right to left',
    render: () => (
      <Arabic>
        <Kept
          name="formats-arabic"
          legend="كيف تريدون استلام الرد؟"
          hint="يمكنكم اختيار أكثر من واحد."
          error="اختاروا واحدًا على الأقل."
          errorPrefix="خطأ:"
          values={['audio']}
          options={[
            { value: 'large', label: 'نص بخط كبير' },
            { value: 'audio', label: 'رد صوتي', hint: 'قد يتأخر الرد قليلًا.' },
          ]}
        />
      </Arabic>
    ),
  },
];
