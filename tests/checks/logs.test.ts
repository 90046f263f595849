// docs/logs.md against the code: every event that the server can write stands there, and no other.

import { globSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const SOURCES = globSync('server/**/*.ts').filter((file) => !file.endsWith('.test.ts'));

function eventsOf(text: string, pattern: RegExp): string[] {
  return [...new Set([...text.matchAll(pattern)].map(([, event = '']) => event))].toSorted();
}

it('the inventory of logs names every event of the server, and none that it does not write', () => {
  const written = eventsOf(
    SOURCES.map((file) => readFileSync(file, 'utf8')).join('\n'),
    /\bevent: '([a-z0-9-]+)'/g,
  );
  const [, table = ''] = readFileSync('docs/logs.md', 'utf8').split('## Events of the server');
  // The first column; the second explains.
  const firsts = table.split('\n').map((line) => line.split('|')[1] ?? '');
  expect(eventsOf(firsts.join('\n'), /`([a-z0-9-]+)`/g)).toEqual(written);
});
