import 'fake-indexeddb/auto';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Draft } from '../domain/application.ts';
import { write } from './database.ts';
import { createDraft } from './drafts.ts';
import { type Asked, jsonAnswer, type MockEnvironment, mockEnvironment } from './environment.mock.ts';
import type { HttpAnswer } from './environment.ts';
import { listEntries, type OutboxEntry, readEntry, sendDraft } from './outbox.ts';
import { claimsOf, makeSigner, RULES, type Signer, signReceipt, thanks, written } from './samples.mock.ts';
import { syncOnce } from './sync.ts';

let server: Signer;
beforeAll(async () => {
  server = await makeSigner('2026-1');
});

let environment: MockEnvironment;
beforeEach(() => {
  environment = mockEnvironment();
  environment.answer = byServer();
});

const isPut = ({ method }: Asked) => method === 'PUT';
const puts = () => environment.asked.filter(isPut);
const idOf = ({ path }: Asked) => path.split('/').at(-1) ?? '';
const sync = (reason: 'timer' | 'start' | 'hurry' = 'timer') => syncOnce({ reason }, environment);

/** The server: settings, no threads, and what a test wants for the applications. */
function byServer(put: (asked: Asked) => Promise<HttpAnswer> | HttpAnswer = accept) {
  return (asked: Asked): Promise<HttpAnswer> | HttpAnswer => {
    if (isPut(asked)) return put(asked);
    if (asked.path === '/api/operator') return jsonAnswer(200, operatorWith(server));
    return jsonAnswer(404, { code: 'thread-not-found' });
  };
}

function operatorWith(...signers: Signer[]) {
  return {
    openKinds: ['thanks'],
    descriptionMaxLength: 5_000,
    emergencyPhone: '112',
    receiptKeys: signers.map(({ key }) => key),
    directoryVersion: '',
  };
}

async function accept(asked: Asked): Promise<HttpAnswer> {
  const entry = (await readEntry(idOf(asked), environment)) ?? expect.fail();
  return jsonAnswer(201, { receipt: await signReceipt(claimsOf(entry), server) });
}

async function put(description = 'a', kind: Draft['answers'] = {}): Promise<OutboxEntry> {
  const draft = written(await createDraft(environment), { ...thanks(description), ...kind });
  const result = await sendDraft(draft, { locale: 'tr', rules: RULES }, environment);
  return result.ok ? result.entry : expect.fail(JSON.stringify(result));
}

const EMERGENCY = {
  kind: 'disaster',
  phone: '05321234567',
  province: '31',
  district: 'Antakya',
  placeDetail: 'Enkazın yanında',
} as const;

const statusOf = async ({ id }: OutboxEntry) => (await readEntry(id, environment))?.status;

