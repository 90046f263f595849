import 'fake-indexeddb/auto';
import { beforeEach, expect, it } from 'vitest';
import { type Asked, jsonAnswer, type MockEnvironment, mockEnvironment } from './environment.mock.ts';
import { refreshDirectory, refreshOperator } from './operator.ts';
import { DEFAULT_OPERATOR, readDirectory } from './operator-store.ts';
import { refreshWholeDirectory } from './whole-directory.ts';

const DAY_MS = 24 * 60 * 60_000;
const SHORT = { version: 'v1', institutions: [{ id: 'a', name: 'A Belediyesi', keywords: [] }] };

let environment: MockEnvironment;
let shortVersion: string;
let whole: { version: string; institutions: string[][] } | undefined;
beforeEach(async () => {
  environment = mockEnvironment();
  shortVersion = 'v1';
  whole = {
    version: 'w1',
    institutions: [
      ['a', 'A Belediyesi', ''],
      ['b', 'B Belediyesi', 'park|çöp'],
    ],
  };
  environment.answer = ({ path }: Asked) => {
    if (path === '/api/operator')
      return jsonAnswer(200, { ...DEFAULT_OPERATOR, directoryVersion: shortVersion });
    if (path === '/api/directory') return jsonAnswer(200, { ...SHORT, version: shortVersion });
    return whole ? jsonAnswer(200, whole) : jsonAnswer(503, {});
  };
});

const refreshShort = async (): Promise<void> => {
  await refreshOperator(environment);
  await refreshDirectory(environment);
};
const asked = () => environment.asked.filter(({ path }) => path === '/api/directory/whole').length;
const names = async () => (await readDirectory(environment))?.institutions.map(({ id }) => id);

it('takes the place of the short directory, with the words by which institutions are found', async () => {
  await refreshShort();
  expect(await names()).toEqual(['a']);
  await refreshWholeDirectory(environment);
  expect((await readDirectory(environment))?.institutions).toEqual([
    { id: 'a', name: 'A Belediyesi', keywords: [] },
    { id: 'b', name: 'B Belediyesi', keywords: ['park', 'çöp'] },
  ]);
});

it('is asked for once a day, and stays when the short one is heard again', async () => {
  await refreshShort();
  await refreshWholeDirectory(environment);
  await refreshWholeDirectory(environment);
  await refreshShort();
  expect([asked(), await names()]).toEqual([1, ['a', 'b']]);
  environment.clockMs += DAY_MS;
  await refreshWholeDirectory(environment);
  expect(asked()).toBe(2);
});

it('comes again after a short directory of another version', async () => {
  await refreshShort();
  await refreshWholeDirectory(environment);
  shortVersion = 'v2';
  await refreshShort();
  expect(await names()).toEqual(['a']);
  await refreshWholeDirectory(environment);
  expect(await names()).toEqual(['a', 'b']);
});

it('that does not come, or not whole, leaves what is here', async () => {
  await refreshWholeDirectory(environment);
  expect(asked()).toBe(0);
  await refreshShort();
  for (const wrong of [undefined, { version: 'w1', institutions: [['a']] }]) {
    whole = wrong;
    await refreshWholeDirectory(environment);
    expect(await names()).toEqual(['a']);
  }
});
