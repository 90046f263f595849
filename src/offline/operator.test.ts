import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Operator, ReceiptKey } from '../domain/wire.ts';
import { type Asked, jsonAnswer, type MockEnvironment, mockEnvironment } from './environment.mock.ts';
import { refreshDirectory, refreshOperator } from './operator.ts';
import { DEFAULT_OPERATOR, readDirectory, readOperator } from './operator-store.ts';

const key = (kid: string, x = 'x'): ReceiptKey => ({
  kty: 'EC',
  crv: 'P-256',
  x,
  y: 'y',
  kid,
  alg: 'ES256',
  use: 'sig',
});
const OPERATOR: Operator = {
  openKinds: ['thanks', 'disaster'],
  descriptionMaxLength: 3_000,
  emergencyPhone: '112',
  receiptKeys: [key('1')],
  directoryVersion: 'v1',
};
const DIRECTORY = { version: 'v1', institutions: [{ id: 'a', name: 'A Belediyesi', keywords: [] }] };

let environment: MockEnvironment;
let heard: Operator;
beforeEach(() => {
  environment = mockEnvironment();
  heard = OPERATOR;
  environment.answer = ({ path }: Asked) =>
    jsonAnswer(200, path === '/api/operator' ? heard : { ...DIRECTORY, version: heard.directoryVersion });
});

describe("the operator's settings", () => {
  it('are the built-in ones until the server was heard, and no disaster is open', async () => {
    expect(await readOperator(environment)).toEqual(DEFAULT_OPERATOR);
    expect(DEFAULT_OPERATOR.openKinds).not.toContain('disaster');
  });

  it('are kept for use without a network', async () => {
    await refreshOperator(environment);
    environment.answer = () => Promise.reject(new TypeError('no network'));
    expect(await refreshOperator(environment)).toBeUndefined();
    expect(await readOperator(environment)).toEqual(OPERATOR);
  });

  it.each([
    ['a captive portal', jsonAnswer(200, '<html>')],
    ['JSON of another shape', jsonAnswer(200, { openKinds: 'all' })],
    ['an error', jsonAnswer(503, OPERATOR)],
  ])('are not replaced by %s', async (_name, answer) => {
    await refreshOperator(environment);
    environment.answer = () => answer;
    await refreshOperator(environment);
    expect(await readOperator(environment)).toEqual(OPERATOR);
  });
});

describe('the keys of receipts (K1)', () => {
  it('stay when the server no longer names them: an old receipt is still verified', async () => {
    await refreshOperator(environment);
    heard = { ...OPERATOR, receiptKeys: [key('2')] };
    expect((await refreshOperator(environment))?.receiptKeys).toEqual([key('1'), key('2')]);
    expect((await readOperator(environment)).receiptKeys).toEqual([key('1'), key('2')]);
  });

  it('are never exchanged under the same name', async () => {
    await refreshOperator(environment);
    heard = { ...OPERATOR, receiptKeys: [key('1', 'another')] };
    await refreshOperator(environment);
    expect((await readOperator(environment)).receiptKeys).toEqual([key('1')]);
  });
});

describe('the directory', () => {
  const asked = () => environment.asked.filter(({ path }) => path === '/api/directory').length;

  it('is undefined until it was fetched', async () => {
    expect(await readDirectory(environment)).toBeUndefined();
  });

  it('is fetched when its version is new, and only then', async () => {
    await refreshOperator(environment);
    await refreshDirectory(environment);
    await refreshDirectory(environment);
    expect(asked()).toBe(1);
    expect(await readDirectory(environment)).toEqual(DIRECTORY);
    heard = { ...OPERATOR, directoryVersion: 'v2' };
    await refreshOperator(environment);
    await refreshDirectory(environment);
    expect(asked()).toBe(2);
    expect((await readDirectory(environment))?.version).toBe('v2');
  });

  it('stays as it is when the new one does not come', async () => {
    await refreshOperator(environment);
    await refreshDirectory(environment);
    heard = { ...OPERATOR, directoryVersion: 'v2' };
    await refreshOperator(environment);
    environment.answer = () => Promise.reject(new TypeError('no network'));
    await refreshDirectory(environment);
    expect(await readDirectory(environment)).toEqual(DIRECTORY);
  });
});
