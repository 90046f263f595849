// Examples of ErrorSummary.

import type { Example } from '../example.ts';
import { Arabic } from '../examples/arabic.tsx';
import { ErrorSummary } from './error-summary.tsx';

export const examples: readonly Example[] = [
  {
    name: 'two errors',
    brings: 'focus',
    render: () => (
      <ErrorSummary
        title="Düzeltilmesi gereken 2 yer var"
        errors={[
          { fieldId: 'phone', text: 'Telefon numarası eksik görünüyor: 10 rakam olmalı.' },
          { fieldId: 'text', text: 'Ne olduğunu yazın.' },
        ]}
      />
    ),
  },

  {
    name: 'one error',
    brings: 'focus',
    render: () => (
      <ErrorSummary
        title="Düzeltilmesi gereken 1 yer var"
        errors={[{ fieldId: 'kind', text: 'Bir tür seçin.' }]}
      />
    ),
  },
  {
    name: 'many errors, long text, long word',
    brings: 'focus',
    render: () => (
      <ErrorSummary
        title="Devam edebilmeniz için aşağıdaki 9 yeri düzeltmeniz gerekiyor"
        errors={[
          { fieldId: 'word', text: 'Muvaffakiyetsizleştiricileştiriveremeyebileceklerimizdenmişsinizcesine' },
          {
            fieldId: 'sentence',
            text: 'Kimlik numarası 11 rakam olmalı. Siz 9 rakam yazdınız. Kimlik kartınızın ön yüzüne bakıp yeniden yazın.',
          },
          ...['İl', 'İlçe', 'Konu', 'Metin', 'Ad', 'Adres', 'Telefon'].map((name) => ({
            fieldId: name,
            text: `${name} boş kalmış.`,
          })),
        ]}
      />
    ),
  },
  {
    name: 'right to left',
    brings: 'focus',
    render: () => (
      <Arabic>
        <ErrorSummary
          title="يوجد موضعان يجب تصحيحهما"
          errors={[
            { fieldId: 'phone', text: 'رقم الهاتف ناقص: يجب أن يكون 10 أرقام.' },
            { fieldId: 'text', text: 'اكتبوا ماذا حدث.' },
          ]}
        />
      </Arabic>
    ),
  },
];
