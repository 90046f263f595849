import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { announce } from './changes.ts';
import { write } from './database.ts';
import { createDraft } from './drafts.ts';
import { jsonAnswer, type MockEnvironment, mockDevice, mockEnvironment, settle } from './environment.mock.ts';
import { listEntries, sendDraft } from './outbox.ts';
import { claimsOf, RULES, thanks, written } from './samples.mock.ts';
import { hurry, type RunningSync, type SyncReport, startSync } from './sync.ts';
import { openByCode } from './threads.ts';

let tab: MockEnvironment;
beforeEach(() => {
  tab = mockEnvironment(mockDevice());
});

const puts = (environment = tab) => environment.asked.filter(({ method }) => method === 'PUT');

async function put(environment = tab): Promise<void> {
  const draft = written(await createDraft(environment), thanks(`${environment.clockMs}`));
  const result = await sendDraft(draft, { locale: 'tr', rules: RULES }, environment);
  expect(result.ok).toBe(true);
}

async function started(environment = tab): Promise<RunningSync> {
  const sync = startSync({}, environment);
  await settle();
  return sync;
}

describe('the page sends', () => {
  it('when it starts', async () => {
    await put();
    await started();
    expect(puts()).toHaveLength(1);
  });

  it('after "Gönder"', async () => {
    await started();
    await put();
    await settle();
    expect(puts()).toHaveLength(1);
  });

  it.each(['online', 'line', 'visible'] as const)('on %s, what is due', async (signal) => {
    await put();
    await started();
    tab.clockMs += 3_600_000;
    tab.signal(signal);
    await settle();
    expect(puts()).toHaveLength(2);
  });

  it('on another kind of line, what waited for the next attempt as well', async () => {
    await put();
    await started();
    tab.signal('line');
    await settle();
    expect(puts()).toHaveLength(2);
  });

  it('does not send because it is hidden', async () => {
    await put();
    await started();
    tab.clockMs += 3_600_000;
    tab.signal('hidden');
    await settle();
    expect(puts()).toHaveLength(1);
  });

  it('by a timer when the entry is due, again and again, ever more patiently', async () => {
    await put();
    await started();
    for (let minute = 0; minute < 60; minute++) await tab.advance(60_000);
    // 0.5 · 2 s · 2ⁿ⁻¹ up to 5 minutes: about 20 attempts in an hour.
    expect(puts().length).toBeGreaterThan(12);
    expect(puts().length).toBeLessThan(30);
  });

  it('never twice a second by itself, even when chance gives no pause at all (T1)', async () => {
    tab.chance = 0;
    await put();
    await started();
    const before = puts().length;
    await tab.advance(10_000);
    expect(puts().length - before).toBeLessThanOrEqual(10);
  });

  it('at once when a person says so, and gives the report of that round', async () => {
    await put();
    await started();
    expect(await hurry(tab)).toMatchObject({ isOffline: true });
    expect(puts()).toHaveLength(2);
  });

  it('at once when a person says so and no sync was started', async () => {
    await put();
    expect(await hurry(tab)).toMatchObject({ isOffline: true });
    expect(puts()).toHaveLength(1);
  });

  it('one round at a time; what is asked meanwhile is one round more', async () => {
    await put();
    let isInside = 0;
    let most = 0;
    tab.answer = async () => {
      most = Math.max(most, ++isInside);
      await new Promise((resolve) => setImmediate(resolve));
      isInside--;
      throw new TypeError('no network');
    };
    const sync = startSync({}, tab);
    const reports = await Promise.all([sync.hurry(), sync.hurry(), sync.hurry()]);
    expect(most).toBe(1);
    expect(new Set(reports).size).toBe(1);
    expect(puts()).toHaveLength(2);
  });

  it('looks again while another tab holds the lock, and takes over when that one is dead (T3)', async () => {
    await put();
    tab.device.locks.add('kopru-sync');
    await started();
    expect(puts()).toHaveLength(0);
    await tab.advance(10_000);
    expect(puts()).toHaveLength(0);
    tab.device.locks.clear();
    await tab.advance(15_000);
    await settle();
    expect(puts().length).toBeGreaterThan(0);
  });

  it('not any more after it was stopped', async () => {
    await put();
    const sync = await started();
    sync.stop();
    await tab.advance(3_600_000);
    tab.signal('online');
    await settle();
    expect(puts()).toHaveLength(1);
    expect(tab.timers).toEqual([]);
  });

  it('and reports each round', async () => {
    const reports: SyncReport[] = [];
    startSync({ onReport: (report) => reports.push(report) }, tab);
    await settle();
    expect(reports).toHaveLength(1);
  });
});

