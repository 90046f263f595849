// A short run of `npm run mutate`, always the same files.

import { expect, it } from 'vitest';
import { HAS_FFMPEG } from '../fixtures/attachments/recordings.ts';
import { checkMutants } from './mutation/check.ts';

const FILES = 12;
const without = HAS_FFMPEG ? '' : ' (no recordings among them: ffmpeg is not installed on this machine)';

it(`${FILES} mutated files crash nothing outside the sandbox and keep to every limit${without}`, async () => {
  const report = await checkMutants({ files: FILES, seed: 20_261_125, workers: 2 });
  expect(report.faults).toEqual([]);
  expect(Object.values(report.ends).reduce((sum, count) => sum + count, 0)).toBe(FILES);
});
