import { expect, test } from 'vitest';
import { countShift, NO_PRESSES, SHIFT_PAUSE_MS, type ShiftEvent } from './shift-presses.ts';

/** Counts after a script such as "ddu": d Shift down, u Shift up, x anything else; 100 ms apart, a dot is 2.6 s. */
function count(script: string): number {
  const events: Record<string, ShiftEvent> = { d: 'shift-down', u: 'shift-up', x: 'other' };
  let now = 0;
  let presses = NO_PRESSES;
  for (const sign of script) {
    now += sign === '.' ? 2_600 : 100;
    const event = events[sign];
    if (event) presses = countShift(presses, event, now);
  }
  return presses.count;
}

test.each([
  ['du', 1, 'one press'],
  ['dudu', 2, 'two presses'],
  ['dududu', 3, 'three presses'],
  ['d..u', 1, 'a long hold is one press'],
  ['du.du.du', 3, 'slow hands have time between two presses'],
  ['du..du', 1, 'too long a pause begins anew'],
  ['du.d.u', 1, 'the pause is over although the key went down in time'],
  ['dxu', 0, 'a capital letter, Shift+Tab or Shift+click is no press'],
  ['dxudxudxu', 0, 'a word in capitals is none either'],
  ['duduxdu', 1, 'another key in between begins anew'],
  ['u', 0, 'coming up without having gone down (it began elsewhere) is no press'],
  ['dduu', 1, 'both Shift keys together are one press'],
])('%s counts %i: %s', (script, presses) => {
  expect(count(script)).toBe(presses);
});

test('the pause may be exactly as long as it is said to be', () => {
  const once = { count: 1, isHeld: true, countedAt: 0 };
  expect(countShift(once, 'shift-up', SHIFT_PAUSE_MS).count).toBe(2);
  expect(countShift(once, 'shift-up', SHIFT_PAUSE_MS + 1).count).toBe(1);
});
