import { describe, expect, it } from 'vitest';
import { answerRange } from './byte-range.ts';

const part = (start: number, end: number) => ({ kind: 'part', range: { start, end } });
const whole = { kind: 'whole' };
const unsatisfiable = { kind: 'unsatisfiable' };

describe('a range of a file of 1000 bytes', () => {
  it.each([
    [undefined, whole],
    ['bytes=0-', part(0, 999)],
    ['bytes=0-0', part(0, 0)],
    ['bytes=200-299', part(200, 299)],
    ['bytes=900-5000', part(900, 999)],
    ['bytes=-100', part(900, 999)],
    ['bytes=-5000', part(0, 999)],
    ['bytes=1000-', unsatisfiable],
    ['bytes=-0', unsatisfiable],
    ['bytes=5-2', whole],
    ['bytes=-', whole],
    ['bytes=0-1,5-6', whole],
    ['lines=0-1', whole],
    ['bytes=a-b', whole],
    ['bytes=0-99999999999999999999', whole],
  ])('%s', (header, expected) => {
    expect(answerRange(header, 1000)).toEqual(expected);
  });
});
