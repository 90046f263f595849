import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PATHS, threadsSchema } from '../../src/domain/wire.ts';
import { stretchTrackingCode } from '../../src/offline/tracking.ts';
import { startTestDatabase, type TestDatabases } from '../../tests/contracts/databases.ts';
import { listCases } from '../casework/case-lists.ts';
import { parseConfig } from '../config.ts';
import { createLog } from '../logging.ts';
import { DEMO_CONTENT, DEMO_OFFICERS, planTimeline } from './content.ts';
import { fillDemo, type TrackedApplication } from './fill.ts';
import { type ClosableDemoSystem, openDemoSystem } from './system.ts';

const NOW = Date.parse('2026-11-23T08:00:00.000Z');

describe('the timeline of the demo', () => {
  const steps = planTimeline(DEMO_CONTENT, NOW);

  it('receives each application once, and lies in the past', () => {
    const received = steps.filter(({ kind }) => kind === 'receive');
    expect(new Set(received.map(({ index }) => index)).size).toBe(DEMO_CONTENT.applications.length);
    expect(steps.every(({ atMs }) => atMs < NOW)).toBe(true);
  });

  it('goes forward only: written, received, assigned, answered', () => {
    expect(steps).toEqual(steps.toSorted((a, b) => a.atMs - b.atMs));
    const order = { receive: 0, assign: 1, reply: 2 };
    for (let index = 0; index < DEMO_CONTENT.applications.length; index++) {
      const own = steps.filter((step) => step.index === index);
      expect(own.map(({ kind }) => order[kind])).toEqual(own.map((_, at) => at));
    }
    for (const step of steps)
      if (step.kind === 'receive') expect(step.writtenAtMs).toBeLessThanOrEqual(step.atMs);
  });
});

describe('the filled demo', () => {
  let folder: string;
  let databases: TestDatabases;
  let system: ClosableDemoSystem;
  let tracked: TrackedApplication[];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kopru-demo-test-'));
    databases = await startTestDatabase();
    const parsed = parseConfig({ DATA_DIR: folder, DISASTER_OPEN: 'true' });
    if (!parsed.ok) throw new Error('no configuration');
    system = await openDemoSystem(await databases.fresh(), parsed.config, createLog('silent'), NOW);
    tracked = await fillDemo(system, DEMO_CONTENT, DEMO_OFFICERS, NOW);
  });
  afterAll(async () => {
    await system.close();
    await databases.stop();
    await rm(folder, { recursive: true });
  });

  it('holds every application in the state that its story has reached', async () => {
    const rows = await system.database
      .selectFrom('case_file')
      .select(({ fn }) => ['state', fn.countAll<string>().as('count')])
      .groupBy('state')
      .execute();
    const expected = Map.groupBy(DEMO_CONTENT.applications, ({ outcome }) => outcome);
    expect(Object.fromEntries(rows.map(({ state, count }) => [state, Number(count)]))).toEqual(
      Object.fromEntries([...expected].map(([state, applications]) => [state, applications.length])),
    );
  });

  it('numbers them in the order of their receipt', async () => {
    const rows = await system.database
      .selectFrom('application')
      .select(['number', 'received_at'])
      .orderBy('number')
      .execute();
    expect(rows[0]?.number).toBe('2026-0000001');
    expect(rows).toEqual(rows.toSorted((a, b) => a.received_at.getTime() - b.received_at.getTime()));
  });

  it('leaves those that are only received to be assigned one after another, later', async () => {
    const jobs = await system.database.selectFrom('job').select('run_after').orderBy('run_after').execute();
    const received = DEMO_CONTENT.applications.filter(({ outcome }) => outcome === 'received');
    expect(jobs).toHaveLength(received.length);
    expect(jobs[0]?.run_after).toEqual(new Date(NOW + 60_000));
  });

  it('gives an officer of the centre everything to look at', async () => {
    const officer = { accountId: '', name: 'Merkez', role: 'officer', institutionId: null } as const;
    const open = await listCases(system.database, officer, { list: 'open' });
    const answered = await listCases(system.database, officer, { list: 'answered' });
    expect(open.total + answered.total).toBe(DEMO_CONTENT.applications.length);
  });

  it('shows one application in each state to whoever types its code into the app', async () => {
    expect(tracked.map(({ outcome }) => outcome)).toEqual(['answered', 'assigned', 'received']);
    for (const { code, subject, outcome } of tracked) {
      const response = await system.app.inject({
        method: 'POST',
        url: PATHS.threads,
        payload: { trackingKey: await stretchTrackingCode(code) },
      });
      const { threads } = v.parse(threadsSchema, response.json());
      expect(threads).toMatchObject([{ subject, state: outcome }]);
    }
  });
});
