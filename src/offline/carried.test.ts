// K1 to K3, B1 to B3: a writer's phone without a line, a carrier's, and the server, with files between them.

import 'fake-indexeddb/auto';
import { createChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Answers } from '../domain/application.ts';
import { WORK_HEADER } from '../domain/work.ts';
import { CHUNK_BYTES } from '../sealing/attachment.ts';
import { readParcelFile } from '../sealing/parcel-file.ts';
import { listCarried, takeParcel } from './carried.ts';
import { exportAnswers, takeAnswers } from './carried-answers.ts';
import { read } from './database.ts';
import { createDraft, saveDraft } from './drafts.ts';
import { jsonAnswer, type MockEnvironment, mockDevice, mockEnvironment } from './environment.mock.ts';
import { refreshOperator } from './operator.ts';
import { exportParcel, isForCarriers } from './parcel-export.ts';
import { appendChunk, beginRecording, finishRecording } from './recordings.ts';
import { RULES, thanks } from './samples.mock.ts';
import { sealDraft } from './seal-draft.ts';
import { confirmSealed, forgetSealed } from './sealed-entries.ts';
import { type SealedServer, startSealedServer } from './sealed-server.mock.ts';
import { listSealed } from './sealed-waiting.ts';
import { syncOnce } from './sync.ts';

const TRACKING = { code: '1'.repeat(20), key: `${'k'.repeat(42)}A` };
const HOUR_MS = 3_600_000;
const DISASTER = {
  ...thanks('Duvar yıkıldı, iki kişi altında.'),
  kind: 'disaster' as const,
  province: '31',
  district: 'Antakya',
  placeDetail: 'Okulun yanı',
  phone: '+905550000000',
};

let server: SealedServer;
let writer: MockEnvironment;
let carrier: MockEnvironment;

beforeEach(async () => {
  server = await startSealedServer();
  writer = phone();
  carrier = phone();
  connect(writer);
  await refreshOperator(writer);
  writer.asked = [];
  cut(writer);
});

function phone(device = mockDevice()): MockEnvironment {
  const made = mockEnvironment(device);
  cut(made);
  return made;
}
function cut(environment: MockEnvironment): void {
  environment.opens = () => Promise.reject(new TypeError('no network'));
  environment.answer = () => Promise.reject(new TypeError('no network'));
}
function connect(environment: MockEnvironment): void {
  environment.opens = async () => ({
    status: 200,
    headers: new Headers(),
    text: async () => '{"status":"ok"}',
  });
  environment.answer = (asked) => server.answer(asked);
}

/** Seals one on the writer's phone. @param bytes of a recording, none without */
async function sealOne({
  answers = thanks() as Answers,
  bytes = 0,
  mayBeCarried = true,
} = {}): Promise<string> {
  let draft = { ...(await createDraft(writer)), answers, tracking: TRACKING };
  await saveDraft(draft, writer);
  if (bytes > 0) {
    const { id } = await beginRecording(
      { draftId: draft.id, kind: 'voice', mediaType: 'audio/webm' },
      writer,
    );
    await appendChunk(id, new Uint8Array(bytes).fill(7).buffer, 1_000, writer);
    const attachment = await finishRecording(id, 'supporting', writer);
    if (!attachment) throw new Error('nothing was recorded');
    draft = { ...draft, answers: { ...answers, attachments: [attachment] } };
    await saveDraft(draft, writer);
  }
  const sealed = await sealDraft(
    draft,
    { locale: 'tr', rules: RULES, tracking: TRACKING, mayBeCarried },
    writer,
  );
  if (!sealed.ok) throw new Error(sealed.reason);
  return sealed.parcel;
}

async function fileOf(parcel: string, from = writer): Promise<Blob> {
  const pieces = await exportParcel(parcel, from);
  if (!pieces) throw new Error('There is no file of it');
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for await (const piece of pieces) parts.push(piece);
  return new Blob(parts);
}

const carry = async (parcel: string) => await takeParcel(await fileOf(parcel), undefined, carrier);
const send = (environment: MockEnvironment) => syncOnce({ reason: 'hurry' }, environment);
const states = async () => (await listCarried(carrier)).map(({ state }) => state);
const chunksHere = (environment: MockEnvironment) =>
  read(environment, ['sealedChunks'], (transaction) => transaction.objectStore('sealedChunks').count());

