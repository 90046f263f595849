import { describe, expect, it } from 'vitest';
import { GROUNDS, groundsFor, lawOf } from './case-ground.ts';
import { APPLICATION_KINDS } from './kinds.ts';

describe('a ground for not examining', () => {
  it('of a petition is one of the three of Law 3071 art. 6', () => {
    expect(groundsFor('complaint')).toEqual(['no-subject', 'before-court', 'identity-missing']);
  });

  it('of an information request stands in Law 4982, and no other kind has it', () => {
    const ofInformation = groundsFor('information');
    expect(ofInformation).toContain('trade-secret');
    for (const kind of APPLICATION_KINDS) {
      const shared = groundsFor(kind).filter((ground) => ofInformation.includes(ground));
      expect(shared.length).toBe(kind === 'information' ? ofInformation.length : 0);
    }
  });

  it('has a law and an article, each its own', () => {
    const articles = GROUNDS.map((ground) => `${lawOf(ground).law} ${lawOf(ground).article}`);
    expect(new Set(articles).size).toBe(GROUNDS.length);
  });
});
