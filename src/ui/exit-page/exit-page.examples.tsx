// Examples of ExitPage.

import { useState } from 'preact/hooks';
import type { Example } from '../example.ts';
import { Arabic } from '../examples/arabic.tsx';
import { ExitPage, type ExitPageTexts } from './exit-page.tsx';

const TEXTS: ExitPageTexts = {
  button: 'Bu sayfadan hemen çık',
  hint: 'ya da Shift tuşuna 3 kez basın',
  pressesLeft: (count) => `Çıkmak için Shift tuşuna ${count} kez daha basın.`,
};

function Counted({ texts = TEXTS, left = 'Çıkıldı' }: { texts?: ExitPageTexts; left?: string }) {
  const [hasLeft, setHasLeft] = useState(false);
  return (
    <>
      <ExitPage texts={texts} onExit={() => setHasLeft(true)} />
      {hasLeft ? <p>{left}</p> : null}
    </>
  );
}

export const examples: readonly Example[] = [
  { name: 'button and key', brings: 'focus', render: () => <Counted /> },
  {
    name: 'long text, long word',
    brings: 'focus',
    render: () => (
      <Counted
        texts={{
          ...TEXTS,
          button: 'Bu sayfayı hemen kapat ve yerine bir hava durumu sayfası aç',
          hint: 'Kimseyeyakalanmadanuzaklaşabilmemizinkolaylaştırılabilmesiiçin klavyede Shift tuşuna 3 kez basmanız da yeter',
        }}
      />
    ),
  },
  {
    name: 'right to left',
    brings: 'focus',
    render: () => (
      <Arabic>
        <Counted
          texts={{
            button: 'اخرج من هذه الصفحة فورًا',
            hint: 'أو اضغط مفتاح Shift ثلاث مرات',
            pressesLeft: (count) => `للخروج اضغط مفتاح Shift ${count} مرة أخرى.`,
          }}
          left="تم الخروج"
        />
      </Arabic>
    ),
  },
];
