// Examples of the live region: what is announced also stands on the page.

import { useState } from 'preact/hooks';
import { Button } from '../button/button.tsx';
import type { Example } from '../example.ts';
import { Arabic } from '../examples/arabic.tsx';
import { type AnnounceOptions, useAnnounce } from './live-region.tsx';

interface TellingProps {
  button: string;
  /** One for each press. */
  messages: readonly string[];
  options?: AnnounceOptions;
}

function Telling({ button, messages, options }: TellingProps) {
  const announce = useAnnounce();
  const [count, setCount] = useState(0);
  const press = (): void => {
    announce(messages[count % messages.length] ?? '', options);
    setCount(count + 1);
  };
  return (
    <>
      <Button kind="secondary" onPress={press}>
        {button}
      </Button>
      {count > 0 ? <p>{messages[(count - 1) % messages.length]}</p> : null}
    </>
  );
}

export const examples: readonly Example[] = [
  {
    name: 'polite',
    render: () => <Telling button="Taslağı kaydet" messages={['Taslak bu cihaza kaydedildi.']} />,
  },
  {
    name: 'assertive',
    render: () => (
      <Telling
        button="Gönder"
        messages={['Başvurunuz kabul edilmedi. Nedeni sayfada yazıyor.']}
        options={{ assertive: true }}
      />
    ),
  },
  {
    name: 'one matter, the newer word in the place of the older',
    render: () => (
      <Telling
        button="Yüklemeye bak"
        messages={['Yüklendi: yüzde 10.', 'Yüklendi: yüzde 60.', 'Dosya gönderildi.']}
        options={{ matter: 'upload' }}
      />
    ),
  },
  {
    name: 'right to left',
    render: () => (
      <Arabic>
        <Telling button="حفظ المسودة" messages={['حُفظت المسودة على هذا الجهاز.']} />
      </Arabic>
    ),
  },
];
