// Examples of Notice.

import type { Example } from '../example.ts';
import { WarningIcon } from '../icon/icon.tsx';
import { Notice } from './notice.tsx';

export const examples: readonly Example[] = [
  {
    name: 'info',
    render: () => (
      <Notice>
        <p>Yazdıklarınız her değişiklikte bu cihazda saklanır.</p>
      </Notice>
    ),
  },
  {
    name: 'warning',
    render: () => (
      <Notice kind="warning" icon={<WarningIcon />}>
        <p>
          <strong>Acil durumda 112 numarasını arayın.</strong> Bu uygulama acil yardım göndermez.
        </p>
      </Notice>
    ),
  },
];
