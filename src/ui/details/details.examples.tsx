// Examples of Details.

import type { Example } from '../example.ts';
import { Arabic } from '../examples/arabic.tsx';
import { Details } from './details.tsx';

const render = (isOpen: boolean) => (
  <Details summary="Bunu neden soruyoruz?" isOpenAtStart={isOpen}>
    <p>3071 sayılı Kanun adınızı ve adresinizi ister. Bunlar olmadan başvuru incelenemez.</p>
  </Details>
);

export const examples: readonly Example[] = [
  { name: 'closed', render: () => render(false) },
  { name: 'open', render: () => render(true) },

  {
    name: 'long text, long word',
    render: () => (
      <Details
        summary="Adınızı, adresinizi ve kimlik numaranızı neden soruyoruz, bunları kimler görür ve ne kadar saklarız?"
        isOpenAtStart
      >
        <p>
          Muvaffakiyetsizleştiricileştiriveremeyebileceklerimizdenmişsinizcesine uzun bir sözcük bile kutunun
          dışına taşmaz.
        </p>
      </Details>
    ),
  },
  {
    name: 'right to left',
    render: () => (
      <Arabic>
        <Details summary="لماذا نسأل هذا؟" isOpenAtStart>
          <p>يطلب القانون رقم ٣٠٧١ اسمكم وعنوانكم.</p>
        </Details>
      </Arabic>
    ),
  },
];
