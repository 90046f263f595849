// Examples of TextArea.

import { useState } from 'preact/hooks';
import type { Example } from '../example.ts';
import { TextArea, type TextAreaProps } from './text-area.tsx';

const LIMIT = 60;

function Counted({
  start,
  ...field
}: Omit<TextAreaProps, 'value' | 'onInput' | 'counter'> & { start: string }) {
  const [value, setValue] = useState(start);
  const left = LIMIT - value.length;
  const text = left >= 0 ? `${left} karakter kaldı` : `${-left} karakter fazla`;
  return (
    <TextArea
      {...field}
      value={value}
      onInput={setValue}
      counter={{ text, announce: left <= 20 ? text : undefined, isOver: left < 0 }}
    />
  );
}

export const examples: readonly Example[] = [
  {
    name: 'with counter',
    render: () => (
      <Counted
        id="text"
        label="Ne oldu?"
        hint="En çok 60 karakter."
        start="Sokağımızdaki lamba iki haftadır yanmıyor."
      />
    ),
  },
  {
    name: 'too long',
    render: () => (
      <Counted
        id="text-long"
        label="Ne oldu?"
        error="Metin 60 karakteri aşıyor."
        errorPrefix="Hata:"
        start="Sokağımızdaki lamba iki haftadır yanmıyor, çocuklar okuldan dönerken karanlıkta kalıyor."
      />
    ),
  },
];
