// The platform's own environment, where there is neither window nor document: as in the service worker.

import 'fake-indexeddb/auto';
import { createServer } from 'node:http';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createDraft, listDrafts } from './drafts.ts';
import { platform } from './environment.ts';
import { listEntries, sendDraft } from './outbox.ts';
import { RULES, written } from './samples.mock.ts';
import { startSync, syncOnce } from './sync.ts';

describe('in a worker', () => {
  beforeEach(() => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no network')));
  });
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it('there is no window and no document, and a round of the sender runs', async () => {
    expect('window' in globalThis || 'document' in globalThis).toBe(false);
    const draft = written(await createDraft());
    expect(await listDrafts()).toHaveLength(1);
    expect((await sendDraft(draft, { locale: 'tr', rules: RULES })).ok).toBe(true);
    expect(await syncOnce({ reason: 'background-sync' })).toMatchObject({ state: 'done', isOffline: true });
    expect(await listEntries()).toMatchObject([{ status: { state: 'waiting', attempts: 1 } }]);
  });

  it('the lock lets one round in and turns the other away', async () => {
    const rounds = await Promise.all([syncOnce({ reason: 'timer' }), syncOnce({ reason: 'timer' })]);
    expect(rounds.map(({ state }) => state).sort()).toEqual(['busy', 'done']);
  });

  it('nothing is visible and there is no mark to find', () => {
    expect(platform.isVisible()).toBe(false);
    expect(platform.marker.isSet()).toBe(false);
  });
});

describe('in a page', () => {
  it('the signals of the page start rounds until it is stopped', async () => {
    const page = new EventTarget();
    const reports = vi.fn();
    vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
    vi.stubGlobal('removeEventListener', page.removeEventListener.bind(page));
    vi.stubGlobal('document', Object.assign(new EventTarget(), { visibilityState: 'visible', cookie: '' }));
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no network')));
    const sync = startSync({ onReport: reports });
    await vi.waitFor(() => expect(reports).toHaveBeenCalledTimes(1));
    page.dispatchEvent(new Event('online'));
    await vi.waitFor(() => expect(reports).toHaveBeenCalledTimes(2));
    page.dispatchEvent(new Event('pageshow'));
    await vi.waitFor(() => expect(reports).toHaveBeenCalledTimes(3));
    sync.stop();
    page.dispatchEvent(new Event('online'));
    vi.unstubAllGlobals();
  });

  it('the mark is a cookie that says nothing but that there was something', () => {
    const page = { visibilityState: 'visible', cookie: 'a=b' };
    vi.stubGlobal('document', page);
    expect(platform.marker.isSet()).toBe(false);
    platform.marker.set();
    expect(page.cookie).toMatch(/^kopru-stored=1; Path=\/; Max-Age=\d+; SameSite=Strict$/);
    page.cookie = 'a=b; kopru-stored=1';
    expect(platform.marker.isSet()).toBe(true);
    vi.unstubAllGlobals();
  });
});

describe('a request', () => {
  it('follows no redirect: the page of a captive portal is no answer of ours', async () => {
    const server = createServer((_request, response) => {
      response.writeHead(302, { location: 'http://127.0.0.1:9/login' }).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const { signal } = new AbortController();
    const asked = platform.fetch(`http://127.0.0.1:${port}/`, { method: 'GET', headers: {}, signal });
    await expect(asked).rejects.toThrow(TypeError);
    await new Promise((resolve) => server.close(resolve));
  });
});
