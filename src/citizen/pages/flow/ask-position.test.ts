import { expect, test } from 'vitest';
import { askPosition } from './ask-position.ts';

const FAILURE = { message: '', PERMISSION_DENIED: 1, POSITION_UNAVAILABLE: 2, TIMEOUT: 3 } as const;

test('gives the position with few digits, and the accuracy never better than it is', async () => {
  const answer = await askPosition({
    getCurrentPosition: (found) =>
      found({
        timestamp: 0,
        coords: {
          latitude: 37.0662345678,
          longitude: 37.3833298765,
          accuracy: 11.2,
          altitude: null,
          altitudeAccuracy: null,
          heading: null,
          speed: null,
          toJSON: () => ({}),
        },
        toJSON: () => ({}),
      }),
  });
  expect(answer).toEqual({
    ok: true,
    coordinates: { latitude: 37.066235, longitude: 37.38333, accuracyMetres: 12 },
  });
});

test.each([
  [1, 'refused'],
  [2, 'unavailable'],
  [3, 'timeout'],
  [99, 'unavailable'],
])('tells why there is none: code %i is %s', async (code, reason) => {
  const answer = await askPosition({
    getCurrentPosition: (_found, failed) => failed?.({ ...FAILURE, code }),
  });
  expect(answer).toEqual({ ok: false, reason });
});

test('a browser without positions says so at once', async () => {
  expect(await askPosition(undefined)).toEqual({ ok: false, reason: 'unsupported' });
});