describe('a round of the sender', () => {
  it('asks for the operator’s settings again when the server refuses what this device let through', async () => {
    environment.answer = byServer(() => jsonAnswer(422, { code: 'application-not-valid', violations: [] }));
    await put();
    await sync('timer');
    expect(environment.asked.map(({ path }) => path)).toContain('/api/operator');
    environment.asked.length = 0;
    await sync('timer');
    expect(environment.asked).toEqual([]);
  });

  it('hands an entry over and keeps the receipt', async () => {
    const entry = await put();
    expect(await sync()).toMatchObject({
      state: 'done',
      received: [{ id: entry.id, number: '2026-0000042' }],
      isOffline: false,
    });
    expect(await statusOf(entry)).toMatchObject({ state: 'received', claims: claimsOf(entry) });
  });

  it('sends the frozen bytes with their digest (A3)', async () => {
    const entry = await put('Şükran');
    await sync();
    const [asked] = puts();
    expect(asked).toMatchObject({ path: `/api/applications/${entry.id}`, body: entry.body });
    const digest = Buffer.from(entry.digest, 'base64url').toString('base64');
    expect(asked?.headers).toMatchObject({
      'content-type': 'application/json',
      'content-digest': `sha-256=:${digest}:`,
    });
  });

  it('has written `sending` to the disk before it asks (A1)', async () => {
    const entry = await put();
    let during: unknown;
    environment.answer = byServer(async (asked) => {
      during = await statusOf(entry);
      return accept(asked);
    });
    await sync();
    expect(during).toMatchObject({ state: 'sending', attempts: 1 });
  });

  it('sends disasters first, then the oldest', async () => {
    const first = await put('1');
    environment.clockMs += 1;
    const second = await put('2');
    environment.clockMs += 1;
    const disaster = await put('3', EMERGENCY);
    await sync();
    expect(puts().map(idOf)).toEqual([disaster.id, first.id, second.id]);
  });

  it('leaves an entry alone that has to wait', async () => {
    const entry = await put();
    environment.answer = byServer(() => jsonAnswer(503, problem('unavailable'), { 'retry-after': '60' }));
    await sync();
    await sync();
    expect(puts()).toHaveLength(1);
    expect(await statusOf(entry)).toMatchObject({ state: 'waiting', attempts: 1, mayHaveArrived: false });
  });

  it('does not wait any longer when a person asks', async () => {
    const entry = await put();
    environment.answer = byServer(() => jsonAnswer(503, problem('unavailable'), { 'retry-after': '60' }));
    await sync();
    environment.answer = byServer();
    await sync('hurry');
    expect(await statusOf(entry)).toMatchObject({ state: 'received' });
  });

  it('ends the sending at the first silence, and begins with the others the next time (S2)', async () => {
    const first = await put('1');
    environment.clockMs += 1;
    const second = await put('2');
    environment.answer = () => Promise.reject(new TypeError('no network'));
    expect(await sync()).toMatchObject({ isOffline: true, received: [] });
    expect(puts().map(idOf)).toEqual([first.id]);
    environment.answer = byServer();
    await sync();
    expect(puts().map(idOf)).toEqual([first.id, second.id]);
  });

  it.each<[string, () => Promise<HttpAnswer> | HttpAnswer]>([
    ['nobody opens', () => Promise.reject(new TypeError('no network'))],
    ['a captive portal opens', () => jsonAnswer(200, '<!doctype html><title>Wi-Fi</title>')],
  ])('sends nothing while %s: the citizen can still take it back (S4)', async (_, opens) => {
    const entry = await put();
    environment.opens = opens;
    expect(await sync()).toMatchObject({ isOffline: true, received: [] });
    expect(puts()).toEqual([]);
    expect(await statusOf(entry)).toMatchObject({ state: 'waiting', attempts: 1, mayHaveArrived: false });
    environment.opens = () => jsonAnswer(200, { state: 'open' });
    environment.answer = byServer();
    await sync('hurry');
    expect(await statusOf(entry)).toMatchObject({ state: 'received' });
  });

  it('comes back when the server has said that it is its turn, and not before (S4)', async () => {
    const entry = await put();
    environment.opens = () => jsonAnswer(503, problem('unavailable'), { 'retry-after': '900' });
    expect(await sync('timer')).toMatchObject({ isOffline: true, received: [] });
    expect(await statusOf(entry)).toMatchObject({ state: 'waiting', mayHaveArrived: false });
    environment.opens = () => jsonAnswer(200, { state: 'open' });
    await environment.advance(899_000);
    await sync('timer');
    expect(puts()).toEqual([]);
    await environment.advance(3_000);
    await sync('timer');
    expect(await statusOf(entry)).toMatchObject({ state: 'received' });
  });

  it('believes no stranger who says when to come back (S4)', async () => {
    const entry = await put();
    environment.opens = () => jsonAnswer(503, '<!doctype html>', { 'retry-after': '900' });
    await sync('timer');
    environment.opens = () => jsonAnswer(200, { state: 'open' });
    await environment.advance(2_000);
    await sync('timer');
    expect(await statusOf(entry)).toMatchObject({ state: 'received' });
  });

  it('does not let one bad application hold up the others', async () => {
    const [bad, good] = [await put('kötü'), await put('iyi')];
    environment.answer = byServer((asked) =>
      idOf(asked) === bad.id ? jsonAnswer(500, problem('internal')) : accept(asked),
    );
    await sync();
    expect(await statusOf(bad)).toMatchObject({ state: 'waiting', mayHaveArrived: true });
    expect(await statusOf(good)).toMatchObject({ state: 'received' });
  });

  it('keeps a refused entry and says why', async () => {
    const entry = await put();
    const violations = [{ field: 'subject', code: 'required' }];
    environment.answer = byServer(() => jsonAnswer(422, { ...problem('application-not-valid'), violations }));
    expect(await sync()).toMatchObject({ refused: [entry.id] });
    expect(await statusOf(entry)).toMatchObject({ state: 'refused', violations });
  });

  it('pauses at 401 and keeps', async () => {
    const entry = await put();
    environment.answer = byServer(() => jsonAnswer(401, problem('unauthenticated')));
    await sync();
    expect(await statusOf(entry)).toMatchObject({ state: 'waiting', isPaused: true });
  });

  it('gives up an answer that does not come, later each time, and keeps the entry', async () => {
    const entry = await put();
    environment.answer = byServer(
      ({ signal }) =>
        new Promise((_, reject) => {
          signal.addEventListener('abort', () => reject(new TypeError('aborted')));
        }),
    );
    const round = sync();
    await vi.waitFor(() => expect(puts()).toHaveLength(1));
    await environment.advance(29_000);
    expect(await statusOf(entry)).toMatchObject({ state: 'sending' });
    await environment.advance(1_000);
    await round;
    expect(await statusOf(entry)).toMatchObject({ state: 'waiting', mayHaveArrived: true });

    const second = sync('hurry');
    await vi.waitFor(() => expect(puts()).toHaveLength(2));
    await environment.advance(59_000);
    expect(await statusOf(entry)).toMatchObject({ state: 'sending' });
    await environment.advance(1_000);
    await second;
    expect(await statusOf(entry)).toMatchObject({ state: 'waiting', attempts: 2 });
  });
});

