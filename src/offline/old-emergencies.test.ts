// Invariant 9, in a round of a page: an old emergency is a question (domain/outbox.ts, O5). The worker's part is in
// background-sync.test.ts.

import 'fake-indexeddb/auto';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Draft } from '../domain/application.ts';
import { createDraft } from './drafts.ts';
import { type Asked, jsonAnswer, type MockEnvironment, mockEnvironment } from './environment.mock.ts';
import type { HttpAnswer } from './environment.ts';
import { cancelEntry, confirmEntry, type OutboxEntry, readEntry, sendDraft } from './outbox.ts';
import { claimsOf, makeSigner, RULES, type Signer, signReceipt, thanks, written } from './samples.mock.ts';
import { syncOnce } from './sync.ts';

const HOUR_MS = 60 * 60_000;
const EMERGENCY = {
  kind: 'disaster',
  phone: '05321234567',
  province: '31',
  district: 'Antakya',
  placeDetail: 'Enkazın yanında',
} as const;

let server: Signer;
beforeAll(async () => {
  server = await makeSigner('2026-1');
});

let environment: MockEnvironment;
/** What the operator has set beside the rest. */
let settings: object;
let answerToPut: (asked: Asked) => Promise<HttpAnswer> | HttpAnswer;
beforeEach(() => {
  environment = mockEnvironment();
  settings = {};
  answerToPut = accept;
  environment.answer = (asked) => {
    if (isPut(asked)) return answerToPut(asked);
    if (asked.path === '/api/operator') return jsonAnswer(200, { ...operator(), ...settings });
    return jsonAnswer(404, { code: 'thread-not-found' });
  };
});

const isPut = ({ method }: Asked) => method === 'PUT';
const idOf = ({ path }: Asked) => path.split('/').at(-1) ?? '';
const puts = () => environment.asked.filter(isPut);
const sync = (reason: 'timer' | 'start' | 'hurry' = 'timer') => syncOnce({ reason }, environment);
const operator = () => ({
  openKinds: ['thanks'],
  descriptionMaxLength: 5_000,
  emergencyPhone: '112',
  receiptKeys: [server.key],
  directoryVersion: '',
});

async function accept(asked: Asked): Promise<HttpAnswer> {
  const entry = (await readEntry(idOf(asked), environment)) ?? expect.fail();
  return jsonAnswer(201, { receipt: await signReceipt(claimsOf(entry), server) });
}

async function put(description: string, more: Partial<Draft['answers']> = {}): Promise<OutboxEntry> {
  const draft = written(await createDraft(environment), { ...thanks(description), ...more });
  const result = await sendDraft(draft, { locale: 'tr', rules: RULES }, environment);
  return result.ok ? result.entry : expect.fail(JSON.stringify(result));
}

describe('an old emergency', () => {
  it('asks before an old emergency goes, tells it each round, and sends it when its writer says so (O5)', async () => {
    const emergency = await put('Duvar yıkıldı', EMERGENCY);
    const other = await put('Teşekkürler');
    environment.clockMs += 24 * HOUR_MS + 1;
    expect(await sync('start')).toMatchObject({ asking: [emergency.id], received: [{ id: other.id }] });
    expect(await sync('hurry')).toMatchObject({ asking: [emergency.id] });
    expect(puts().map(idOf)).toEqual([other.id]);
    await confirmEntry(emergency.id, environment);
    expect(await sync()).toMatchObject({ asking: [], received: [{ id: emergency.id }] });
  });

  it('asks again when another day has passed since the answer, and lets it be taken back as a draft (O5)', async () => {
    const emergency = await put('Duvar yıkıldı', EMERGENCY);
    environment.clockMs += 25 * HOUR_MS;
    await sync();
    await confirmEntry(emergency.id, environment);
    answerToPut = () =>
      jsonAnswer(503, { type: 'urn:kopru:problem:unavailable', title: '', status: 503, code: 'unavailable' });
    await sync();
    answerToPut = accept;
    environment.clockMs += 25 * HOUR_MS;
    expect(await sync()).toMatchObject({ asking: [emergency.id] });
    expect((await cancelEntry(emergency.id, environment))?.answers.description).toBe('Duvar yıkıldı');
    expect(await sync()).toMatchObject({ asking: [] });
    expect(puts()).toHaveLength(1);
  });

  it('keeps to the operator’s own limit for old emergencies', async () => {
    settings = { sealing: { emergencyAskHours: 72 } };
    await sync('start');
    const emergency = await put('Duvar yıkıldı', EMERGENCY);
    environment.clockMs += 71 * HOUR_MS;
    expect(await sync()).toMatchObject({ asking: [], received: [{ id: emergency.id }] });
  });
});
