// Examples of Progress.

import type { Example } from '../example.ts';
import { Progress } from './progress.tsx';

const nothing = (): void => undefined;

export const examples: readonly Example[] = [
  {
    name: 'part of the way',
    render: () => (
      <Progress
        label="Video"
        value={40}
        valueText="Gönderiliyor, yüzde 40"
        onCancel={nothing}
        cancelLabel="Göndermeyi durdur"
      />
    ),
  },
  { name: 'nobody knows how far', render: () => <Progress label="Hazırlanıyor" valueText="Hazırlanıyor" /> },
];
