import { expect, test } from 'vitest';
import { readInitialisationFault } from './initdb-output.ts';

const CLEANS_UP = 'initdb: removing contents of data directory "/veri/database"';

test.each([
  [
    'initdb: error: could not create file "/veri/x": Permission denied\n',
    'initdb: error: could not create file "/veri/x": Permission denied',
  ],
  [
    `FATAL:  data directory has wrong ownership\nchild process exited with exit code 1\n${CLEANS_UP}\n`,
    'FATAL:  data directory has wrong ownership',
  ],
  [`Segmentation fault\n`, 'Segmentation fault'],
  ['', ''],
])('of %j the cause is told, not the cleaning up', (output, reason) => {
  expect(readInitialisationFault(output, '/veri')).toEqual({
    code: 'initialisationFailed',
    params: { path: '/veri', reason },
  });
});

test('no room is told as what it is', () => {
  const output = `initdb: error: could not write to file "/veri/x": No space left on device\n${CLEANS_UP}\n`;
  expect(readInitialisationFault(output, '/veri')).toEqual({
    code: 'dataFolderUnusable',
    params: { path: '/veri', reason: 'ENOSPC' },
  });
});
