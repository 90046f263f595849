import 'fake-indexeddb/auto';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Draft } from '../domain/application.ts';
import { StillWaiting, sendInBackground } from './background-sync.ts';
import { createDraft } from './drafts.ts';
import {
  type Asked,
  jsonAnswer,
  type MockEnvironment,
  mockDevice,
  mockEnvironment,
  settle,
} from './environment.mock.ts';
import type { HttpAnswer } from './environment.ts';
import { confirmEntry, type OutboxEntry, readEntry, sendDraft } from './outbox.ts';
import { claimsOf, makeSigner, RULES, type Signer, signReceipt, thanks, written } from './samples.mock.ts';
import { syncOnce } from './sync.ts';

let server: Signer;
beforeAll(async () => {
  server = await makeSigner('2026-1');
});

let worker: MockEnvironment;
let page: MockEnvironment;
beforeEach(() => {
  const device = mockDevice();
  worker = mockEnvironment(device);
  page = mockEnvironment(device);
  answerWith(accept);
});

/** What the server says to an application, to whoever brings it. */
function answerWith(put: (asked: Asked) => Promise<HttpAnswer> | HttpAnswer): void {
  for (const environment of [worker, page]) {
    environment.answer = (asked) => {
      if (asked.method === 'PUT') return put(asked);
      return asked.path === '/api/operator' ? jsonAnswer(200, OPERATOR()) : jsonAnswer(404, {});
    };
  }
}

const OPERATOR = () => ({
  openKinds: ['thanks'],
  descriptionMaxLength: 5_000,
  emergencyPhone: '112',
  receiptKeys: [server.key],
  directoryVersion: '',
});

async function accept({ path }: Asked): Promise<HttpAnswer> {
  const entry = (await readEntry(path.split('/').at(-1) ?? '', page)) ?? expect.fail();
  return jsonAnswer(201, { receipt: await signReceipt(claimsOf(entry), server) });
}

const busy = (): HttpAnswer => jsonAnswer(503, { code: 'unavailable' }, { 'retry-after': '600' });

async function put(more: Partial<Draft['answers']> = {}): Promise<OutboxEntry> {
  const draft = written(await createDraft(page), { ...thanks(), ...more });
  const result = await sendDraft(draft, { locale: 'tr', rules: RULES }, page);
  return result.ok ? result.entry : expect.fail();
}

const stateOf = async ({ id }: OutboxEntry) => (await readEntry(id, page))?.status.state;
const alone = { isPageOpen: false };

describe('the worker that was woken', () => {
  it('hands over what waits, and its event ends well', async () => {
    const entry = await put();
    await sendInBackground(alone, worker);
    expect(await stateOf(entry)).toBe('received');
  });

  it('ends well with nothing to do, and with what was refused: that waits for the citizen, not for a signal', async () => {
    await sendInBackground(alone, worker);
    answerWith(() => jsonAnswer(422, { code: 'application-not-valid', violations: [] }));
    const entry = await put();
    await sendInBackground(alone, worker);
    expect(await stateOf(entry)).toBe('refused');
  });

  it('leaves an old emergency to its writer, and ends well: nothing sends it by itself (W4)', async () => {
    const place = { province: '31', district: 'Antakya', placeDetail: 'Okulun yanı', phone: '05321234567' };
    const emergency = await put({ kind: 'disaster', ...place });
    for (const environment of [worker, page]) environment.clockMs += 25 * 60 * 60_000;
    await sendInBackground(alone, worker);
    expect(await stateOf(emergency)).toBe('asking');
    await sendInBackground(alone, worker);
    expect(await stateOf(emergency)).toBe('asking');
    await confirmEntry(emergency.id, page);
    await sendInBackground(alone, worker);
    expect(await stateOf(emergency)).toBe('received');
  });

  it.each([
    ['the server has no time', busy],
    ['there are too many requests', () => jsonAnswer(429, { code: 'too-many-requests' })],
    ['no answer comes', () => Promise.reject(new TypeError('no network'))],
  ])('is woken again when %s (W1)', async (_why, answer) => {
    answerWith(answer);
    const entry = await put();
    await expect(sendInBackground(alone, worker)).rejects.toThrow(StillWaiting);
    expect(await stateOf(entry)).toBe('waiting');
  });

  it('waits for the page that is sending, and then sends what that page could not (W1)', async () => {
    const entry = await put();
    let letGo = (): void => undefined;
    void page.ifFree('kopru-sync', () => new Promise<void>((resolve) => (letGo = resolve)));
    const sending = sendInBackground(alone, worker);
    await settle();
    await worker.advance(5_000);
    expect(await stateOf(entry)).toBe('waiting');
    letGo();
    await settle();
    await worker.advance(5_000);
    await sending;
    expect(await stateOf(entry)).toBe('received');
  });

  it('is woken again when the page does not let go of the lock (W1)', async () => {
    await put();
    void page.ifFree('kopru-sync', () => new Promise<never>(() => undefined));
    const sending = expect(sendInBackground(alone, worker)).rejects.toThrow(StillWaiting);
    await settle();
    await worker.advance(120_000);
    await sending;
  });

  it('keeps to the wait that the server asked for while a page is open (W2)', async () => {
    answerWith(busy);
    await put();
    await syncOnce({ reason: 'start' }, page);
    await expect(sendInBackground({ isPageOpen: true }, worker)).rejects.toThrow(StillWaiting);
    expect(worker.asked).toEqual([]);
  });
});

describe('a page', () => {
  it('asks to have the worker woken after each round that leaves something waiting (W3)', async () => {
    answerWith(busy);
    await put();
    page.backgroundSyncs.length = 0;
    await syncOnce({ reason: 'start' }, page);
    expect(page.backgroundSyncs).toEqual(['kopru-sync']);
  });

  it('does not ask when all has been received', async () => {
    await put();
    page.backgroundSyncs.length = 0;
    await syncOnce({ reason: 'start' }, page);
    expect(page.backgroundSyncs).toEqual([]);
  });
});
