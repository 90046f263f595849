// Examples of Notice.

import type { Example } from '../example.ts';
import { Arabic } from '../examples/arabic.tsx';
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

  {
    name: 'long text, long word',
    render: () => (
      <Notice icon={<WarningIcon />}>
        <p>
          Muvaffakiyetsizleştiricileştiriveremeyebileceklerimizdenmişsinizcesine uzun bir sözcük bile kutunun
          dışına taşmaz.
        </p>
        <p>
          Yazdıklarınız her değişiklikte bu telefonda saklanır. Bağlantı yoksa bekler, bağlantı gelince
          kendiliğinden gider. Gönderilene kadar dilediğiniz kadar değiştirebilir, silebilir ya da yeniden
          yazabilirsiniz.
        </p>
      </Notice>
    ),
  },
  {
    name: 'right to left',
    render: () => (
      <Arabic>
        <Notice kind="warning" icon={<WarningIcon />}>
          <p>
            <strong>في حالة الطوارئ اتصلوا بالرقم 112.</strong> هذا التطبيق لا يرسل نجدة.
          </p>
        </Notice>
      </Arabic>
    ),
  },
];
