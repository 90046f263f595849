import { expect, test } from 'vitest';
import { readStaffClips } from './clip-api.ts';

const known = { slot: 'page-help', hasFile: false };

test('a place that came after this console is left out, whatever stands there', () => {
  const later = { slot: 'page-of-next-year', published: { kind: 'hologram' } };
  expect(readStaffClips({ slots: [later, known] })).toEqual({ slots: [known] });
});

test.each([undefined, 'x', {}, { slots: {} }, { slots: ['page-help'] }, { slots: [{ slot: 'page-help' }] }])(
  'what is not as agreed is no answer: %j',
  (body) => {
    expect(readStaffClips(body)).toBeUndefined();
  },
);
