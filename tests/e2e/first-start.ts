// Starts a server once and ends it, before the first browser: a dozen test files begin with a copy of what it has made,
// because a database cluster with its schema and directory costs as much as most of their tests. What a first start does is
// tested by itself (tests/contracts/http-process.test.ts).

import { FIRST_START, type ServerProcess, startServer } from './server-process.ts';

let first: ServerProcess | undefined;

export async function setup(): Promise<void> {
  first = await startServer({ LOG_LEVEL: 'silent' });
  await first.stop();
  process.env[FIRST_START] = first.dataDir;
}

export async function teardown(): Promise<void> {
  delete process.env[FIRST_START];
  await first?.remove();
}
