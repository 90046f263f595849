// Examples of PageHeading.

import type { Example } from '../example.ts';
import { Arabic } from '../examples/arabic.tsx';
import { PageHeading } from './page-heading.tsx';

export const examples: readonly Example[] = [
  { name: 'plain', brings: 'heading', render: () => <PageHeading>Başvurularım</PageHeading> },
  {
    name: 'with caption',
    brings: 'heading',
    render: () => <PageHeading caption="3. soru, 9 soru var">Olay nerede oldu?</PageHeading>,
  },

  {
    name: 'long text, long word',
    brings: 'heading',
    render: () => (
      <PageHeading caption="12. soru, 12 soru var">
        Muvaffakiyetsizleştiricileştiriveremeyebileceklerimizdenmişsinizcesine olan ya da olmayan herkes için:
        bu konuda daha önce bir mahkemeye başvurdunuz mu?
      </PageHeading>
    ),
  },
  {
    name: 'right to left',
    brings: 'heading',
    render: () => (
      <Arabic>
        <PageHeading caption="السؤال ٣ من ٩">أين وقع الحدث؟</PageHeading>
      </Arabic>
    ),
  },
];
