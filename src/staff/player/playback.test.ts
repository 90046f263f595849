import { describe, expect, test } from 'vitest';
import {
  COMMANDS,
  commandOf,
  KEYS,
  type Loop,
  loopBack,
  markLoop,
  moveTo,
  NO_LOOP,
  stepFrame,
  stepSpeed,
} from './playback.ts';

describe('speed', () => {
  test.each<[number, 1 | -1, number]>([
    [1, 1, 1.25],
    [1, -1, 0.75],
    [2, 1, 2],
    [0.25, -1, 0.25],
    [1.1, 1, 1.25],
    [1.1, -1, 1],
  ])('%s, %s → %s', (speed, by, next) => {
    expect(stepSpeed(speed, by)).toBe(next);
  });
});

describe('time', () => {
  test.each<[number, number | undefined, number]>([
    [-3_000, 60_000, 0],
    [30_000.4, 60_000, 30_000],
    [61_000, 60_000, 60_000],
    [61_000, undefined, 61_000],
  ])('%s of %s → %s', (at, duration, reached) => {
    expect(moveTo(at, duration)).toBe(reached);
  });

  test.each<[number, 1 | -1, number]>([
    [0, 1, 60],
    [60, 1, 100],
    [100, -1, 60],
    [0, -1, 0],
    [59_990, 1, 60_000],
  ])('a picture from %s, %s → %s', (at, by, reached) => {
    expect(stepFrame(at, by, 60_000)).toBe(reached);
  });

  test('as many pictures forward as back end where they began', () => {
    let at = stepFrame(1_000, 1, 60_000);
    const start = at;
    for (let count = 0; count < 40; count++) at = stepFrame(at, 1, 60_000);
    for (let count = 0; count < 40; count++) at = stepFrame(at, -1, 60_000);
    expect(at).toBe(start);
  });
});

describe('loop', () => {
  const on: Loop = { state: 'on', fromMs: 2_000, toMs: 5_000 };

  test.each<[string, Loop, 'start' | 'end', number, Loop]>([
    ['begins with its start', NO_LOOP, 'start', 2_000, { state: 'begun', edge: 'start', atMs: 2_000 }],
    ['begins with its end, too', NO_LOOP, 'end', 5_000, { state: 'begun', edge: 'end', atMs: 5_000 }],
    ['is on with both', { state: 'begun', edge: 'start', atMs: 2_000 }, 'end', 5_000, on],
    [
      'is on with both, the other way round',
      { state: 'begun', edge: 'end', atMs: 5_000 },
      'start',
      2_000,
      on,
    ],
    ['turns edges that were crossed', { state: 'begun', edge: 'start', atMs: 5_000 }, 'end', 2_000, on],
    [
      'takes the newer of two starts',
      { state: 'begun', edge: 'start', atMs: 2_000 },
      'start',
      3_000,
      { state: 'begun', edge: 'start', atMs: 3_000 },
    ],
    [
      'is not shorter than a fifth of a second',
      { state: 'begun', edge: 'start', atMs: 2_000 },
      'end',
      2_100,
      { state: 'begun', edge: 'end', atMs: 2_100 },
    ],
    ['moves its end', on, 'end', 4_000, { state: 'on', fromMs: 2_000, toMs: 4_000 }],
    ['moves its start', on, 'start', 3_000, { state: 'on', fromMs: 3_000, toMs: 5_000 }],
  ])('%s', (_, loop, edge, at, marked) => {
    expect(markLoop(loop, edge, at)).toEqual(marked);
  });

  test.each<[Loop, number, number | undefined]>([
    [on, 5_000, 2_000],
    [on, 9_000, 2_000],
    [on, 4_999, undefined],
    [on, 500, undefined],
    [NO_LOOP, 9_000, undefined],
    [{ state: 'begun', edge: 'start', atMs: 2_000 }, 9_000, undefined],
  ])('%o at %s leads to %s', (loop, at, back) => {
    expect(loopBack(loop, at)).toBe(back);
  });
});

describe('keys', () => {
  const press = (key: string, more: object = {}) =>
    commandOf({ key, code: '', ctrlKey: false, altKey: false, metaKey: false, ...more });

  test.each(KEYS)('%s: %s', (key, name) => {
    expect(press(key)).toEqual(COMMANDS[name]);
    expect(press(key.toUpperCase())).toEqual(COMMANDS[name]);
  });

  test.each(['x', 'ş', 'ı', ' ', 'Enter', 'Tab', 'ArrowLeft', 'Escape'])('%s is nothing of ours', (key) => {
    expect(press(key)).toBeUndefined();
  });

  test.each([{ ctrlKey: true }, { altKey: true }, { metaKey: true }])(
    'with %o a key belongs to the browser',
    (modifier) => {
      expect(press('k', modifier)).toBeUndefined();
    },
  );

  test('of a keyboard without Latin letters count by their place', () => {
    expect(press('ن', { code: 'KeyK' })).toEqual(COMMANDS.toggle);
    expect(press('ı', { code: 'KeyS' })).toBeUndefined();
  });

  test('are each there once', () => {
    expect(new Set(KEYS.map(([key]) => key)).size).toBe(KEYS.length);
    expect(new Set(KEYS.map(([, name]) => name))).toEqual(new Set(Object.keys(COMMANDS)));
  });
});
