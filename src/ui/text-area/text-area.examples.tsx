// Examples of TextArea.

import { useState } from 'preact/hooks';
import type { Example } from '../example.ts';
import { Arabic } from '../examples/arabic.tsx';
import { TextArea, type TextAreaProps } from './text-area.tsx';

const LIMIT = 60;

function Plain({ start = '', ...field }: Omit<TextAreaProps, 'value' | 'onInput'> & { start?: string }) {
  const [value, setValue] = useState(start);
  return <TextArea {...field} value={value} onInput={setValue} />;
}

function Counted({
  start,
  ...field
}: Omit<TextAreaProps, 'value' | 'onInput' | 'counter'> & { start: string }) {
  const [value, setValue] = useState(start);
  const left = LIMIT - value.length;
  const text = left >= 0 ? `${left} karakter kaldı` : `${-left} karakter fazla`;
  return (
    <TextArea
      {...field}
      value={value}
      onInput={setValue}
      counter={{ text, announce: left <= 20 ? text : undefined, isOver: left < 0 }}
    />
  );
}

export const examples: readonly Example[] = [
  {
    name: 'filled, with counter',
    render: () => (
      <Counted
        id="text"
        label="Ne oldu?"
        hint="En çok 60 karakter."
        start="Sokağımızdaki lamba iki haftadır yanmıyor."
      />
    ),
  },
  {
    name: 'error, too long',
    render: () => (
      <Counted
        id="text-long"
        label="Ne oldu?"
        error="Metin 60 karakteri aşıyor."
        errorPrefix="Hata:"
        start="Sokağımızdaki lamba iki haftadır yanmıyor, çocuklar okuldan dönerken karanlıkta kalıyor."
      />
    ),
  },

  {
    name: 'empty, optional',
    render: () => (
      <Plain
        id="address"
        label="Adresiniz"
        optionalText="(isteğe bağlı)"
        rows={3}
        autocomplete="street-address"
      />
    ),
  },
  {
    name: 'label is the heading',
    brings: 'heading',
    render: () => (
      <Plain id="text-asked" label="Ne oldu?" hint="Kendi sözlerinizle anlatın." isLabelHeading />
    ),
  },
  {
    name: 'long text, long word',
    render: () => (
      <Plain
        id="text-words"
        label="Ne olduğunu, nerede ve ne zaman olduğunu, kimlerin bundan nasıl etkilendiğini anlatın"
        hint="Muvaffakiyetsizleştiricileştiriveremeyebileceklerimizdenmişsinizcesine uzun yazmanız gerekmez."
        start="Muvaffakiyetsizleştiricileştiriveremeyebileceklerimizdenmişsinizcesinemuvaffakiyetsizleştiricileştiriveremeyebileceklerimizdenmişsinizcesine mi yazdınız?"
      />
    ),
  },
  {
    name: 'right to left',
    render: () => (
      <Arabic>
        <Plain
          id="text-arabic"
          label="ماذا حدث؟"
          hint="احكوا بكلماتكم."
          start="الرصيف أمام موقف الحافلة مكسور."
        />
      </Arabic>
    ),
  },
];
