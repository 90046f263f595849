// Examples of Link and ButtonLink.

import type { Example } from '../example.ts';
import { Arabic } from '../examples/arabic.tsx';
import { DocumentIcon } from '../icon/icon.tsx';
import { ButtonLink, Link } from './link.tsx';

export const examples: readonly Example[] = [
  {
    name: 'in a sentence',
    render: () => (
      <p>
        Başvurunuzun nasıl saklandığını <Link href="/aydinlatma/">aydınlatma metninde</Link> okuyabilirsiniz.
      </p>
    ),
  },
  {
    name: 'back',
    render: () => (
      <Link href="/basvuru/" kind="back">
        Geri
      </Link>
    ),
  },
  { name: 'looks like a button', render: () => <ButtonLink href="/basvuru/">Başvuruya başla</ButtonLink> },
  {
    name: 'with icon',
    render: () => (
      <Link href="/cevap.pdf" icon={<DocumentIcon />} download="cevap.pdf">
        Cevabı indir (PDF, 120 kB)
      </Link>
    ),
  },
  {
    name: 'other language',
    render: () => (
      <Link href="/en/" kind="standalone" hrefLang="en">
        English
      </Link>
    ),
  },

  {
    name: 'long text, long word',
    render: () => (
      <p>
        <Link href="/yardim/">
          Muvaffakiyetsizleştiricileştiriveremeyebileceklerimizdenmişsinizcesine olsa bile satırlara bölünen,
          nereye götürdüğünü baştan sona söyleyen bir bağlantı
        </Link>
      </p>
    ),
  },
  {
    name: 'right to left',
    render: () => (
      <Arabic>
        <p>
          <Link href="/basvuru/" kind="back">
            رجوع
          </Link>
        </p>
        <p>
          يمكنكم قراءة <Link href="/aydinlatma/">نص الإيضاح</Link> لمعرفة كيف يُحفظ طلبكم.
        </p>
        <p>
          <ButtonLink href="/basvuru/">بدء الطلب</ButtonLink>
        </p>
      </Arabic>
    ),
  },
];
