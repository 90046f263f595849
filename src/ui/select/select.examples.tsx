// Examples of Select.

import { useState } from 'preact/hooks';
import type { Example } from '../example.ts';
import { Arabic } from '../examples/arabic.tsx';
import { Select, type SelectProps } from './select.tsx';

const PROVINCES = [
  { value: '06', label: 'Ankara' },
  { value: '31', label: 'Hatay' },
  { value: '34', label: 'İstanbul' },
];

const MANY = [
  'Adana, Adıyaman, Afyonkarahisar, Ağrı, Aksaray, Amasya, Ankara, Antalya, Ardahan, Artvin, Aydın, Balıkesir',
  'Bartın, Batman, Bayburt, Bilecik, Bingöl, Bitlis, Bolu, Burdur, Bursa, Çanakkale, Çankırı, Çorum, Denizli',
  'Diyarbakır, Düzce, Edirne, Elazığ, Erzincan, Erzurum, Eskişehir, Gaziantep, Giresun, Gümüşhane, Hakkâri, Hatay',
]
  .flatMap((line) => line.split(', '))
  .map((label) => ({ value: label, label }));

function Kept({ value: start = '', ...field }: Partial<SelectProps> & { id: string }) {
  const [value, setValue] = useState(start);
  return (
    <Select
      label="İl"
      hint="Olayın geçtiği il."
      errorPrefix="Hata:"
      options={PROVINCES}
      placeholder="Seçin"
      {...field}
      value={value}
      onChange={setValue}
    />
  );
}

export const examples: readonly Example[] = [
  { name: 'empty', render: () => <Kept id="province" /> },
  { name: 'error', render: () => <Kept id="province-faulty" error="Bir il seçin." /> },

  {
    name: 'filled, optional, without hint',
    render: () => <Kept id="province-filled" value="31" hint={undefined} optionalText="(isteğe bağlı)" />,
  },
  { name: 'many options', render: () => <Kept id="province-many" options={MANY} value="Eskişehir" /> },
  {
    name: 'label is the heading',
    brings: 'heading',
    render: () => <Kept id="province-asked" label="Hangi ilde oldu?" isLabelHeading />,
  },
  {
    name: 'long text, long word',
    render: () => (
      <Kept
        id="court"
        label="Bu konuda daha önce hangi kuruma yazdınız ya da hangi kurumdan cevap aldınız?"
        hint="Muvaffakiyetsizleştiricileştiriveremeyebileceklerimizdenmişsinizcesine uzun adlar da sığmalıdır."
        value="long"
        options={[
          {
            value: 'long',
            label: 'Büyükşehir Belediyesi Ulaşım Planlama ve Raylı Sistemler Dairesi Başkanlığı',
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
          id="province-arabic"
          label="الولاية"
          hint="الولاية التي وقع فيها الحدث."
          error="اختاروا ولاية."
          errorPrefix="خطأ:"
          placeholder="اختاروا"
          options={[
            { value: '31', label: 'هاتاي' },
            { value: '27', label: 'غازي عنتاب' },
          ]}
        />
      </Arabic>
    ),
  },
];
