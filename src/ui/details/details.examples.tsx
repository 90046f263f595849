// Examples of Details.

import type { Example } from '../example.ts';
import { Details } from './details.tsx';

const render = (isOpen: boolean) => (
  <Details summary="Bunu neden soruyoruz?" isOpenAtStart={isOpen}>
    <p>3071 sayılı Kanun adınızı ve adresinizi ister. Bunlar olmadan başvuru incelenemez.</p>
  </Details>
);

export const examples: readonly Example[] = [
  { name: 'closed', render: () => render(false) },
  { name: 'open', render: () => render(true) },
];
