// `npm run bench`: bytes, times on a slow phone, and acceptances beside the bare insert rate of the same PostgreSQL in
// the same run. Prints tables; docs/performance.md keeps the latest with its date and machine.
// `npm run bench -- sizes|pages|intake|recording|transcode|upload` runs one part.

import { benchIntake } from './intake.ts';
import { benchPages } from './pages.ts';
import { benchRecording } from './recording.ts';
import { benchSizes } from './sizes.ts';
import { benchTranscode } from './transcode.ts';
import { benchUpload } from './upload.ts';

const PARTS: Readonly<Record<string, () => Promise<void>>> = {
  sizes: benchSizes,
  pages: benchPages,
  intake: benchIntake,
  recording: benchRecording,
  transcode: benchTranscode,
  upload: benchUpload,
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !PARTS[name]);
if (unknown.length > 0) {
  console.error(`Unknown part: ${unknown.join(', ')}. There are: ${Object.keys(PARTS).join(', ')}`);
  process.exit(64);
}
for (const [name, run] of Object.entries(PARTS)) {
  if (asked.length === 0 || asked.includes(name)) await run();
}
