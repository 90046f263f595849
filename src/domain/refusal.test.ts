import { describe, expect, it } from 'vitest';
import { type Refusal, refusalAfter } from './refusal.ts';

const REFUSAL: Refusal = {
  problem: 'application-not-valid',
  violations: [
    { field: 'subject', code: 'too-long', params: { max: 120, length: 200 } },
    { field: 'email', code: 'email' },
  ],
};

describe('the reason of a refusal', () => {
  it('stands until what it names was changed', () => {
    expect(refusalAfter(REFUSAL, ['phone'])).toEqual(REFUSAL);
    expect(refusalAfter(REFUSAL, ['subject'])?.violations.map(({ field }) => field)).toEqual(['email']);
    expect(refusalAfter(refusalAfter(REFUSAL, ['subject']), ['email'])).toBeUndefined();
  });

  it('that names no field stands until anything was changed', () => {
    const general: Refusal = { problem: 'body-too-large', violations: [] };
    expect(refusalAfter(general, [])).toEqual(general);
    expect(refusalAfter(general, ['description'])).toBeUndefined();
  });
});
