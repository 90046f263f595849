// Examples of Checkbox.

import { useState } from 'preact/hooks';
import type { Example } from '../example.ts';
import { Arabic } from '../examples/arabic.tsx';
import { Checkbox, type CheckboxProps } from './checkbox.tsx';

function Kept({ isChecked: start = false, ...field }: Partial<CheckboxProps> & { id: string }) {
  const [isChecked, setIsChecked] = useState(start);
  return (
    <Checkbox
      label="Kimliğim gizli tutulsun"
      hint="Adınızı yalnızca dosyaya bakan memur görür."
      errorPrefix="Hata:"
      {...field}
      isChecked={isChecked}
      onChange={setIsChecked}
    />
  );
}

export const examples: readonly Example[] = [
  { name: 'unticked', render: () => <Kept id="hide-identity" /> },
  { name: 'error', render: () => <Kept id="hide-faulty" error="Devam etmek için bu kutuyu işaretleyin." /> },

  { name: 'ticked', render: () => <Kept id="hide-ticked" isChecked /> },
  {
    name: 'without hint',
    render: () => <Kept id="read" label="Aydınlatma metnini okudum" hint={undefined} isRequired />,
  },
  {
    name: 'long text, long word',
    render: () => (
      <Kept
        id="hide-long"
        label="Adımın, adresimin ve telefon numaramın, şikâyet ettiğim kurumun çalışanlarından da gizli tutulmasını istiyorum"
        hint="Muvaffakiyetsizleştiricileştiriveremeyebileceklerimizdenmişsinizcesine uzun sözcükler de sığmalıdır."
      />
    ),
  },
  {
    name: 'right to left',
    render: () => (
      <Arabic>
        <Kept
          id="hide-arabic"
          label="أريد إخفاء هويتي"
          hint="لا يرى اسمكم إلا الموظف الذي ينظر في طلبكم."
          error="ضعوا علامة في هذا المربع للمتابعة."
          errorPrefix="خطأ:"
          isChecked
        />
      </Arabic>
    ),
  },
];
