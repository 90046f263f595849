// Examples of ExitPage.

import { useState } from 'preact/hooks';
import type { Example } from '../example.ts';
import { Arabic } from '../examples/arabic.tsx';
import { ExitPage } from './exit-page.tsx';
import { useShiftExit } from './use-shift-exit.ts';

interface CountedProps {
  words: string;
  left: string;
  pressesLeft: (count: number) => string;
}

function Counted({ words, left, pressesLeft }: CountedProps) {
  const [hasLeft, setHasLeft] = useState(false);
  const onExit = (): void => setHasLeft(true);
  useShiftExit({ pressesLeft, onExit });
  return (
    <>
      <ExitPage href="https://hava.example/" onExit={onExit}>
        {words}
      </ExitPage>
      {hasLeft ? <p>{left}</p> : null}
    </>
  );
}

const TURKISH = {
  left: 'Çıkıldı',
  pressesLeft: (count: number) => `Çıkmak için Shift tuşuna ${count} kez daha basın.`,
};

export const examples: readonly Example[] = [
  { name: 'link and key', render: () => <Counted {...TURKISH} words="Hızlı çıkış" /> },
  {
    name: 'long text, long word',
    render: () => (
      <Counted
        {...TURKISH}
        words="Kimseyeyakalanmadanuzaklaşabilmemizinkolaylaştırılabilmesiiçin bu sayfayı hemen kapat ve yerine bir hava durumu sayfası aç"
      />
    ),
  },
  {
    name: 'right to left',
    render: () => (
      <Arabic>
        <Counted
          words="خروج سريع"
          left="تم الخروج"
          pressesLeft={(count) => `للخروج اضغطوا مفتاح Shift ${count} مرة أخرى.`}
        />
      </Arabic>
    ),
  },
];
