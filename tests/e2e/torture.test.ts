// A short run of `npm run torture`, judged by the same code: browser, server and PostgreSQL are each killed by `kill -9`
// while an application is on its way, a new version comes, clocks jump by years, the disk is full, and the database restarts.

import { afterAll, beforeAll, expect, it } from 'vitest';
import { judgeRun } from '../torture/judge.ts';
import { makeShortPlan } from '../torture/plan.ts';
import { Promises } from '../torture/promises.ts';
import { Rack } from '../torture/round.ts';
import { openStage, type Stage } from '../torture/stage.ts';

const SEED = 20_261_127;
const PLAN = makeShortPlan(SEED);

let stage: Stage;
let rack: Rack;
const promises = new Promises();
beforeAll(async () => {
  stage = await openStage();
  rack = new Rack(stage, promises);
});
afterAll(async () => {
  await rack.end();
  await stage.end();
});

it(`loses, doubles and falsely says nothing (seed ${SEED}; the disk is full only where root may make one)`, async () => {
  for (const round of PLAN) await rack.play(round);
  const { verdict, faults } = await judgeRun(stage, rack, promises);
  expect(faults).toEqual([]);
  expect(rack.counted.killed).toEqual({ browser: 1, server: 1, database: 1 });
  expect(rack.counted.updates).toBe(1);
  expect(rack.counted.jumps).toEqual({ page: 1, worker: 1 });
  // Each was kept at once, and has its receipt in the end.
  expect([verdict.savedShown, verdict.receivedShown]).toEqual([PLAN.length, PLAN.length]);
  const troubles = promises.sentInto.map(({ trouble }) => trouble).sort();
  expect(troubles).toEqual(stage.disk.fill ? ['disk', 'restart'] : ['restart']);
  const full = promises.sentInto.find(({ trouble }) => trouble === 'disk');
  if (full) expect(full.statuses[0]).toBe(503);
});