describe('the page asks for answers', () => {
  const threads = () => tab.asked.filter(({ path }) => path === '/api/threads/open').length;

  beforeEach(async () => {
    tab.answer = () => jsonAnswer(200, { threads: [THREAD] });
    await openByCode('1234 5678 9012 3456 7895', tab);
    expect(threads()).toBe(1);
    tab.answer = () => Promise.reject(new TypeError('no network'));
  });

  it('at its start and then once a minute while it is visible', async () => {
    await started();
    expect(threads()).toBe(2);
    await tab.advance(59_000);
    expect(threads()).toBe(2);
    for (let minute = 0; minute < 5; minute++) await tab.advance(60_000);
    expect(threads()).toBe(7);
  });

  it('soon, where its first round met the worker’s, which asks for none (T3)', async () => {
    tab.device.locks.add('kopru-sync');
    await started();
    expect(threads()).toBe(1);
    tab.device.locks.clear();
    await tab.advance(15_000);
    expect(threads()).toBe(2);
  });

  it('not while it is hidden, and at once when it is looked at again', async () => {
    await started();
    tab.isPageVisible = false;
    for (let minute = 0; minute < 10; minute++) await tab.advance(60_000);
    expect(threads()).toBe(2);
    tab.isPageVisible = true;
    tab.signal('visible');
    await settle();
    expect(threads()).toBe(3);
  });

  it('not again because it is looked at twice in a minute', async () => {
    await started();
    tab.signal('visible');
    await settle();
    expect(threads()).toBe(2);
  });
});

it('the page sends what a tab without a sender has put into the outbox', async () => {
  const other = mockEnvironment(tab.device);
  await started();
  await put(other);
  await settle();
  await tab.advance(1_000);
  expect(puts()).toHaveLength(1);
  expect(puts(other)).toHaveLength(0);
});

describe('what the worker has sent while the page found it at work (T4)', () => {
  const sentByWorker = async (): Promise<void> => {
    const worker = mockEnvironment(tab.device);
    for (const entry of await listEntries(worker)) {
      const received = {
        ...entry,
        status: { state: 'received', receipt: 'x', claims: claimsOf(entry) },
      } as const;
      await write(worker, ['outbox'], (all) => all.objectStore('outbox').put(received));
      announce({ kind: 'outbox', id: entry.id }, worker);
    }
    tab.device.locks.clear();
  };

  it.each([
    ['told of afterwards', async () => undefined],
    ['also where the page had not looked again yet', sentByWorker],
  ])('is looked after within a second, for its attachments: %s', async (_, meanwhile) => {
    const reports: SyncReport[] = [];
    startSync({ onReport: (report) => void reports.push(report) }, tab);
    await settle();
    tab.device.locks.add('kopru-sync');
    await put();
    await meanwhile();
    await settle();
    expect(reports.map(({ state }) => state)).toEqual(['done', 'busy']);
    await sentByWorker();
    await settle();
    await tab.advance(1_000);
    await settle();
    expect(reports.map(({ state }) => state)).toEqual(['done', 'busy', 'done']);
    // And once: it is nobody's news any more.
    await tab.advance(20_000);
    await settle();
    expect(reports).toHaveLength(3);
  });
});

const THREAD = {
  applicationId: '01900000-0000-7000-8000-000000000001',
  number: '2026-0000042',
  kind: 'thanks',
  subject: 'Teşekkür',
  description: 'Sağ olun.',
  writtenAt: '2026-11-23T10:00:00.000Z',
  receivedAt: '2026-11-23T10:00:01.000Z',
  dueOn: '2026-12-23',
  state: 'received',
  holder: null,
  events: [],
  replies: [],
};
