// Examples of the icons, each beside its word.

import type { Example } from '../example.ts';
import { Arabic } from '../examples/arabic.tsx';
import {
  BackIcon,
  CheckIcon,
  ClockIcon,
  CopyIcon,
  DocumentIcon,
  ForwardIcon,
  GlobeIcon,
  InfoIcon,
  OfflineIcon,
  PhoneIcon,
  PrintIcon,
  SearchIcon,
  SendIcon,
  SettingsIcon,
  ShareIcon,
  SpeakerIcon,
  WarningIcon,
} from './icon.tsx';

const ICONS = {
  Alındı: CheckIcon,
  Bekliyor: ClockIcon,
  Gönder: SendIcon,
  Uyarı: WarningIcon,
  Bilgi: InfoIcon,
  'Bağlantı yok': OfflineIcon,
  Telefon: PhoneIcon,
  Belge: DocumentIcon,
  Geri: BackIcon,
  İleri: ForwardIcon,
  Ara: SearchIcon,
  Kopyala: CopyIcon,
  Paylaş: ShareIcon,
  Yazdır: PrintIcon,
  Dinle: SpeakerIcon,
  Dil: GlobeIcon,
  Ayarlar: SettingsIcon,
};

export const examples: readonly Example[] = [
  {
    name: 'all',
    render: () => (
      <ul class="cluster plain-list">
        {Object.entries(ICONS).map(([word, Sign]) => (
          <li key={word}>
            <Sign /> {word}
          </li>
        ))}
      </ul>
    ),
  },

  {
    name: 'right to left, with those that turn round',
    render: () => (
      <Arabic>
        <ul class="cluster plain-list">
          <li>
            <BackIcon /> رجوع
          </li>
          <li>
            <ForwardIcon /> التالي
          </li>
          <li>
            <SendIcon /> إرسال
          </li>
        </ul>
      </Arabic>
    ),
  },
];
