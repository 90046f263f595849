// @vitest-environment jsdom
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

const skipWaiting = vi.fn();
vi.mock('../../offline/reseal.ts', () => ({ resealAll: () => Promise.resolve() }));
vi.mock('../../offline/sync.ts', () => ({ startSync: () => ({ stop: () => undefined }) }));

/** The browser's worker, its locks, and its address bar, as far as the update asks them. */
let waiting: object | null;
let registration: EventTarget & { active: object | null; installing: object | null; waiting: object | null };
let held: string[];
let worker: EventTarget & { controller: object; ready: Promise<unknown> };
const reload = vi.fn();
const quiet = {
  onReceived: () => undefined,
  onRefused: () => undefined,
  onAsking: () => undefined,
  onNewReply: () => undefined,
  onNewVersion: () => undefined,
};

/** As Web Locks, with locks that others never let go of. */
function request(
  name: string,
  { ifAvailable, signal }: LockOptions,
  work: (lock: object | null) => Promise<unknown>,
): Promise<unknown> {
  if (!held.includes(name)) return work({ name });
  if (ifAvailable) return work(null);
  return new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));
}

beforeEach(() => {
  waiting = { postMessage: skipWaiting };
  registration = Object.assign(new EventTarget(), { active: {}, installing: null, waiting: null });
  held = [];
  worker = Object.assign(new EventTarget(), {
    controller: {},
    ready: Promise.resolve({ active: { postMessage: () => undefined } }),
    register: () => Promise.resolve(registration),
    getRegistration: () => Promise.resolve({ waiting }),
  });
  vi.resetModules();
  vi.stubEnv('PROD', true);
  vi.stubGlobal('navigator', { languages: [], serviceWorker: worker, locks: { request } });
  vi.stubGlobal('location', { reload });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
  vi.clearAllMocks();
});

async function start(listeners = quiet) {
  const { startBackgroundWork } = await import('./background-work.ts');
  return startBackgroundWork(listeners);
}

test('the waiting version takes over when the person says so, and the page is loaded again when it has', async () => {
  const work = await start();
  expect(await work.useNewVersion()).toBe(true);
  expect(skipWaiting).toHaveBeenCalledExactlyOnceWith({ type: 'SKIP_WAITING' });
  expect(reload).not.toHaveBeenCalled();
  worker.dispatchEvent(new Event('controllerchange'));
  expect(reload).toHaveBeenCalledOnce();
});

test('a version that another tab has taken is only loaded here', async () => {
  const work = await start();
  waiting = null;
  expect(await work.useNewVersion()).toBe(true);
  expect(skipWaiting).not.toHaveBeenCalled();
  expect(reload).toHaveBeenCalledOnce();
});

test.each(['kopru-writing', 'kopru-sync'])(
  'while a tab holds %s, no version takes its files away',
  async (name) => {
    const work = await start();
    held = [name];
    vi.useFakeTimers();
    const isTaken = work.useNewVersion();
    await vi.advanceTimersByTimeAsync(60_000);
    vi.useRealTimers();
    expect(await isTaken).toBe(false);
    expect(skipWaiting).not.toHaveBeenCalled();
    expect(reload).not.toHaveBeenCalled();
  },
);

test('a tab whose version another tab has replaced loads its next page anew', async () => {
  const { mustLoadAnew } = await import('./navigate.ts');
  await start();
  expect(mustLoadAnew()).toBe(false);
  worker.dispatchEvent(new Event('controllerchange'));
  expect(mustLoadAnew()).toBe(true);
});

describe('a new version is told of', () => {
  const onNewVersion = vi.fn();
  /** The browser has found another worker and installed it. */
  const install = async (): Promise<void> => {
    const installing = Object.assign(new EventTarget(), { state: 'installed' });
    registration.installing = installing;
    registration.dispatchEvent(new Event('updatefound'));
    installing.dispatchEvent(new Event('statechange'));
  };
  const settled = () => new Promise((resolve) => setTimeout(resolve));

  test('when it waits already', async () => {
    registration.waiting = {};
    await start({ ...quiet, onNewVersion });
    await vi.waitFor(() => expect(onNewVersion).toHaveBeenCalledOnce());
  });

  test('when it comes while the page is open', async () => {
    await start({ ...quiet, onNewVersion });
    await settled();
    expect(onNewVersion).not.toHaveBeenCalled();
    await install();
    expect(onNewVersion).toHaveBeenCalledOnce();
  });

  test('and not when it is the first of this phone', async () => {
    registration.active = null;
    await start({ ...quiet, onNewVersion });
    await settled();
    await install();
    expect(onNewVersion).not.toHaveBeenCalled();
  });
});
