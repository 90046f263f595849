import { expect, test } from 'vitest';
import { shareConnections } from './connection-shares.ts';

test.each([
  [1, { citizens: 1, desk: 1 }],
  [2, { citizens: 1, desk: 1 }],
  [3, { citizens: 2, desk: 1 }],
  [10, { citizens: 6, desk: 4 }],
  [200, { citizens: 133, desk: 67 }],
])('%i connections leave each side at least one, and the console a third', (size, shares) => {
  expect(shareConnections(size)).toEqual(shares);
});
