// Examples of CodeDisplay.

import type { Example } from '../example.ts';
import { Arabic } from '../examples/arabic.tsx';
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

  {
    name: 'long text',
    render: () => (
      <CodeDisplay
        groups={['4831', '0299', '7410', '5562', '1038']}
        label="Başvurunuzu başka bir telefondan da açabilmeniz için saklamanız gereken takip kodunuz"
        spokenLabel="Takip kodunuz, uzun: dörder rakamlık beş grup"
      />
    ),
  },
  {
    name: 'right to left',
    render: () => (
      <Arabic>
        <CodeDisplay
          groups={['4831', '0299', '7410', '5562', '1038']}
          label="رمز المتابعة"
          spokenLabel="رمز المتابعة: خمس مجموعات من أربعة أرقام"
        />
      </Arabic>
    ),
  },
];
