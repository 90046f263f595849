// Examples of StatusBanner.

import type { Example } from '../example.ts';
import { Arabic } from '../examples/arabic.tsx';
import { OfflineIcon } from '../icon/icon.tsx';
import { StatusBanner } from './status-banner.tsx';

export const examples: readonly Example[] = [
  {
    name: 'waiting',
    render: () => (
      <StatusBanner kind="waiting" title="Bu cihazda saklandı, henüz gönderilmedi" icon={<OfflineIcon />}>
        <p>Bağlantı gelince kendiliğinden gider. Uygulamayı kapatabilirsiniz.</p>
      </StatusBanner>
    ),
  },
  {
    name: 'success',
    render: () => (
      <StatusBanner kind="success" title="Alındı">
        <p>
          Başvuru numaranız <strong>2025-0001234</strong>. En geç 12 Nisan 2025 günü yanıtlanır.
        </p>
      </StatusBanner>
    ),
  },
  { name: 'info', render: () => <StatusBanner kind="info" title="Gönderiliyor" /> },
  {
    name: 'problem',
    render: () => (
      <StatusBanner kind="problem" title="Gönderilemedi">
        <p>Kimlik numarası doğru değil. Düzeltip yeniden gönderebilirsiniz.</p>
      </StatusBanner>
    ),
  },
  {
    name: 'danger',
    render: () => (
      <>
        <h2>Taslaklar</h2>
        <StatusBanner kind="danger" title="Saklanamadı" headingLevel={3}>
          <p>Cihazda yer kalmadı. Bu sayfayı kapatmayın: yazdıklarınız hâlâ ekranda.</p>
        </StatusBanner>
      </>
    ),
  },

  {
    name: 'long text, long word',
    render: () => (
      <StatusBanner
        kind="waiting"
        title="Telefonunuzun internet bağlantısı olmadığı için başvurunuz şimdilik yalnızca bu telefonda bekliyor"
      >
        <p>
          Muvaffakiyetsizleştiricileştiriveremeyebileceklerimizdenmişsinizcesine uzun bir sözcük bile kutunun
          dışına taşmaz.
        </p>
      </StatusBanner>
    ),
  },
  {
    name: 'right to left',
    render: () => (
      <Arabic>
        <StatusBanner kind="success" title="تم الاستلام">
          <p>
            رقم طلبكم <strong dir="ltr">2025-0001234</strong>.
          </p>
        </StatusBanner>
      </Arabic>
    ),
  },
];
