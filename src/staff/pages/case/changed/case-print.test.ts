import { expect, test } from 'vitest';
import { makeCase, makeLife } from '../../../testing/cases.mock.ts';
import { isNewer } from './case-print.ts';

const SHOWN = makeCase(1, { changes: 3, life: makeLife() });
const NOTE = { kind: 'noted', id: 'n', at: '2026-11-23T07:00:00.000Z', by: null, text: 'Bakıldı.' } as const;
const NOTED = makeLife({ internal: [NOTE] });

test.each([
  ['to which more has happened is newer', { changes: 4, life: NOTED }, true],
  ['that was found before one’s own action is not', { changes: 2, life: NOTED }, false],
  ['that is as it was is not', {}, false],
  ['whose deadline alone was counted anew is', { life: makeLife({ dueOn: '2027-01-04' }) }, true],
])('a case %s', (_, change, expected) => {
  expect(isNewer({ ...SHOWN, ...change }, SHOWN)).toBe(expected);
});
