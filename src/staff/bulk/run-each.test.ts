import { expect, test } from 'vitest';
import { createIds, type EachOutcome, type EachRow, runEach, troubleOf } from './run-each.ts';

const row = (id: string): EachRow => ({ applicationId: id, number: id, subject: id, formats: ['text'] });
const run = async (outcomes: readonly EachOutcome[], stopAfter = Number.POSITIVE_INFINITY) => {
  const tried: string[] = [];
  const steps: number[] = [];
  const results = await runEach(
    outcomes.map((_, index) => row(String(index))),
    async ({ applicationId }) => {
      tried.push(applicationId);
      return outcomes[Number(applicationId)] ?? 'done';
    },
    { onStep: (done) => steps.push(done), isStopped: () => tried.length >= stopAfter },
  );
  return { outcomes: results.map(({ outcome }) => outcome), tried: tried.length, steps: steps.length };
};

test.each<[string, EachOutcome[], number, EachOutcome[], number]>([
  ['E1: all done', ['done', 'done'], 9, ['done', 'done'], 2],
  ['E2: one that fails stops no other', ['changed', 'done', 'form'], 9, ['changed', 'done', 'form'], 3],
  ['E2: nobody is signed in', ['done', 'signedOut', 'done'], 9, ['done', 'signedOut', 'untried'], 2],
  ['E2: nobody is reached', ['unreachable', 'done'], 9, ['unreachable', 'untried'], 1],
  ['E1: stopped by hand', ['done', 'done', 'done'], 1, ['done', 'untried', 'untried'], 1],
  ['E1: nothing', [], 9, [], 0],
])('%s', async (_, given, stopAfter, expected, tried) => {
  expect(await run(given, stopAfter)).toEqual({ outcomes: expected, tried, steps: given.length });
});

test('the same thing to the same case has one id, another has another', () => {
  let made = 0;
  const idOf = createIds(() => String(made++));
  const ids = [
    idOf(row('a'), { to: 'x' }),
    idOf(row('a'), { to: 'x' }),
    idOf(row('a'), { to: 'y' }),
    idOf(row('b'), { to: 'x' }),
  ];
  expect(ids).toEqual(['0', '0', '1', '2']);
});

test('what the server refuses has a reason', () => {
  expect(troubleOf({ kind: 'refused', code: 'reply-conflict' })).toBe('changed');
  expect(troubleOf({ kind: 'refused', code: 'institution-retired' })).toBe('retired');
  expect(troubleOf({ kind: 'refused', code: 'storage-full' })).toBe('serverTrouble');
});
