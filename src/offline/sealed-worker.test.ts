// W5, with W1 to W4: what is sealed goes by the worker while no page is open, this phone's own and what it carries for others.

import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Answers } from '../domain/application.ts';
import { StillWaiting, sendInBackground } from './background-sync.ts';
import { listCarried, takeParcel } from './carried.ts';
import { createDraft, saveDraft } from './drafts.ts';
import { jsonAnswer, type MockEnvironment, mockDevice, mockEnvironment, settle } from './environment.mock.ts';
import { refreshOperator } from './operator.ts';
import { sendDraft } from './outbox.ts';
import { exportParcel } from './parcel-export.ts';
import { setPin } from './pin-lock.ts';
import { RULES, thanks } from './samples.mock.ts';
import { sealDraft } from './seal-draft.ts';
import { type SealedServer, startSealedServer } from './sealed-server.mock.ts';
import { listSealed } from './sealed-waiting.ts';
import { syncOnce } from './sync.ts';

const TRACKING = { code: '1'.repeat(20), key: `${'k'.repeat(42)}A` };
const DAY_MS = 24 * 3_600_000;
const DISASTER = {
  ...thanks('Duvar yıkıldı, iki kişi altında.'),
  kind: 'disaster' as const,
  province: '31',
  district: 'Antakya',
  placeDetail: 'Okulun yanı',
  phone: '+905550000000',
};
const CLOSED = { isPageOpen: false };

let server: SealedServer;
let page: MockEnvironment;
let worker: MockEnvironment;

beforeEach(async () => {
  server = await startSealedServer();
  page = process();
  worker = process(page.device);
  await refreshOperator(page);
});

function process(device = mockDevice()): MockEnvironment {
  const made = mockEnvironment(device);
  made.answer = (asked) => server.answer(asked);
  return made;
}

async function sealOne(answers: Answers = thanks()): Promise<string> {
  const draft = { ...(await createDraft(page)), answers, tracking: TRACKING };
  await saveDraft(draft, page);
  const sealing = { locale: 'tr' as const, rules: RULES, tracking: TRACKING, mayBeCarried: true };
  const sealed = await sealDraft(draft, sealing, page);
  if (!sealed.ok) throw new Error(sealed.reason);
  return sealed.parcel;
}

const sent = ({ asked }: MockEnvironment) => asked.map(({ method, path }) => `${method} ${path}`);
const states = async () => (await listSealed(page)).map(({ status }) => status.state);
const times = () => [...server.accepted.values()].map((one) => one.times);

describe('a sealed entry, while no page is open', () => {
  it('goes by the worker, which keeps the answer for a page to open, verify and forget (W5, H1)', async () => {
    const parcel = await sealOne();
    await sendInBackground(CLOSED, worker);
    expect(sent(worker)).toEqual([`PUT /api/sealed/${parcel}`]);
    expect(await states()).toEqual(['received']);
    await syncOnce({ reason: 'start' }, page);
    expect([await states(), times()]).toEqual([[], [1]]);
  });

  it('goes though a PIN locks all that can be read; that goes on waiting, and the worker comes back (W1)', async () => {
    const parcel = await sealOne();
    const draft = { ...(await createDraft(page)), answers: thanks() };
    await sendDraft(draft, { locale: 'tr', rules: RULES }, page);
    expect(await setPin('1234', page)).toMatchObject({ ok: true });
    await expect(sendInBackground(CLOSED, worker)).rejects.toThrow();
    expect(sent(worker)).toEqual([`PUT /api/sealed/${parcel}`]);
    expect(await states()).toEqual(['received']);
  });

  it('keeps the worker coming back until it has gone, by the rule of patience (W1, W2, W3)', async () => {
    await sealOne();
    page.opens = () => Promise.reject(new TypeError('no network'));
    await syncOnce({ reason: 'hurry' }, page);
    expect(page.backgroundSyncs).not.toEqual([]);
    worker.opens = page.opens;
    await expect(sendInBackground(CLOSED, worker)).rejects.toThrow(StillWaiting);
    worker.opens = () => jsonAnswer(200, { status: 'ok' });
    // A page is looked at, and keeps to the wait.
    await expect(sendInBackground({ isPageOpen: true }, worker)).rejects.toThrow(StillWaiting);
    expect(sent(worker)).toEqual([]);
    await sendInBackground(CLOSED, worker);
    expect(times()).toEqual([1]);
  });

  it('is not sent twice where a page sends it just then (S1)', async () => {
    await sealOne();
    const byPage = syncOnce({ reason: 'start' }, page);
    const woken = sendInBackground(CLOSED, worker);
    let isDone = false;
    const both = Promise.all([byPage, woken]).finally(() => {
      isDone = true;
    });
    // The worker looks at the lock again and again.
    while (!isDone) {
      await settle();
      await worker.advance(1_000);
    }
    await both;
    expect(times()).toEqual([1]);
  });

  it('that was being sent when the worker died goes again under its name, and is one application (A1, A3)', async () => {
    const parcel = await sealOne();
    worker.answer = () => new Promise(() => undefined);
    void sendInBackground(CLOSED, worker);
    await settle();
    expect(await states()).toEqual(['sending']);
    page.device.locks.clear();
    const next = process(page.device);
    await sendInBackground(CLOSED, next);
    expect(sent(next)).toEqual([`PUT /api/sealed/${parcel}`]);
    expect([await states(), times()]).toEqual([['received'], [1]]);
  });

  it('of an old emergency is asked about, and neither sent nor waited for (W4, N1)', async () => {
    await sealOne(DISASTER);
    worker.clockMs += DAY_MS + 1;
    await sendInBackground(CLOSED, worker);
    expect([sent(worker), await states()]).toEqual([[], ['waiting']]);
  });

  it('that is carried for somebody else is delivered', async () => {
    const pieces = await exportParcel(await sealOne(), page);
    const parts: Uint8Array<ArrayBuffer>[] = [];
    for await (const piece of pieces ?? []) parts.push(piece);
    const carrier = process();
    await takeParcel(new Blob(parts), undefined, carrier);
    await sendInBackground(CLOSED, process(carrier.device));
    expect(await listCarried(carrier)).toMatchObject([{ state: 'delivered', hasAnswer: true }]);
  });
});
