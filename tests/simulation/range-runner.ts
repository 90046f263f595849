// A process that plays ranges of schedules, one after the other, as it is told (main.ts).

import 'fake-indexeddb/auto';
import { loadApp } from './app.ts';
import { type Checked, checkSchedules } from './check.ts';

export interface Range {
  seed: number;
  from: number;
  to: number;
  isThorough: boolean;
}

export interface Played {
  checked: Checked;
  cpuSeconds: number;
}

const app = await loadApp();
process.on('message', (range: Range) => {
  const before = process.cpuUsage();
  void checkSchedules({ app, ...range }).then((checked) => {
    const { user, system } = process.cpuUsage(before);
    process.send?.({ checked, cpuSeconds: (user + system) / 1_000_000 } satisfies Played);
  });
});
process.on('disconnect', () => process.exit());
