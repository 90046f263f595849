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
  type ShownPicture,
  shortestPicture,
  stepPicture,
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
});

describe('a single picture', () => {
  const step = (shown: Partial<ShownPicture>, by: 1 | -1) =>
    stepPicture({ atMs: 0, pictureAtMs: undefined, pictureMs: undefined, durationMs: 60_000, ...shown }, by);

  test.each<[string, Partial<ShownPicture>, 1 | -1, number, number | undefined]>([
    ['on, of 20 a second', { atMs: 520, pictureAtMs: 500, pictureMs: 50 }, 1, 575, 550],
    ['back, of 20 a second', { atMs: 520, pictureAtMs: 500, pictureMs: 50 }, -1, 475, 450],
    [
      'on, where the clock has run past the picture',
      { atMs: 560, pictureAtMs: 500, pictureMs: 50 },
      1,
      575,
      550,
    ],
    ['on, where the browser has not said which is shown', { atMs: 520, pictureMs: 50 }, 1, 575, 550],
    ['back from the first', { atMs: 10, pictureAtMs: 0, pictureMs: 50 }, -1, 25, 0],
    ['back to the first, told a hair too short', { atMs: 60, pictureAtMs: 49, pictureMs: 50 }, -1, 25, 0],
    ['on from the last', { atMs: 59_990, pictureAtMs: 59_950, pictureMs: 50 }, 1, 59_975, 59_950],
    [
      'on, of a length that nobody knows',
      { pictureAtMs: 0, pictureMs: 50, durationMs: undefined },
      1,
      75,
      50,
    ],
    ['on, of a rate that nobody knows', { atMs: 60 }, 1, 100, undefined],
    ['back, of a rate that nobody knows', { atMs: 100 }, -1, 60, undefined],
    ['back from the beginning, of a rate that nobody knows', {}, -1, 0, undefined],
  ])('%s', (_, shown, by, toMs, pictureAtMs) => {
    expect(step(shown, by)).toEqual({ toMs, pictureAtMs });
  });

  test.each([5, 14.87, 15, 20, 23.976, 25])(
    'of %s a second: as many forward as back, each once, also where the browser says nothing',
    (rate) => {
      const pictureMs = 1_000 / rate;
      const numberAt = (ms: number): number => Math.floor(ms / pictureMs);
      let atMs = 12_345;
      const first = numberAt(atMs);
      for (let count = 1; count <= 400; count++) {
        atMs = step({ atMs, pictureMs }, 1).toMs;
        expect(numberAt(atMs) - first).toBe(Math.min(count, Math.ceil(60 * rate) - 1 - first));
      }
      const last = numberAt(atMs);
      for (let count = 1; count <= 40; count++) {
        atMs = step({ atMs, pictureMs }, -1).toMs;
        expect(last - numberAt(atMs)).toBe(count);
      }
    },
  );

  test.each<[number | undefined, number, number, number | undefined]>([
    [undefined, 0, 66, 66],
    [66, 66, 200, 66],
    [66, 200, 150, 50],
    [66, 200, 200.4, 66],
    [undefined, 200, 200, undefined],
  ])('of %s stands, after %s and %s, for %s', (known, from, to, stands) => {
    expect(shortestPicture(known, from, to)).toBe(stands);
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
