// Examples of NumberField.

import type { ComponentProps } from 'preact';
import { useState } from 'preact/hooks';
import type { Example } from '../example.ts';
import { Arabic } from '../examples/arabic.tsx';
import { NumberField } from './number-field.tsx';

function Kept(props: Omit<ComponentProps<typeof NumberField>, 'value' | 'onInput'> & { start?: string }) {
  const { start = '', ...field } = props;
  const [value, setValue] = useState(start);
  return <NumberField {...field} value={value} onInput={setValue} />;
}

export const examples: readonly Example[] = [
  {
    name: 'identity number, empty',
    render: () => (
      <Kept
        id="identity-number"
        label="T.C. kimlik numaranız"
        hint="11 rakam. Kimlik kartınızın ön yüzünde yazar."
        groups={[3, 3, 3, 2]}
        autocomplete="off"
        isRequired
      />
    ),
  },
  {
    name: 'tracking code, filled',
    render: () => (
      <Kept
        id="code"
        label="Takip kodunuz"
        hint="20 rakam. Boşluklu ya da boşluksuz yazabilirsiniz."
        groups={[4, 4, 4, 4, 4]}
        autocomplete="off"
        start="4831 0299 7410 5562 1038"
      />
    ),
  },
  {
    name: 'telephone, optional',
    render: () => (
      <Kept
        id="mobile"
        label="Telefon numaranız"
        optionalText="(isteğe bağlı)"
        hint="Örnek: 0555 000 00 00"
        groups={[4, 3, 2, 2]}
        autocomplete="tel"
        isPhone
      />
    ),
  },
  {
    name: 'error',
    render: () => (
      <Kept
        id="identity-faulty"
        label="T.C. kimlik numaranız"
        hint="11 rakam. Kimlik kartınızın ön yüzünde yazar."
        error="Kimlik numarası 11 rakam olmalı. Siz 9 rakam yazdınız."
        errorPrefix="Hata:"
        groups={[3, 3, 3, 2]}
        autocomplete="off"
        start="123 456 789"
      />
    ),
  },
  {
    name: 'too long for its groups, long words',
    render: () => (
      <Kept
        id="abroad"
        label="Yurtdışındayken ulaşılabileceğiniz, mümkünse görüntülü konuşmaya da uygun telefon numaranız"
        hint="Ülke kodunu da yazın. Çekoslovakyalılaştıramadıklarımızdanmışsınızcasına uzun olsa da sığar."
        groups={[4, 3, 2, 2]}
        autocomplete="tel"
        isPhone
        start="+963 11 000 00 00 00 00 00 00"
      />
    ),
  },
  {
    name: 'label is the heading',
    brings: 'heading',
    render: () => (
      <Kept id="code-asked" label="Takip kodunuz nedir?" groups={[4, 4, 4, 4, 4]} isLabelHeading />
    ),
  },
  {
    name: 'right to left',
    render: () => (
      <Arabic>
        <Kept
          id="code-arabic"
          label="رمز المتابعة"
          hint="٢٠ رقمًا. يمكنكم كتابتها مع المسافات أو بدونها."
          groups={[4, 4, 4, 4, 4]}
          autocomplete="off"
          start="٤٨٣١ ٠٢٩٩ ٧٤١٠ ٥٥٦٢ ١٠٣٨"
        />
      </Arabic>
    ),
  },
];
