// `npm run bench`: bytes, times on a slow phone, acceptances beside the bare insert rate of the same PostgreSQL in the same
// run, and what officers wait for among a million cases. Prints tables; docs/performance.md keeps the latest with its date and
// machine. `npm run bench -- sizes|pages|intake|recording|transcode|upload|casework` runs one part; `casework` takes
// `--open N --closed N --plans --folder F --only words`.

import { parseArgs } from 'node:util';
import { benchCasework } from './casework.ts';
import { benchIntake } from './intake.ts';
import { benchPages } from './pages.ts';
import { benchRecording } from './recording.ts';
import { benchSizes } from './sizes.ts';
import { benchTranscode } from './transcode.ts';
import { benchUpload } from './upload.ts';

const { values, positionals: asked } = parseArgs({
  allowPositionals: true,
  options: {
    open: { type: 'string', default: '50000' },
    closed: { type: 'string', default: '1000000' },
    plans: { type: 'boolean', default: false },
    folder: { type: 'string' },
    only: { type: 'string' },
  },
});

const PARTS: Readonly<Record<string, () => Promise<void>>> = {
  sizes: benchSizes,
  pages: benchPages,
  intake: benchIntake,
  recording: benchRecording,
  transcode: benchTranscode,
  upload: benchUpload,
  casework: () =>
    benchCasework({
      open: Number(values.open),
      closed: Number(values.closed),
      plans: values.plans,
      folder: values.folder,
      only: values.only,
    }),
};

const unknown = asked.filter((name) => !PARTS[name]);
if (unknown.length > 0) {
  console.error(`Unknown part: ${unknown.join(', ')}. There are: ${Object.keys(PARTS).join(', ')}`);
  process.exit(64);
}
for (const [name, run] of Object.entries(PARTS)) {
  if (asked.length === 0 || asked.includes(name)) await run();
}
