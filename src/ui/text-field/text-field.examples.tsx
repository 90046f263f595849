// Examples of TextField.

import { useState } from 'preact/hooks';
import type { Example } from '../example.ts';
import { Arabic } from '../examples/arabic.tsx';
import { TextField, type TextFieldProps } from './text-field.tsx';

function Kept(props: Omit<TextFieldProps, 'value' | 'onInput'> & { start?: string }) {
  const { start = '', ...field } = props;
  const [value, setValue] = useState(start);
  return <TextField {...field} value={value} onInput={setValue} />;
}

export const examples: readonly Example[] = [
  {
    name: 'empty, label only',
    render: () => <Kept id="given-name" label="Adınız" autocomplete="given-name" isRequired dir="auto" />,
  },
  {
    name: 'hint',
    render: () => (
      <Kept
        id="identity"
        label="T.C. kimlik numaranız"
        hint="11 rakam. Kimlik kartınızın ön yüzünde yazar."
        inputMode="numeric"
        autocomplete="off"
        maxWidth="medium"
      />
    ),
  },
  {
    name: 'error',
    render: () => (
      <Kept
        id="phone"
        label="Telefon numaranız"
        hint="Örnek: 0555 000 00 00"
        error="Telefon numarası eksik görünüyor: 10 rakam olmalı."
        errorPrefix="Hata:"
        type="tel"
        autocomplete="tel"
        maxWidth="medium"
        start="0555 00"
      />
    ),
  },
  {
    name: 'optional',
    render: () => (
      <Kept
        id="email"
        label="E-posta adresiniz"
        optionalText="(isteğe bağlı)"
        type="email"
        autocomplete="email"
        spellCheck={false}
      />
    ),
  },
  {
    name: 'label is the heading',
    brings: 'heading',
    render: () => (
      <Kept id="subject" label="Başvurunuzun konusu nedir?" hint="Bir cümle yeter." isLabelHeading />
    ),
  },

  {
    name: 'filled',
    render: () => (
      <Kept id="family-name" label="Soyadınız" autocomplete="family-name" dir="auto" start="Çağlayangil" />
    ),
  },
  {
    name: 'long text, long word',
    render: () => (
      <Kept
        id="subject-long"
        label="Başvurunuzun konusunu, okuyan memurun ilk bakışta anlayacağı kısa ve açık tek bir cümleyle yazın"
        hint="Muvaffakiyetsizleştiricileştiriveremeyebileceklerimizdenmişsinizcesine uzun sözcükler de satıra sığmalıdır."
        start="Otobüs durağının önündeki kaldırım üç haftadır kırık olduğundan bastonumla geçemiyorum, onarılmasını istiyorum"
      />
    ),
  },
  {
    name: 'right to left',
    render: () => (
      <Arabic>
        <Kept
          id="given-name-arabic"
          label="اسمكم"
          hint="كما هو مكتوب في بطاقة هويتكم."
          error="اكتبوا اسمكم."
          errorPrefix="خطأ:"
          autocomplete="given-name"
          dir="auto"
        />
      </Arabic>
    ),
  },
];
