import { describe, expect, it } from 'vitest';
import { type CaseEvent, type CaseState, stepCase } from './case.ts';
import { openOpinions, opinionsToGive } from './opinion.ts';

const at = '2026-11-23T10:00:00Z';
const asked = (id: string, askedOf: string, unitId?: string): CaseEvent => ({
  id,
  at,
  kind: 'opinion-asked',
  institutionId: 'su',
  askedOf,
  ...(unitId && { unitId }),
  question: '?',
});
const given = (opinionId: string): CaseEvent => ({
  id: `${opinionId}-given`,
  at,
  kind: 'opinion-given',
  institutionId: 'su',
  opinionId,
  text: 't',
});

describe('an opinion that is asked', () => {
  const history = [asked('a', 'yol'), asked('b', 'su', 'abone'), asked('c', 'su', 'ariza'), given('c')];

  it.each([
    ['of another institution waits for it as a whole', 'yol', null, ['a']],
    ['of another institution waits for each of its units, too', 'yol', 'park', ['a']],
    ['of a unit waits for that unit', 'su', 'abone', ['b']],
    ['of a unit and given waits for nobody', 'su', 'ariza', []],
    ['of a unit waits for nobody who works in none', 'su', null, []],
  ])('%s', (_, institutionId, unitId, expected) => {
    expect(opinionsToGive(history, { institutionId, unitId }).map(({ id }) => id)).toEqual(expected);
  });

  it('of a unit is not that of its institution', () => {
    expect(openOpinions(history, { institutionId: 'su', unitId: null })).toEqual([]);
  });

  it.each([
    ['a unit within its institution', asked('x', 'su', 'abone'), true],
    ['another institution', asked('x', 'yol'), true],
    ['one’s own institution as a whole', asked('x', 'su'), false],
    ['another institution’s unit', asked('x', 'yol', 'park'), false],
  ])('fits the case of %s', (_, event, fits) => {
    const state: CaseState = { state: 'assigned', institutionId: 'su' };
    expect(stepCase(state, event)).toBe(fits ? state : undefined);
  });
});
