import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestDatabase, type TestDatabases } from '../../tests/contracts/databases.ts';
import {
  CENTRE_ID,
  openStore,
  ROADS_ID,
  type Store,
  seedCase,
  WATER_ID,
} from '../../tests/fixtures/casework.ts';
import { type JobHandler, type Jobs, startJobs } from './jobs.ts';

const RECEIVED = Date.parse('2026-11-02T09:00:00.000Z');
const NOW = RECEIVED + 1000;

let databases: TestDatabases;
let store: Store;
let started: Jobs[];
beforeAll(async () => {
  databases = await startTestDatabase();
});
afterAll(() => databases.stop());
beforeEach(async () => {
  store = await openStore(await databases.migrated());
  started = [];
  return async () => {
    await Promise.all(started.map((jobs) => jobs.stop()));
    await store.close();
  };
});

interface Options {
  now?: () => number;
  handlers?: Record<string, JobHandler>;
  lines?: object[];
}
function start({ now = () => NOW, handlers, lines = [] }: Options = {}): Jobs {
  const log = { error: (fields: object) => void lines.push(fields) };
  const jobs = startJobs({ database: store.db, now, log, ...(handlers ? { handlers } : {}) });
  started.push(jobs);
  return jobs;
}

const waitingJobs = () => store.db.selectFrom('job').selectAll().orderBy('id').execute();
const holders = async () =>
  Object.fromEntries(
    (await store.db.selectFrom('case_file').select(['application_id', 'institution_id']).execute()).map(
      (row) => [row.application_id, row.institution_id],
    ),
  );

describe('the job of assigning', () => {
  it('gives each case to whom the citizen chose, else to the centre, and is then done', async () => {
    const toWater = await seedCase(store.db, { addressedTo: WATER_ID, hasAssignJob: true });
    const toNobody = await seedCase(store.db, { hasAssignJob: true });
    const toUnknown = await seedCase(store.db, { addressedTo: 'kapatilan-kurum', hasAssignJob: true });
    await start().drain();
    expect(await holders()).toEqual({ [toWater]: WATER_ID, [toNobody]: CENTRE_ID, [toUnknown]: CENTRE_ID });
    expect(await waitingJobs()).toEqual([]);
    const event = await store.db
      .selectFrom('case_event')
      .selectAll()
      .where('application_id', '=', toWater)
      .where('kind', '=', 'assigned')
      .executeTakeFirstOrThrow();
    expect(event).toMatchObject({ institution_id: WATER_ID, at: new Date(NOW), actor_id: null, sequence: 2 });
  });

  it('leaves a case alone that somebody has taken meanwhile', async () => {
    const id = await seedCase(store.db, { addressedTo: WATER_ID, heldBy: ROADS_ID, hasAssignJob: true });
    await start().drain();
    expect(await holders()).toEqual({ [id]: ROADS_ID });
    expect(await waitingJobs()).toEqual([]);
  });

  it('hurts no other case where the events of one do not add up to its file', async () => {
    const good = await seedCase(store.db, { addressedTo: WATER_ID, hasAssignJob: true });
    const broken = await seedCase(store.db, { hasAssignJob: true });
    await store.db
      .updateTable('case_file')
      .set({ state: 'answered' })
      .where('application_id', '=', broken)
      .execute();
    await start().drain();
    expect(await holders()).toEqual({ [good]: WATER_ID, [broken]: null });
    expect(await waitingJobs()).toMatchObject([{ application_id: broken, attempts: 1 }]);
  });

  it('is done once for a case that is owed it twice', async () => {
    const id = await seedCase(store.db, { addressedTo: WATER_ID, hasAssignJob: true });
    const again = { kind: 'assign', application_id: id, run_after: new Date(RECEIVED) };
    await store.db.insertInto('job').values(again).execute();
    await start().drain();
    expect(await waitingJobs()).toEqual([]);
    const events = await store.db.selectFrom('case_event').select('kind').orderBy('sequence').execute();
    expect(events).toEqual([{ kind: 'received' }, { kind: 'assigned' }]);
  });

  it('assigns each of 230 cases exactly once when two servers do it together', async () => {
    for (let index = 0; index < 230; index++) {
      await seedCase(store.db, { addressedTo: WATER_ID, hasAssignJob: true });
    }
    const [one, two] = [start(), start()];
    await Promise.all([one.drain(), two.drain(), one.drain(), two.drain()]);
    await Promise.all([one.stop(), two.stop()]);
    const assigned = await store.db
      .selectFrom('case_event')
      .select('application_id')
      .where('kind', '=', 'assigned')
      .execute();
    expect(assigned).toHaveLength(230);
    expect(new Set(assigned.map(({ application_id }) => application_id)).size).toBe(230);
    expect(await waitingJobs()).toEqual([]);
  });
});

