// A representative part of `npm run a11y` for every run of the tests: each check finds what is planted for it, the main
// surfaces pass in the looks and languages that differ most, and what a screen reader gets of the flow is as it is
// written down.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHECKS } from './checks/all.ts';
import { snapshot } from './checks/snapshot.ts';
import { mergeModes, renderFinding } from './finding.ts';
import { INCOMPLETE } from './incomplete.ts';
import { type ModeId, modeOf } from './modes.ts';
import { openLedger } from './reasons.ts';
import { inspect, newTally, type Scope } from './runner.ts';
import { DEFECTS } from './seeded/all.ts';
import { findDefect } from './seeded/defect.ts';
import { createLanes, LANES, type Lanes } from './stage/lanes.ts';
import { openScene, type Scene } from './stage/scene.ts';
import { openStage, type Stage } from './stage/stage.ts';
import { SURFACES } from './surfaces/all.ts';
import { nameOf, type Surface } from './surfaces/surface.ts';

let scene: Scene;
let lanes: Lanes<Stage>;

beforeAll(async () => {
  scene = await openScene();
  lanes = createLanes(await Promise.all(Array.from({ length: LANES }, () => openStage(scene))));
});

afterAll(async () => {
  await Promise.all(lanes?.all.map((stage) => stage.close()) ?? []);
  await scene?.close();
});

function findingsOn(surface: Surface, scope: Scope): Promise<string[]> {
  return lanes.run(async (stage) => {
    const tally = newTally();
    await inspect(stage, surface, openLedger(INCOMPLETE), tally, scope);
    return mergeModes(tally.findings).map(renderFinding);
  });
}

/** `npm run a11y` plants them all. */
const ONE_FOR_EACH_CHECK = DEFECTS.filter(
  ({ check }, index) => DEFECTS.findIndex((other) => other.check === check) === index,
);

describe.concurrent('a planted defect is found', () => {
  it.each(ONE_FOR_EACH_CHECK.map((defect) => [defect.check.id, defect.name, defect] as const))(
    '%s finds %s',
    async (_check, _name, defect) => {
      expect(await lanes.run((stage) => findDefect(stage, defect))).toBeDefined();
    },
  );

  it('every check has one', () => {
    const proved = new Set(DEFECTS.map(({ check }) => check.id));
    expect(CHECKS.map(({ id }) => id).filter((id) => !proved.has(id))).toEqual([]);
  });
});

/** The pages that everybody passes, and those where most can go wrong; one from both directions. */
const MAIN: Readonly<Record<string, readonly ModeId[]>> = {
  'citizen/start: first visit': ['light'],
  'citizen/question identity: with errors': ['light', 'rtl'],
  'console/sign-in: with a link': ['light'],
  'console/case: open': ['light'],
};

describe.concurrent('the main surfaces', () => {
  it.each(
    SURFACES.filter((surface) => nameOf(surface) in MAIN).map(
      (surface) => [nameOf(surface), surface] as const,
    ),
  )('%s has no fault', async (name, surface) => {
    expect(await findingsOn(surface, { modes: MAIN[name]?.map(modeOf) ?? [] })).toEqual([]);
  });
});

describe.concurrent('what a screen reader gets', () => {
  it.each(
    SURFACES.filter(
      ({ page, state }) =>
        (page.startsWith('question') && state === 'filled') || /^(review|send)$/.test(page),
    ).map((surface) => [nameOf(surface), surface] as const),
  )('%s is as it is written down', async (_name, surface) => {
    expect(await findingsOn(surface, { checks: [snapshot], modes: [modeOf('light')] })).toEqual([]);
  });
});
