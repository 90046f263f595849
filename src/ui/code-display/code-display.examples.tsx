// Examples of CodeDisplay.

import type { Example } from '../example.ts';
import { CodeDisplay } from './code-display.tsx';

export const examples: readonly Example[] = [
  {
    name: 'tracking code',
    render: () => (
      <CodeDisplay
        groups={['4831', '0299', '7410', '5562', '1038']}
        label="Takip kodunuz"
        spokenLabel="Takip kodunuz: dörder rakamlık beş grup"
      />
    ),
  },
];
