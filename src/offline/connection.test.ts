import { afterEach, expect, it, test, vi } from 'vitest';
import { readConnection } from './connection.ts';
import { listenToSignals } from './surroundings.ts';

afterEach(() => vi.unstubAllGlobals());

function lieOn(type: string | undefined): EventTarget & { type: string | undefined } {
  const connection = Object.assign(new EventTarget(), { type });
  vi.stubGlobal('navigator', { connection });
  return connection;
}

test.each([
  ['wifi', 'unmetered'],
  ['ethernet', 'unmetered'],
  ['cellular', 'metered'],
  ['bluetooth', 'metered'],
  ['wimax', 'metered'],
  ['none', 'unknown'],
  [undefined, 'unknown'],
])('a line of the type %s is %s', (type, connection) => {
  lieOn(type);
  expect(readConnection()).toBe(connection);
});

it('another kind of line is a signal to the sender, in a page and in a worker; another speed of the same kind is not', () => {
  const connection = lieOn('cellular');
  const runtime = new EventTarget();
  vi.stubGlobal('addEventListener', runtime.addEventListener.bind(runtime));
  vi.stubGlobal('removeEventListener', runtime.removeEventListener.bind(runtime));
  const signals: string[] = [];
  const stop = listenToSignals((signal) => signals.push(signal));
  const become = (type: string): void => {
    connection.type = type;
    connection.dispatchEvent(new Event('change'));
  };
  become('cellular');
  expect(signals).toEqual([]);
  become('wifi');
  become('wifi');
  expect(signals).toEqual(['line']);
  become('cellular');
  expect(signals).toEqual(['line', 'line']);
  stop();
  become('wifi');
  expect(signals).toEqual(['line', 'line']);
});

it.each([{}, { connection: { type: 'wifi' } }])(
  'a browser that tells %j is listened to for nothing',
  (given) => {
    vi.stubGlobal('navigator', given);
    vi.stubGlobal('addEventListener', () => undefined);
    vi.stubGlobal('removeEventListener', () => undefined);
    const heard = vi.fn();
    listenToSignals(heard)();
    expect(heard).not.toHaveBeenCalled();
  },
);