async function answers(): Promise<Blob> {
  const file = await exportAnswers(carrier);
  if (!file) throw new Error('The carrier has no answers');
  return new Blob([file]);
}

/** A phone that is killed when so much of the file has been read. */
function killedAfter(file: Blob, bytes: number): Blob {
  return new Proxy(file, {
    get(target, key) {
      if (key === 'slice')
        return (start: number, end: number) => {
          if (end > bytes) throw new Error('killed');
          return target.slice(start, end);
        };
      return Reflect.get(target, key);
    },
  });
}

describe('a parcel on another phone', () => {
  it('is carried unread, delivered, and its receipt settles the writer’s entry, though that phone never had a line (B1)', async () => {
    const parcel = await sealOne();
    expect(await carry(parcel)).toEqual({ ok: true, state: 'new', parcel });
    const [entry] = await listSealed(carrier);
    expect(entry?.own).toBeUndefined();
    expect(await exportAnswers(carrier)).toBeUndefined();
    connect(carrier);
    await send(carrier);
    expect(await states()).toEqual(['delivered']);
    expect([...server.accepted.values()]).toMatchObject([{ times: 1, application: { mayBeCarried: true } }]);
    expect(await takeAnswers(await answers(), writer)).toMatchObject({
      ok: true,
      received: ['2026-0000042'],
      refused: 0,
      unverified: 0,
    });
    expect(await listSealed(writer)).toEqual([]);
    expect(writer.asked).toEqual([]);
  });

  it('and its writer, who finds a line, too, bring one application; both orders', async () => {
    const first = await sealOne();
    await carry(first);
    connect(writer);
    await send(writer);
    expect(await listSealed(writer)).toEqual([]);
    connect(carrier);
    await send(carrier);
    const second = await sealOne();
    await carry(second);
    await send(carrier);
    await send(writer);
    expect([...server.accepted.values()].map(({ times }) => times)).toEqual([2, 2]);
    expect(await states()).toEqual(['delivered', 'delivered']);
    expect(await listSealed(writer)).toEqual([]);
    // What comes late is for nobody here any more.
    expect(await takeAnswers(await answers(), writer)).toMatchObject({ ok: true, received: [] });
  });

  it('with a recording is carried whole, and leaves room when it is delivered', async () => {
    const parcel = await sealOne({ bytes: 18 * CHUNK_BYTES + 5 });
    expect((await carry(parcel)).ok).toBe(true);
    expect(await chunksHere(carrier)).toBe(19);
    connect(carrier);
    await send(carrier);
    expect(await states()).toEqual(['delivered']);
    expect([...server.stored.values()].map(({ length }) => length)).toEqual([18 * CHUNK_BYTES + 5]);
    expect(await chunksHere(carrier)).toBe(0);
    expect(await takeAnswers(await answers(), writer)).toMatchObject({ received: ['2026-0000042'] });
    expect(await listSealed(writer)).toEqual([]);
    expect(await chunksHere(writer)).toBe(0);
  });

  it('whose recording the carrier has not brought yet leaves that to the writer’s phone', async () => {
    const parcel = await sealOne({ bytes: 3 * CHUNK_BYTES });
    await carry(parcel);
    connect(carrier);
    const honest = carrier.answer;
    carrier.answer = (asked) =>
      asked.path.includes('/attachments/') ? Promise.reject(new TypeError('broke')) : honest(asked);
    await send(carrier);
    expect(await states()).toEqual(['sending']);
    expect(await takeAnswers(await answers(), writer)).toMatchObject({ received: ['2026-0000042'] });
    expect((await listSealed(writer)).map(({ status }) => status.state)).toEqual(['received']);
    connect(writer);
    await send(writer);
    expect(await listSealed(writer)).toEqual([]);
    expect(server.stored.size).toBe(1);
  });

  it('is handed on from carrier to carrier', async () => {
    const parcel = await sealOne({ bytes: CHUNK_BYTES + 1 });
    await carry(parcel);
    const next = phone();
    expect(await takeParcel(await fileOf(parcel, carrier), undefined, next)).toMatchObject({ state: 'new' });
    connect(next);
    await send(next);
    expect(server.accepted.size).toBe(1);
    expect(server.stored.size).toBe(1);
  });

  it('is not taken in twice, nor where it was written (K2)', async () => {
    const parcel = await sealOne();
    const file = await fileOf(parcel);
    await takeParcel(file, undefined, carrier);
    connect(carrier);
    await send(carrier);
    expect(await takeParcel(file, undefined, carrier)).toMatchObject({ state: 'known' });
    expect(await states()).toEqual(['delivered']);
    expect(await takeParcel(file, undefined, writer)).toMatchObject({ state: 'own' });
  });

  it('is given to nobody without its writer’s consent, nor after it was received', async () => {
    const kept = await sealOne({ mayBeCarried: false });
    const given = await sealOne();
    expect((await listSealed(writer)).filter(isForCarriers).map(({ parcel }) => parcel)).toEqual([given]);
    expect(await exportParcel(kept, writer)).toBeUndefined();
    connect(writer);
    await send(writer);
    expect(await exportParcel(given, writer)).toBeUndefined();
  });
});

