// Examples of SkipLink.

import type { Example } from '../example.ts';
import { SkipLink } from './skip-link.tsx';

export const examples: readonly Example[] = [
  {
    name: 'hidden until focused',
    render: () => (
      <>
        <SkipLink href="#skip-target">İçeriğe geç</SkipLink>
        <div id="skip-target" tabIndex={-1}>
          <p>İçerik</p>
        </div>
      </>
    ),
  },
];
