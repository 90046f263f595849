// Examples of LanguageLinks.

import type { Example } from '../example.ts';
import { LanguageLinks } from './language-links.tsx';

const addressIn = (locale: string): string => `?dil=${locale}`;

export const examples: readonly Example[] = [
  {
    name: 'Turkish is current',
    render: () => <LanguageLinks label="Dil" current="tr" addressIn={addressIn} />,
  },
  {
    name: 'Arabic is current',
    render: () => (
      <div lang="ar" dir="rtl">
        <LanguageLinks label="اللغة" current="ar" addressIn={addressIn} />
      </div>
    ),
  },
];
