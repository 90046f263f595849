// Examples of SkipLink.

import type { Example } from '../example.ts';
import { Arabic } from '../examples/arabic.tsx';
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

  {
    name: 'right to left',
    render: () => (
      <Arabic>
        <SkipLink href="#skip-target-arabic">الانتقال إلى المحتوى</SkipLink>
        <div id="skip-target-arabic" tabIndex={-1}>
          <p>المحتوى</p>
        </div>
      </Arabic>
    ),
  },
];
