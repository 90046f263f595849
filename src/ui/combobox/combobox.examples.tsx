// Examples of Combobox.

import { useEffect, useRef, useState } from 'preact/hooks';
import type { Example } from '../example.ts';
import { Arabic } from '../examples/arabic.tsx';
import { Combobox, type ComboboxOption, type ComboboxProps } from './combobox.tsx';

const INSTITUTIONS: readonly ComboboxOption[] = [
  { value: 'water', label: 'Su ve Kanalizasyon İdaresi', hint: 'Su, kanal, fatura' },
  { value: 'roads', label: 'Yol Bakım Müdürlüğü', hint: 'Yol, kaldırım, köprü' },
  { value: 'lights', label: 'Aydınlatma Müdürlüğü', hint: 'Sokak lambaları' },
  { value: 'parks', label: 'Park ve Bahçeler Müdürlüğü' },
];

const MANY: readonly ComboboxOption[] = Array.from({ length: 40 }, (_, index) => ({
  value: String(index),
  label: `${index + 1}. Bölge Müdürlüğü`,
}));

const LONG: readonly ComboboxOption[] = [
  {
    value: 'rail',
    label: 'Büyükşehir Belediyesi Ulaşım Planlama ve Raylı Sistemler Dairesi Başkanlığı',
    hint: 'Metro, tramvay, durak, aktarma, engelli rampası, asansör ve yürüyen merdiven arızaları',
  },
  { value: 'word', label: 'Muvaffakiyetsizleştiricileştiriveremeyebileceklerimizdenmişsinizcesine' },
];

const ARABIC: readonly ComboboxOption[] = [
  { value: 'water', label: 'إدارة المياه والصرف الصحي', hint: 'ماء، صرف، فاتورة' },
  { value: 'roads', label: 'مديرية صيانة الطرق' },
];

const ARABIC_TEXTS = {
  listLabel: 'المؤسسات',
  noResult: 'لا توجد نتيجة. جرّبوا كلمة أخرى.',
  resultCount: (count: number) => `عدد النتائج: ${count}`,
};

const TEXTS = {
  listLabel: 'Kurumlar',
  noResult: 'Sonuç yok. Başka bir sözcük deneyin.',
  resultCount: (count: number) => `${count} sonuç var`,
};

type KeptProps = Partial<ComboboxProps> & { id: string };

function Kept({
  inputValue: start = '',
  selectedValue: chosen,
  options: all = INSTITUTIONS,
  ...field
}: KeptProps) {
  const [inputValue, setInputValue] = useState(start);
  const [selectedValue, setSelectedValue] = useState(chosen);
  const options = all.filter(({ label }) =>
    label.toLocaleLowerCase('tr').includes(inputValue.toLocaleLowerCase('tr')),
  );
  return (
    <Combobox
      label="Hangi kuruma yazıyorsunuz?"
      hint="Adını ya da ne iş yaptığını yazın."
      errorPrefix="Hata:"
      texts={TEXTS}
      {...field}
      inputValue={inputValue}
      onInput={setInputValue}
      options={options}
      onSelect={(value) => {
        setSelectedValue(value);
        setInputValue(all.find((option) => option.value === value)?.label ?? '');
      }}
      selectedValue={selectedValue}
    />
  );
}

/** The list opens on a click into the field. */
function Opened(props: KeptProps) {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const input = element.current?.querySelector('input');
    input?.focus();
    input?.click();
  }, []);
  return (
    <div ref={element}>
      <Kept {...props} />
    </div>
  );
}

export const examples: readonly Example[] = [
  { name: 'closed', render: () => <Kept id="institution" /> },
  { name: 'error', render: () => <Kept id="institution-faulty" error="Listeden bir kurum seçin." /> },
  { name: 'plain list', render: () => <Kept id="institution-plain" isPlainList inputValue="müdürlüğü" /> },
  {
    name: 'plain list without result',
    render: () => <Kept id="institution-none" isPlainList inputValue="xyz" />,
  },

  {
    name: 'filled, optional',
    render: () => (
      <Kept
        id="institution-filled"
        optionalText="(isteğe bağlı)"
        inputValue="Yol Bakım Müdürlüğü"
        selectedValue="roads"
      />
    ),
  },
  { name: 'open', brings: 'focus', render: () => <Opened id="institution-open" selectedValue="roads" /> },
  {
    name: 'open, many options',
    brings: 'focus',
    render: () => <Opened id="institution-many" options={MANY} />,
  },
  {
    name: 'open without result',
    brings: 'focus',
    render: () => <Opened id="institution-nothing" inputValue="xyz" />,
  },
  {
    name: 'open, long text, long word',
    brings: 'focus',
    render: () => <Opened id="institution-long" options={LONG} />,
  },
  {
    name: 'plain list, chosen, error, long text, long word',
    render: () => (
      <Kept
        id="institution-plain-long"
        isPlainList
        options={LONG}
        selectedValue="rail"
        error="Yazdığınız kurum bu il için listede yok. Başka bir kurum seçin ya da “bilmiyorum” deyin."
      />
    ),
  },
  {
    name: 'label is the heading',
    brings: 'heading',
    render: () => <Kept id="institution-asked" isLabelHeading />,
  },
  {
    name: 'right to left, open',
    brings: 'focus',
    render: () => (
      <Arabic>
        <Opened
          id="institution-arabic"
          label="إلى أي مؤسسة تكتبون؟"
          hint="اكتبوا اسمها أو عملها."
          error="اختاروا مؤسسة من القائمة."
          errorPrefix="خطأ:"
          options={ARABIC}
          texts={ARABIC_TEXTS}
        />
      </Arabic>
    ),
  },
  {
    name: 'right to left, plain list',
    render: () => (
      <Arabic>
        <Kept
          id="institution-arabic-plain"
          label="إلى أي مؤسسة تكتبون؟"
          hint="اكتبوا اسمها أو عملها."
          options={ARABIC}
          texts={ARABIC_TEXTS}
          isPlainList
        />
      </Arabic>
    ),
  },
];
