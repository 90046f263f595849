// Starts the PostgreSQL that the test files share, before the first of them: initdb, start and stop cost more than most
// of the tests.

import type { TestProject } from 'vitest/node';
import { forgetDurability, startCluster } from './databases.ts';

let stop: (() => Promise<void>) | undefined;

export async function setup({ provide }: TestProject): Promise<void> {
  const { connection, template, stop: stopCluster } = await startCluster();
  stop = stopCluster;
  await forgetDurability({ connection });
  provide('cluster', { connection, template });
}

export async function teardown(): Promise<void> {
  await stop?.();
}
