// A process that plays ranges of schedules, one after the other, as it is told (main.ts).

import 'fake-indexeddb/auto';
import { loadApp } from './app.ts';
import { checkSchedules } from './check.ts';

export interface Range {
  seed: number;
  from: number;
  to: number;
  isThorough: boolean;
}

const app = await loadApp();
process.on('message', (range: Range) => {
  void checkSchedules({ app, ...range }).then((checked) => process.send?.({ range, checked }));
});
process.on('disconnect', () => process.exit());
