// Examples of DateField.

import { useState } from 'preact/hooks';
import type { Example } from '../example.ts';
import { Arabic } from '../examples/arabic.tsx';
import { DateField, type DateFieldProps } from './date-field.tsx';
import { type DateValue, EMPTY_DATE } from './read-date.ts';

const LABELS = { day: 'Gün', month: 'Ay', year: 'Yıl' };

function Kept(props: Omit<DateFieldProps, 'value' | 'onInput' | 'labels'> & Partial<DateFieldProps>) {
  const { value: start = EMPTY_DATE, ...field } = props;
  const [value, setValue] = useState<DateValue>(start);
  return <DateField labels={LABELS} errorPrefix="Hata:" {...field} value={value} onInput={setValue} />;
}

export const examples: readonly Example[] = [
  {
    name: 'empty, birthday',
    render: () => (
      <Kept id="birthday" legend="Ne zaman doğdunuz?" hint="Örnek: 7 3 1948" autocomplete="bday" isRequired />
    ),
  },
  {
    name: 'filled, optional',
    render: () => (
      <Kept
        id="happened"
        legend="Ne zaman oldu?"
        optionalText="(isteğe bağlı)"
        value={{ day: '29', month: '2', year: '2024' }}
      />
    ),
  },
  {
    name: 'error, one part missing',
    render: () => (
      <Kept
        id="happened-partly"
        legend="Ne zaman oldu?"
        hint="Örnek: 27 3 2025"
        error="Hangi yıl olduğunu da yazın."
        faultyParts={['year']}
        value={{ day: '27', month: '3', year: '' }}
      />
    ),
  },
  {
    name: 'error, no such day',
    render: () => (
      <Kept
        id="happened-never"
        legend="Ne zaman oldu?"
        hint="Örnek: 27 3 2025"
        error="Nisan ayında 31. gün yok. Günü ya da ayı düzeltin."
        faultyParts={['day', 'month']}
        value={{ day: '31', month: '4', year: '2025' }}
      />
    ),
  },
  {
    name: 'error, nothing given',
    render: () => <Kept id="happened-not" legend="Ne zaman oldu?" error="Olayın tarihini yazın." />,
  },
  {
    name: 'legend is the heading',
    brings: 'heading',
    render: () => (
      <Kept
        id="birthday-asked"
        legend="Doğum tarihiniz nedir?"
        hint="Kimlik kartınızda yazdığı gibi."
        autocomplete="bday"
        isLegendHeading
      />
    ),
  },
  {
    name: 'long text, long word',
    render: () => (
      <Kept
        id="happened-long"
        legend="Anlattığınız olay ilk kez hangi gün oldu ya da birden çok kez olduysa en son hangi gün oldu?"
        hint="Muvaffakiyetsizleştiricileştiriveremeyebileceklerimizdenmişsinizcesine emin değilseniz aklınızda kalan günü yazın."
      />
    ),
  },
  {
    name: 'right to left',
    render: () => (
      <Arabic>
        <Kept
          id="birthday-arabic"
          legend="ما هو تاريخ ميلادكم؟"
          hint="مثال: ٧ ٣ ١٩٤٨"
          error="اكتبوا الشهر برقم من ١ إلى ١٢."
          errorPrefix="خطأ:"
          faultyParts={['month']}
          labels={{ day: 'اليوم', month: 'الشهر', year: 'السنة' }}
          value={{ day: '٧', month: '١٣', year: '١٩٤٨' }}
          autocomplete="bday"
        />
      </Arabic>
    ),
  },
];
