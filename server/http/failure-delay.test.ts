import { describe, expect, it } from 'vitest';
import { createFailureDelay, networkOf } from './failure-delay.ts';

const limits = {
  freeFailures: 2,
  firstDelayMs: 100,
  maxDelayMs: 1_000,
  forgetAfterMs: 60_000,
  maxClients: 3,
  maxHeld: 2,
};

function openDelay(changes: Partial<typeof limits> = {}) {
  const clock = { nowMs: Date.parse('2026-11-23T08:00:00Z') };
  const delay = createFailureDelay(() => clock.nowMs, { ...limits, ...changes });
  const fail = (times: number, address = '192.0.2.1') =>
    Array.from({ length: times }, () => delay.count(address));
  return { clock, delay, fail };
}

describe('the delay of failures', () => {
  it('is nothing for a slip, then doubles, and never passes its limit', () => {
    const { fail } = openDelay();
    expect(fail(8)).toEqual([0, 0, 100, 200, 400, 800, 1_000, 1_000]);
  });

  it('concerns one client only', () => {
    const { fail } = openDelay();
    fail(5);
    expect(fail(1, '192.0.2.2')).toEqual([0]);
  });

  it('is forgotten after a while without a failure', () => {
    const { clock, fail } = openDelay();
    fail(5);
    clock.nowMs += limits.forgetAfterMs;
    expect(fail(1)).toEqual([0]);
  });

  it('is forgotten at midnight, with the key of the addresses', () => {
    const { clock, fail } = openDelay({ forgetAfterMs: 86_400_000 });
    clock.nowMs = Date.parse('2026-11-23T23:59:59Z');
    fail(5);
    clock.nowMs += 1_000;
    expect(fail(1)).toEqual([0]);
  });

  it('forgets the client that has been quiet the longest when the table is full', () => {
    const { fail } = openDelay();
    for (const address of ['a', 'b', 'c']) fail(3, address);
    fail(1, 'a');
    fail(1, 'd');
    expect(fail(1, 'a')).toEqual([400]);
    expect(fail(1, 'b')).toEqual([0]);
  });

  it('holds back no more answers at once than it may, and lets all go when released', async () => {
    const { delay } = openDelay();
    const gone: string[] = [];
    const hold = (name: string) => delay.hold(3_600_000).then(() => gone.push(name));
    const all = [hold('first'), hold('second'), hold('third')];
    await all[2];
    expect(gone).toEqual(['third']);
    delay.release();
    await Promise.all(all);
    await hold('after');
    expect(gone).toHaveLength(4);
  });
});

describe('one client', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:db8:1:2::1', '2001:db8:1:2'],
    ['2001:0db8:0001:0002::', '2001:db8:1:2'],
    ['2001:db8::1', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
    ['fe80::1%eth0', 'fe80:0:0:0'],
  ])('%s is %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});
