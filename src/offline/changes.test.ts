import { beforeEach, expect, it, vi } from 'vitest';
import { announce, onChange } from './changes.ts';
import { type MockEnvironment, mockDevice, mockEnvironment } from './environment.mock.ts';

const CHANGE = { kind: 'draft', id: 'd' } as const;
let tabA: MockEnvironment;
let tabB: MockEnvironment;
beforeEach(() => {
  const device = mockDevice();
  tabA = mockEnvironment(device);
  tabB = mockEnvironment(device);
});

it('every listener of every tab hears a change once, and whether it was made elsewhere', () => {
  const [hereOne, hereTwo, there] = [vi.fn(), vi.fn(), vi.fn()];
  onChange(hereOne, tabA);
  onChange(hereTwo, tabA);
  onChange(there, tabB);
  announce(CHANGE, tabA);
  for (const listener of [hereOne, hereTwo]) {
    expect(listener.mock.calls).toEqual([[{ ...CHANGE, isElsewhere: false }]]);
  }
  expect(there.mock.calls).toEqual([[{ ...CHANGE, isElsewhere: true }]]);
});

it('who has stopped listening hears nothing, and the last one closes the channel', () => {
  const [first, second] = [vi.fn(), vi.fn()];
  const stopFirst = onChange(first, tabB);
  const stopSecond = onChange(second, tabB);
  stopFirst();
  announce(CHANGE, tabA);
  expect(first).not.toHaveBeenCalled();
  expect(second).toHaveBeenCalledOnce();
  stopSecond();
  expect(tabB.device.channels.size).toBe(0);
});

it('a function that two components gave stays when one of them leaves', () => {
  const listener = vi.fn();
  const stop = onChange(listener, tabA);
  onChange(listener, tabA);
  stop();
  announce(CHANGE, tabA);
  expect(listener).toHaveBeenCalledOnce();
});

it('a message of another version of the app is ignored', () => {
  const listener = vi.fn();
  onChange(listener, tabA);
  const channel = tabB.openChannel('kopru');
  for (const message of [null, 'x', {}, { kind: 'unheard-of', id: 'd', from: 'x' }, { kind: 'draft' }]) {
    channel?.postMessage(message);
  }
  expect(listener).not.toHaveBeenCalled();
});

it('works without a channel', () => {
  tabA.openChannel = () => undefined;
  const listener = vi.fn();
  onChange(listener, tabA);
  announce(CHANGE, tabA);
  expect(listener).toHaveBeenCalledOnce();
});
