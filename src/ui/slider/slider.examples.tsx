// Examples of Slider.

import { useState } from 'preact/hooks';
import type { Example } from '../example.ts';
import { Arabic } from '../examples/arabic.tsx';
import { Slider, type SliderProps } from './slider.tsx';

function Live(props: Omit<SliderProps, 'onInput' | 'valueText'> & { unit: string }) {
  const { unit, ...slider } = props;
  const [value, setValue] = useState(props.value);
  return <Slider {...slider} value={value} valueText={`${Math.round(value)} ${unit}`} onInput={setValue} />;
}

export const examples: readonly Example[] = [
  {
    name: 'part of the way',
    render: () => <Live id="s-place" label="Kayıttaki yer" value={65} max={180} step={1} unit="saniye" />,
  },
  {
    name: 'at the start, with hint',
    render: () => (
      <Live
        id="s-start"
        label="Kayıttaki yer"
        hint="Ok tuşları bir saniye ilerletir."
        value={0}
        max={180}
        step={1}
        unit="saniye"
      />
    ),
  },
  {
    name: 'long text, long word',
    render: () => (
      <Live
        id="s-long"
        label="Muvaffakiyetsizleştiricileştiriveremeyebileceklerimizdenmişsinizcesine uzun adlı kayıttaki yer"
        value={20}
        max={60}
        step={1}
        unit="saniye"
      />
    ),
  },
  {
    name: 'right to left',
    render: () => (
      <Arabic>
        <Live id="s-rtl" label="الموضع في التسجيل" value={65} max={180} step={1} unit="ثانية" />
      </Arabic>
    ),
  },
];