describe('taking in', () => {
  it('that is killed anywhere carries nothing, and the next one sweeps what it left (K1)', async () => {
    const parcel = await sealOne({ bytes: 40 * CHUNK_BYTES });
    const file = await fileOf(parcel);
    for (const share of [0.3, 0.6, 0.99]) {
      const before = phone(carrier.device);
      await expect(takeParcel(killedAfter(file, file.size * share), undefined, before)).rejects.toThrow(
        'killed',
      );
      expect(await listCarried(phone(carrier.device))).toEqual([]);
    }
    const shares: number[] = [];
    const taken = await takeParcel(file, (share) => shares.push(share), carrier);
    expect(taken).toMatchObject({ state: 'new' });
    expect(shares.at(-1)).toBeGreaterThan(0.99);
    expect(await chunksHere(carrier)).toBe(40);
  });

  it('says that there is no room before it writes, and leaves nothing of what did not fit', async () => {
    const file = await fileOf(await sealOne({ bytes: 20 * CHUNK_BYTES }));
    carrier.storage = { estimate: async () => ({ usage: 900, quota: 1_000 }) };
    expect(await takeParcel(file, undefined, carrier)).toEqual({ ok: false, fault: 'quota' });
    carrier.storage = undefined;
    // Cut at the end: by then most of it lies on the disk.
    const bytes = new Uint8Array(await file.arrayBuffer());
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    expect(await takeParcel(new Blob([bytes]), undefined, carrier)).toEqual({ ok: false, fault: 'damaged' });
    expect(await chunksHere(carrier)).toBe(0);
    expect(await listCarried(carrier)).toEqual([]);
  });

  it('twice at once, in two tabs, carries one, whole', async () => {
    const parcel = await sealOne({ bytes: 20 * CHUNK_BYTES });
    const file = await fileOf(parcel);
    const tabs = [phone(carrier.device), phone(carrier.device)] as const;
    const both = [takeParcel(file, undefined, tabs[0]), takeParcel(file, undefined, tabs[1])] as const;
    const first = await both[0];
    await tabs[1].advance(1_000);
    expect([first, await both[1]]).toMatchObject([{ state: 'new' }, { state: 'known' }]);
    expect(await chunksHere(carrier)).toBe(20);
  });
});

describe('forty parcels and three days without a line', () => {
  it('wait on the disk, go out together, and their receipts find each its writer', async () => {
    const parcels: string[] = [];
    for (let index = 0; index < 40; index++) parcels.push(await sealOne());
    for (const parcel of parcels) expect((await carry(parcel)).ok).toBe(true);
    for (let day = 0; day < 3; day++) {
      carrier.clockMs += 24 * HOUR_MS;
      await send(carrier);
    }
    expect(await states()).toEqual(Array(40).fill('waiting'));
    const woken = phone(carrier.device);
    connect(woken);
    await send(woken);
    expect(server.accepted.size).toBe(40);
    expect(await states()).toEqual(Array(40).fill('delivered'));
    const taken = await takeAnswers(await answers(), writer);
    expect(taken).toMatchObject({ received: Array(40).fill('2026-0000042') });
    expect(await listSealed(writer)).toEqual([]);
  });
});

