import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Thread } from '../domain/wire.ts';
import { onChange } from './changes.ts';
import { write } from './database.ts';
import { createDraft } from './drafts.ts';
import { jsonAnswer, type MockEnvironment, mockEnvironment } from './environment.mock.ts';
import { sendDraft } from './outbox.ts';
import { claimsOf, RULES, written } from './samples.mock.ts';
import { forgetThread, listThreads, markRead, openByCode, readThread, refreshThreads } from './threads.ts';
import { stretchTrackingCode } from './tracking.ts';

const CODE = '12345678901234567895';
const REPLY = { id: 'r1', at: '2026-11-24T10:00:00.000Z', institution: 'A Belediyesi', text: 'Yapıldı.' };

function thread(change: Partial<Thread> = {}): Thread {
  return {
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
    ...change,
  };
}

let environment: MockEnvironment;
let threads: Thread[];
beforeEach(() => {
  environment = mockEnvironment();
  threads = [thread()];
  environment.answer = () => jsonAnswer(200, { threads });
});
const offline = () => {
  environment.answer = () => Promise.reject(new TypeError('no network'));
};

describe('opening by code', () => {
  it('gives the threads and keeps them for reading offline', async () => {
    expect(await openByCode('1234 5678 9012 3456 7895', environment)).toEqual({ ok: true, threads });
    offline();
    expect((await readThread(thread().applicationId, environment))?.thread).toEqual(thread());
    expect(await listThreads(environment)).toHaveLength(1);
  });

  it('sends the stretched key and never the code', async () => {
    await openByCode(CODE, environment);
    const [asked] = environment.asked;
    expect(asked).toMatchObject({ method: 'POST', path: '/api/threads/open' });
    expect(asked?.body).toBe(JSON.stringify({ trackingKey: await stretchTrackingCode(CODE, environment) }));
    expect(JSON.stringify(environment.asked)).not.toContain(CODE);
  });

  it.each([
    ['1234x', 'characters'],
    ['1234', 'length'],
    ['12345678901234567896', 'checksum'],
  ])('says of %s what is wrong before it asks anybody: %s', async (typed, reason) => {
    expect(await openByCode(typed, environment)).toEqual({ ok: false, reason });
    expect(environment.asked).toEqual([]);
  });

  it('says that a code is unknown only when the server says so', async () => {
    environment.answer = () => jsonAnswer(404, { code: 'thread-not-found' });
    expect(await openByCode(CODE, environment)).toEqual({ ok: false, reason: 'unknown' });
    environment.answer = () => jsonAnswer(404, '<html>nginx</html>');
    expect(await openByCode(CODE, environment)).toEqual({ ok: false, reason: 'offline' });
  });

  it.each([
    ['no network', () => Promise.reject(new TypeError('no network'))],
    ['a captive portal', () => jsonAnswer(200, '<html>')],
    ['too many requests', () => jsonAnswer(429, { code: 'too-many-requests' })],
  ])('says "offline" with %s', async (_name, answer) => {
    environment.answer = answer;
    expect(await openByCode(CODE, environment)).toEqual({ ok: false, reason: 'offline' });
  });
});

describe('a refresh', () => {
  it('brings new replies, marks them unread and tells the page', async () => {
    await openByCode(CODE, environment);
    const heard = vi.fn();
    onChange(heard, environment);
    threads = [thread({ state: 'answered', replies: [REPLY] })];
    expect(await refreshThreads(environment)).toEqual({ newReplies: threads, isOffline: false });
    expect(heard).toHaveBeenCalledWith({ kind: 'thread', id: thread().applicationId, isElsewhere: false });
    expect((await readThread(thread().applicationId, environment))?.unreadReplyIds).toEqual(['r1']);
  });

  it('brings each reply once, and wakes nobody when nothing is new', async () => {
    await openByCode(CODE, environment);
    threads = [thread({ replies: [REPLY] })];
    await refreshThreads(environment);
    const heard = vi.fn();
    onChange(heard, environment);
    expect((await refreshThreads(environment)).newReplies).toEqual([]);
    expect(heard).not.toHaveBeenCalled();
  });

  it('keeps a reply unread until it was shown, and then read', async () => {
    await openByCode(CODE, environment);
    threads = [thread({ replies: [REPLY, { ...REPLY, id: 'r2' }] })];
    await refreshThreads(environment);
    await refreshThreads(environment);
    await markRead(thread().applicationId, ['r1'], environment);
    expect((await readThread(thread().applicationId, environment))?.unreadReplyIds).toEqual(['r2']);
    await markRead(thread().applicationId, undefined, environment);
    await refreshThreads(environment);
    expect((await readThread(thread().applicationId, environment))?.unreadReplyIds).toEqual([]);
  });

  it('that fails leaves what is stored', async () => {
    await openByCode(CODE, environment);
    offline();
    expect(await refreshThreads(environment)).toEqual({ newReplies: [], isOffline: true });
    expect((await readThread(thread().applicationId, environment))?.thread).toEqual(thread());
  });

  it('under way does not bring back what the citizen takes off this device meanwhile', async () => {
    await openByCode(CODE, environment);
    const { applicationId } = thread();
    threads = [thread({ replies: [REPLY] })];
    environment.answer = async () => {
      await forgetThread(applicationId, environment);
      return jsonAnswer(200, { threads });
    };
    expect(await refreshThreads(environment)).toEqual({ newReplies: [], isOffline: false });
    expect(await listThreads(environment)).toEqual([]);
  });

  it('asks for what was received from here, and not for what still waits', async () => {
    const draft = written(await createDraft(environment));
    const sent = await sendDraft(draft, { locale: 'tr', rules: RULES }, environment);
    if (!sent.ok) return expect.fail();
    const { entry } = sent;
    await refreshThreads(environment);
    expect(environment.asked).toEqual([]);
    await write(environment, ['outbox'], (tx) =>
      tx.objectStore('outbox').put({
        ...entry,
        status: { state: 'received', receipt: 'jws', claims: claimsOf(entry) },
      }),
    );
    await refreshThreads(environment);
    expect(environment.asked.map(({ body }) => body)).toEqual([
      JSON.stringify({ trackingKey: entry.tracking.key }),
    ]);
  });
});
