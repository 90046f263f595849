// Examples of RadioGroup.

import { useState } from 'preact/hooks';
import type { Example } from '../example.ts';
import { Arabic } from '../examples/arabic.tsx';
import { RadioGroup, type RadioGroupProps } from './radio-group.tsx';

const KINDS = [
  { value: 'request', label: 'İstek', hint: 'Bir şeyin yapılmasını istiyorum.' },
  { value: 'complaint', label: 'Şikâyet', hint: 'Bir kurumdan ya da hizmetten memnun değilim.' },
  { value: 'thanks', label: 'Teşekkür' },
];

function Kept({ value: start, ...group }: Partial<RadioGroupProps<string>> & { name: string }) {
  const [value, setValue] = useState(start);
  return (
    <RadioGroup<string>
      legend="Ne tür bir başvuru yapacaksınız?"
      hint="Emin değilseniz istek seçin, doğru yere biz iletiriz."
      errorPrefix="Hata:"
      options={KINDS}
      {...group}
      value={value}
      onChange={setValue}
    />
  );
}

export const examples: readonly Example[] = [
  { name: 'empty', render: () => <Kept name="kind" /> },
  { name: 'filled', render: () => <Kept name="kind-filled" value="complaint" /> },
  {
    name: 'legend is the heading',
    brings: 'heading',
    render: () => <Kept name="kind-asked" isLegendHeading value="complaint" />,
  },
  { name: 'error', render: () => <Kept name="kind-faulty" error="Bir tür seçin." /> },

  {
    name: 'optional, without hints',
    render: () => (
      <Kept
        name="answered"
        legend="Cevap aldınız mı?"
        hint={undefined}
        optionalText="(isteğe bağlı)"
        options={[
          { value: 'yes', label: 'Evet' },
          { value: 'no', label: 'Hayır' },
        ]}
      />
    ),
  },
  {
    name: 'many options',
    render: () => (
      <Kept
        name="age"
        legend="Kaç yaşındasınız?"
        hint={undefined}
        value="50"
        options={[18, 20, 25, 30, 35, 40, 45, 50, 55, 60, 65, 70, 75, 80].map((age) => ({
          value: String(age),
          label: `${age} ve üstü`,
        }))}
      />
    ),
  },
  {
    name: 'long text, long word',
    render: () => (
      <Kept
        name="kind-long"
        legend="Bu başvuruyla bir şeyin yapılmasını mı istiyorsunuz, yoksa yapılan bir şeyden memnun olmadığınızı mı bildiriyorsunuz?"
        hint="Muvaffakiyetsizleştiricileştiriveremeyebileceklerimizdenmişsinizcesine uzun sözcükler de sığmalıdır."
        value="word"
        options={[
          {
            value: 'long',
            label:
              'Bir kurumun daha önce söz verdiği ama süresi geçtiği hâlde hâlâ yapmadığı bir işin yapılmasını istiyorum',
            hint: 'Sözün ne zaman ve kimin tarafından verildiğini bir sonraki soruda yazabilirsiniz.',
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
          name="kind-arabic"
          legend="ما نوع طلبكم؟"
          hint="إذا لم تكونوا متأكدين فاختاروا «طلب»."
          error="اختاروا نوعًا."
          errorPrefix="خطأ:"
          value="complaint"
          options={[
            { value: 'request', label: 'طلب', hint: 'أريد أن يُفعل شيء.' },
            { value: 'complaint', label: 'شكوى' },
          ]}
        />
      </Arabic>
    ),
  },
];