describe('a claim of acceptance that does not hold is not believed (A2)', () => {
  const claims: [string, (entry: OutboxEntry) => Promise<HttpAnswer>][] = [
    ['a page of a captive portal', async () => jsonAnswer(200, '<html>Hoş geldiniz</html>')],
    ['JSON that is none of ours', async () => jsonAnswer(201, { welcome: true })],
    [
      'a receipt by a stranger',
      async (entry) => {
        const stranger = await makeSigner(server.key.kid);
        return jsonAnswer(201, { receipt: await signReceipt(claimsOf(entry), stranger) });
      },
    ],
    [
      'a receipt over another text',
      async (entry) => {
        const other = claimsOf({ ...entry, digest: 'B'.repeat(43) });
        return jsonAnswer(201, { receipt: await signReceipt(other, server) });
      },
    ],
    [
      'a receipt by a key that the server does not publish',
      async (entry) => {
        const unpublished = await makeSigner('unpublished');
        return jsonAnswer(201, { receipt: await signReceipt(claimsOf(entry), unpublished) });
      },
    ],
  ];

  it.each(claims)('%s: kept, reported, and tried again', async (_name, answer) => {
    const entry = await put();
    environment.answer = byServer(() => answer(entry));
    expect(await sync()).toMatchObject({ received: [], unverified: [entry.id] });
    expect(await statusOf(entry)).toMatchObject({ state: 'waiting', mayHaveArrived: true });
    environment.answer = byServer();
    await sync('hurry');
    expect(await statusOf(entry)).toMatchObject({ state: 'received' });
  });

  it('and a new key is asked for, once, before it is given up (K1)', async () => {
    const before = await put('eski anahtarla');
    await sync('start');
    const after = await put('yeni anahtarla');
    environment.asked.length = 0;
    const next = await makeSigner('2027-1');
    environment.answer = async (asked) => {
      if (!isPut(asked)) return jsonAnswer(200, operatorWith(server, next));
      return jsonAnswer(201, { receipt: await signReceipt(claimsOf(after), next) });
    };
    await sync();
    expect(await statusOf(after)).toMatchObject({ state: 'received' });
    expect(environment.asked.filter(({ path }) => path === '/api/operator')).toHaveLength(1);
    expect(await statusOf(before)).toMatchObject({ state: 'received' });
  });
});

describe('what a dead sender left', () => {
  it('goes on: it may have arrived, and is sent again under the same id with the same bytes', async () => {
    const entry = await put();
    const status = { state: 'sending', attempts: 3, mightHaveArrivedBefore: false } as const;
    await write(environment, ['outbox'], (tx) => tx.objectStore('outbox').put({ ...entry, status }));
    environment.answer = byServer(() => jsonAnswer(503, problem('unavailable')));
    await sync();
    expect(puts().map(({ body }) => body)).toEqual([entry.body]);
    expect(await statusOf(entry)).toMatchObject({ state: 'waiting', attempts: 4, mayHaveArrived: true });
  });

  it('is not touched while another one holds the lock (S1)', async () => {
    const entry = await put();
    const status = { state: 'sending', attempts: 1, mightHaveArrivedBefore: false } as const;
    await write(environment, ['outbox'], (tx) => tx.objectStore('outbox').put({ ...entry, status }));
    environment.device.locks.add('kopru-sync');
    expect(await sync('hurry')).toMatchObject({ state: 'busy' });
    expect(await statusOf(entry)).toEqual(status);
    expect(environment.asked).toEqual([]);
  });

  it('is not written over when the citizen has taken the entry away meanwhile', async () => {
    const entry = await put();
    environment.answer = byServer(async (asked) => {
      const answer = await accept(asked);
      await write(environment, ['outbox'], (tx) => tx.objectStore('outbox').delete(entry.id));
      return answer;
    });
    expect(await sync()).toMatchObject({ received: [] });
    expect(await listEntries(environment)).toEqual([]);
  });
});

describe('a store that fails', () => {
  it('is reported and not thrown', async () => {
    await put();
    vi.spyOn(IDBObjectStore.prototype, 'getAll').mockImplementationOnce(() => {
      throw new DOMException('broken', 'DataError');
    });
    expect(await sync()).toMatchObject({ state: 'unavailable' });
  });

  it('while `sending` is written: nothing is asked (A1)', async () => {
    const entry = await put();
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementationOnce(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    expect(await sync()).toMatchObject({ state: 'unavailable' });
    expect(environment.asked).toEqual([]);
    expect(await statusOf(entry)).toMatchObject({ state: 'waiting', attempts: 0 });
  });

  it('while the receipt is written: it is fetched again, and is the same', async () => {
    // Now the keys are known, and the next record that is written is the entry's.
    await sync('start');
    const entry = await put();
    environment.answer = byServer(async (asked) => {
      const answer = await accept(asked);
      vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementationOnce(() => {
        throw new DOMException('full', 'QuotaExceededError');
      });
      return answer;
    });
    expect(await sync()).toMatchObject({ state: 'unavailable', received: [] });
    environment.answer = byServer();
    await sync();
    expect(await statusOf(entry)).toMatchObject({ state: 'received' });
    expect(new Set(puts().map(({ path, body }) => `${path} ${body}`)).size).toBe(1);
  });
});

function problem(code: string) {
  return { type: `urn:kopru:problem:${code}`, title: code, status: 0, code };
}
