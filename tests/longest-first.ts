// The order of the test files where the runner has not measured them yet, as in a clean clone: it goes by their size, and
// some of the shortest files take longest. One of those begun last keeps one processor busy and the others waiting.

import type { TestSpecification } from 'vitest/node';
import { BaseSequencer } from 'vitest/node';

/** What takes more than half a minute, longest first. */
const LONGEST: readonly string[] = [
  'tests/simulation/simulation.test.ts',
  'tests/contracts/store-embedded.test.ts',
  'tests/e2e/bridge.test.ts',
  'tests/a11y/a11y.test.ts',
  'tests/e2e/recording.test.ts',
  'tests/e2e/reading.test.ts',
  'tests/e2e/device.test.ts',
];

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((a, b) => groupOf(a) - groupOf(b) || rankOf(a) - rankOf(b));
  }
}

const groupOf = ({ project }: TestSpecification): number => project.config.sequence.groupOrder;

function rankOf({ moduleId }: TestSpecification): number {
  const rank = LONGEST.findIndex((path) => moduleId.endsWith(`/${path}`));
  return rank === -1 ? LONGEST.length : rank;
}