describe('a server that asks for work in a flood', () => {
  it('is given it for each of many parcels, and takes them', async () => {
    for (let index = 0; index < 3; index++) await carry(await sealOne());
    connect(carrier);
    carrier.answer = async (asked) => {
      if (asked.method !== 'PUT' || asked.headers[WORK_HEADER]) return await server.answer(asked);
      const settings = { algorithm: 'PBKDF2/SHA-256', cost: 1, keyPrefix: '00', deriveKey };
      return jsonAnswer(503, { code: 'unavailable', work: await createChallenge(settings) });
    };
    await send(carrier);
    expect(await states()).toEqual(['delivered', 'delivered', 'delivered']);
    expect(server.accepted.size).toBe(3);
  });
});

describe('an emergency that has become old', () => {
  it('is asked about on the carrier’s phone before it is delivered (N1)', async () => {
    const [sent, cancelled] = [await sealOne({ answers: DISASTER }), await sealOne({ answers: DISASTER })];
    await carry(sent);
    await carry(cancelled);
    connect(carrier);
    carrier.clockMs += 25 * HOUR_MS;
    await send(carrier);
    expect(await states()).toEqual(['asks', 'asks']);
    expect(server.accepted.size).toBe(0);
    await confirmSealed(sent, carrier);
    await forgetSealed(cancelled, carrier);
    await send(carrier);
    expect(await states()).toEqual(['delivered']);
    expect(server.accepted.size).toBe(1);
  });

  it.each([
    ['years ahead', 10 * 365 * 24 * HOUR_MS],
    ['years behind', -10 * 365 * 24 * HOUR_MS],
  ])(
    'of a phone whose clock is %s is asked about no later than a day after it was taken in (K4)',
    async (_how, off) => {
      writer.clockMs += off;
      const parcel = await sealOne({ answers: DISASTER });
      await carry(parcel);
      expect(await states()).toEqual([off < 0 ? 'asks' : 'waiting']);
      carrier.clockMs += 25 * HOUR_MS;
      expect(await states()).toEqual(['asks']);
      await confirmSealed(parcel, carrier);
      expect(await states()).toEqual(['waiting']);
    },
  );

  it('has its hour from the writer’s phone, in the file', async () => {
    const read = await readParcelFile(await fileOf(await sealOne({ answers: DISASTER })));
    expect(read.ok && Date.parse(read.parcel.header.askAfter ?? '')).toBe(writer.clockMs + 24 * HOUR_MS);
  });
});

describe('an answer that was carried back', () => {
  it('of a refusal tells its writer, and the carrier nothing but that (B2)', async () => {
    server.violations = [{ field: 'subject', code: 'missing' }];
    await carry(await sealOne());
    connect(carrier);
    await send(carrier);
    expect(await states()).toEqual(['refused']);
    expect(await takeAnswers(await answers(), writer)).toMatchObject({ received: [], refused: 1 });
    expect((await listSealed(writer)).map(({ status }) => status.state)).toEqual(['refused']);
  });

  it('settles nothing where it is for another phone, or was changed (B1, B3)', async () => {
    const parcel = await sealOne();
    await carry(parcel);
    connect(carrier);
    await send(carrier);
    const file = await answers();
    const stranger = phone();
    expect(await takeAnswers(file, stranger)).toMatchObject({ ok: true, received: [], refused: 0 });
    const wrong = new Uint8Array(await file.arrayBuffer());
    wrong[60] = (wrong[60] ?? 0) ^ 1;
    expect(await takeAnswers(new Blob([wrong]), writer)).toEqual({ ok: false, fault: 'damaged' });
    expect((await listSealed(writer)).map(({ status }) => status.state)).toEqual(['waiting']);
    expect(await takeAnswers(new Blob(['merhaba']), writer)).toEqual({ ok: false, fault: 'foreign' });
  });
});
