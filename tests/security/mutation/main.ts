// npm run mutate -- --files N --seed S

import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { HAS_FFMPEG } from '../../fixtures/attachments/recordings.ts';
import { checkMutants } from './check.ts';

const { values } = parseArgs({
  options: { files: { type: 'string', default: '1000' }, seed: { type: 'string' } },
});
const files = Number(values.files);
const seed = values.seed === undefined ? Date.now() % 2 ** 31 : Number(values.seed);
if (!Number.isInteger(files) || files < 1 || !Number.isInteger(seed)) {
  console.error('usage: npm run mutate -- --files N --seed S');
  process.exit(64);
}
if (!HAS_FFMPEG) console.log('ffmpeg is not installed on this machine: no recordings among the files.');

const startedAt = performance.now();
const report = await checkMutants({
  files,
  seed,
  workers: availableParallelism(),
  onProgress: (done) => {
    if (done % 100 === 0) console.log(`${done} files`);
  },
});
console.table(report.ends);
const seconds = ((performance.now() - startedAt) / 1000).toFixed(0);
console.log(
  `seed ${seed}: ${files} files, sandbox ${report.sandbox}, ${report.crashes} programs crashed inside it, ` +
    `the longest ran ${Math.round(report.longestMs)} ms; ${seconds} s`,
);
const { watched } = report;
const megabytes = (bytes: number): number => Math.round(bytes / 1_000_000);
if (watched)
  console.log(
    `${watched.programs} programs seen at work: the most that one held was ${megabytes(watched.peakBytes)} MB of memory ` +
      `(${megabytes(watched.peakDataBytes)} MB of its own)` +
      (report.sandbox === 'bubblewrap' ? ', none had a network' : ''),
  );
else console.log('This system does not show its processes: memory and network were not watched.');
for (const fault of report.faults) console.error(fault);
process.exit(report.faults.length === 0 ? 0 : 1);