describe('a runner of jobs', () => {
  it('starts by itself with what an earlier server has left, and again when woken', async () => {
    await seedCase(store.db, { hasAssignJob: true });
    const jobs = start();
    await expect.poll(waitingJobs).toEqual([]);
    await seedCase(store.db, { hasAssignJob: true });
    jobs.wake();
    await expect.poll(waitingJobs).toEqual([]);
  });

  it('hands each job to one handler only, however many runners there are', async () => {
    for (let index = 0; index < 120; index++) await seedCase(store.db, { hasAssignJob: true });
    const handled: string[] = [];
    const handlers: Record<string, JobHandler> = {
      assign: async (_transaction, applicationIds) => void handled.push(...applicationIds),
    };
    const runners = [start({ handlers }), start({ handlers }), start({ handlers })];
    await Promise.all(runners.flatMap((jobs) => [jobs.drain(), jobs.drain()]));
    expect(handled).toHaveLength(120);
    expect(new Set(handled).size).toBe(120);
  });

  it('leaves what is not due yet', async () => {
    await seedCase(store.db, { hasAssignJob: true });
    let nowMs = RECEIVED - 1;
    const jobs = start({ now: () => nowMs });
    await jobs.drain();
    expect(await waitingJobs()).toHaveLength(1);
    nowMs = RECEIVED;
    await jobs.drain();
    expect(await waitingJobs()).toEqual([]);
  });

  it('keeps the row of a handler that throws, undoes its work, and does the others', async () => {
    const good = await seedCase(store.db, { hasAssignJob: true });
    const bad = await seedCase(store.db, { hasAssignJob: true });
    const lines: object[] = [];
    const calls: (readonly string[])[] = [];
    const handlers: Record<string, JobHandler> = {
      assign: async (transaction, applicationIds) => {
        calls.push(applicationIds);
        await transaction
          .updateTable('case_file')
          .set({ state: 'assigned', institution_id: WATER_ID })
          .where('application_id', 'in', applicationIds)
          .execute();
        if (applicationIds.includes(bad)) throw new TypeError('Nuriye Taşdelen, 11111111110');
      },
    };
    await start({ handlers, lines }).drain();
    expect(calls).toEqual([[good, bad], [good], [bad]]);
    expect(await holders()).toEqual({ [good]: WATER_ID, [bad]: null });
    expect(await waitingJobs()).toMatchObject([
      { application_id: bad, attempts: 1, run_after: new Date(NOW + 1000) },
    ]);
    expect(lines).toEqual([{ event: 'job-failed', job: 'assign', attempts: 1, code: 'TypeError' }]);
    expect(JSON.stringify(lines)).not.toContain('Nuriye');
  });

  it('keeps the row of a handler that fails inside the database', async () => {
    await seedCase(store.db, { hasAssignJob: true });
    const lines: object[] = [];
    const handlers: Record<string, JobHandler> = {
      assign: async (transaction) => {
        await transaction.insertInto('reply').values([]).execute();
      },
    };
    await start({ handlers, lines }).drain();
    expect(await waitingJobs()).toMatchObject([{ attempts: 1 }]);
    expect(lines).toMatchObject([{ code: '42601' }]);
  });

  it('keeps the row of a kind that it does not know: a newer server may', async () => {
    await seedCase(store.db, { hasAssignJob: true });
    await start({ handlers: {} }).drain();
    expect(await waitingJobs()).toMatchObject([{ attempts: 1 }]);
  });

  it('waits longer after each failure, a quarter of an hour at most, and then succeeds', async () => {
    await seedCase(store.db, { hasAssignJob: true });
    let nowMs = NOW;
    let isBroken = true;
    const handlers: Record<string, JobHandler> = {
      assign: async () => {
        if (isBroken) throw new Error('broken');
      },
    };
    const jobs = start({ now: () => nowMs, handlers });
    const pausesMs: number[] = [];
    for (let attempt = 0; attempt < 14; attempt++) {
      await jobs.drain();
      const [job] = await waitingJobs();
      const runAfterMs = job?.run_after.getTime() ?? Number.NaN;
      pausesMs.push(runAfterMs - nowMs);
      nowMs = runAfterMs;
    }
    expect(pausesMs.slice(0, 4)).toEqual([1000, 2000, 4000, 8000]);
    expect(pausesMs.at(-1)).toBe(900_000);
    isBroken = false;
    expect(await jobs.drain()).toBe(1);
    expect(await waitingJobs()).toEqual([]);
  });

  it('takes nothing new after it was stopped', async () => {
    const jobs = start();
    await jobs.stop();
    await seedCase(store.db, { hasAssignJob: true });
    jobs.wake();
    expect(await jobs.drain()).toBe(0);
    expect(await waitingJobs()).toHaveLength(1);
  });
});
