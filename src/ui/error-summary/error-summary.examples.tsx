// Examples of ErrorSummary.

import type { Example } from '../example.ts';
import { ErrorSummary } from './error-summary.tsx';

export const examples: readonly Example[] = [
  {
    name: 'two errors',
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
];
