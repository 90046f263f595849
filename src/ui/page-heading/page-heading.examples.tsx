// Examples of PageHeading.

import type { Example } from '../example.ts';
import { PageHeading } from './page-heading.tsx';

export const examples: readonly Example[] = [
  { name: 'plain', render: () => <PageHeading>Başvurularım</PageHeading> },
  {
    name: 'with caption',
    render: () => <PageHeading caption="3. soru, 9 soru var">Olay nerede oldu?</PageHeading>,
  },
];
