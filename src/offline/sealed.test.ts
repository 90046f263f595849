// G1 to G4, H1 to H3, N1: a sealed application from the draft to its receipt, over a server that opens what it is sent.

import 'fake-indexeddb/auto';
import { SignJWT } from 'jose';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Attachment } from '../domain/attachment.ts';
import { uploadReceiptHeader } from '../domain/upload-receipt.ts';
import { sealAnswer } from '../sealing/answer.ts';
import {
  CHUNK_BYTES,
  chunkCount,
  openAttachment,
  readAttachmentHead,
  SEALED_CHUNK_BYTES,
} from '../sealing/attachment.ts';
import { type OpenedApplication, openApplication, readEnvelope } from '../sealing/envelope.ts';
import { type KeyPair, makeKeyPair, writePublicKey } from '../sealing/suite.ts';
import { toBase64url } from './base64url.ts';
import { openDatabase, read, write } from './database.ts';
import { createDraft, listDrafts, saveDraft } from './drafts.ts';
import {
  type Asked,
  jsonAnswer,
  type MockEnvironment,
  mockDevice,
  mockEnvironment,
} from './environment.mock.ts';
import type { HttpAnswer } from './environment.ts';
import { refreshOperator } from './operator.ts';
import { listEntries } from './outbox.ts';
import { appendChunk, beginRecording, finishRecording, listRecordings } from './recordings.ts';
import { claimsOf, makeSigner, RULES, type Signer, signReceipt, thanks } from './samples.mock.ts';
import { type SealResult, sealDraft } from './seal-draft.ts';
import { canSeal } from './seal-pieces.ts';
import { confirmSealed } from './sealed-entries.ts';
import { listSealed, mustAsk } from './sealed-waiting.ts';
import { syncOnce } from './sync.ts';

const KEY_ID = 'n4bQgYhMfWWaL-qgxVrQFaO_TxsrC4Is0V1sFbDwCgg';
const TRACKING = { code: '1'.repeat(20), key: `${'k'.repeat(42)}A` };
const SECRET_WORDS = 'Kütüphaneye rampa yapıldı, çok teşekkür ederim.';
const HOUR_MS = 3_600_000;

let signer: Signer;
let serverKeys: KeyPair;
let environment: MockEnvironment;
/** What the server has opened, in order. */
let opened: OpenedApplication[];
/** Bytes of attachments that the server holds, by their id. */
let stored: Map<string, Uint8Array>;
/** What the server does with an application instead of taking it. */
let refuse: ((application: OpenedApplication, parcel: string) => Promise<HttpAnswer>) | undefined;

beforeEach(async () => {
  signer ??= await makeSigner('2026-1');
  serverKeys ??= await makeKeyPair();
  [opened, stored, refuse] = [[], new Map(), undefined];
  environment = open();
  await refreshOperator(environment);
});

function open(device = mockDevice()): MockEnvironment {
  const made = mockEnvironment(device);
  made.answer = (asked) => {
    if (asked.path === '/api/operator') return operator();
    if (asked.path.includes('/attachments/')) return takeChunks(asked);
    if (asked.path.startsWith('/api/sealed/')) return take(asked);
    return jsonAnswer(404, {});
  };
  return made;
}

async function operator(): Promise<HttpAnswer> {
  const point = Buffer.from(await writePublicKey(serverKeys.publicKey));
  return jsonAnswer(200, {
    openKinds: ['thanks'],
    descriptionMaxLength: 5_000,
    emergencyPhone: '112',
    receiptKeys: [signer.key],
    directoryVersion: '',
    sealing: {
      emergencyAskHours: 24,
      key: {
        kty: 'EC',
        crv: 'P-256',
        x: point.subarray(1, 33).toString('base64url'),
        y: point.subarray(33).toString('base64url'),
        kid: KEY_ID,
        use: 'enc',
      },
    },
  });
}

const parcelOf = ({ path }: Asked) => path.split('/')[3] ?? '';

async function take(asked: Asked): Promise<HttpAnswer> {
  const envelope = readEnvelope(asked.bytes ?? new Uint8Array());
  const application = envelope && (await openApplication(envelope, serverKeys));
  if (!application) return jsonAnswer(422, { code: 'sealed-unreadable' });
  const parcel = parcelOf(asked);
  if (refuse) return await refuse(application, parcel);
  opened.push(application);
  const digest = toBase64url(await environment.cryptography.sha256(new Uint8Array(application.body)));
  const receipt = await signReceipt(claimsOf({ id: application.id, digest }), signer);
  return jsonAnswer(201, { sealed: await sealed({ receipt }, application, parcel, null) });
}

async function sealed(
  answer: object,
  { replyKey }: Pick<OpenedApplication, 'replyKey'>,
  parcel: string,
  place: number | null,
): Promise<string> {
  return toBase64url(await sealAnswer(answer, { replyKey, parcel, place }));
}

async function takeChunks(asked: Asked): Promise<HttpAnswer> {
  const body = Buffer.from(asked.bytes ?? new Uint8Array());
  const headEnd = 4 + body.readUInt32BE(0);
  const head = readAttachmentHead(body.subarray(4, headEnd));
  const attachment = head && (await openAttachment(head, serverKeys));
  if (!head || !attachment) return jsonAnswer(422, { code: 'sealed-unreadable' });
  const { attachmentId: id, byteLength, chunks } = attachment;
  const first = body.readUInt32BE(headEnd);
  let bytes = stored.get(id) ?? new Uint8Array();
  for (let at = headEnd + 4, index = first; at < body.length; at += SEALED_CHUNK_BYTES, index++) {
    const isLast = index === chunkCount(byteLength) - 1;
    const part = await chunks.open(
      index,
      isLast,
      Uint8Array.from(body.subarray(at, at + SEALED_CHUNK_BYTES)),
    );
    if (!part) return jsonAnswer(422, { code: 'sealed-unreadable' });
    if (index * CHUNK_BYTES === bytes.length) bytes = Buffer.concat([bytes, part]);
  }
  stored.set(id, bytes);
  if (bytes.length < byteLength)
    return jsonAnswer(200, { state: 'receiving', chunks: Math.floor(bytes.length / CHUNK_BYTES) });
  const digest = toBase64url(await environment.cryptography.sha256(Uint8Array.from(bytes)));
  const claims = {
    attachmentId: id,
    applicationId: attachment.applicationId,
    digest,
    byteLength,
    storedAt: '2026-11-23T10:00:01.000Z',
  };
  const uploadReceipt = await new SignJWT(claims)
    .setProtectedHeader({ ...uploadReceiptHeader(signer.key.kid) })
    .sign(signer.privateKey);
  return jsonAnswer(200, {
    state: 'stored',
    sealed: await sealed({ uploadReceipt }, attachment, parcelOf(asked), head.header.place),
  });
}

async function writeDraft(changes: object = {}) {
  const draft = {
    ...(await createDraft(environment)),
    answers: { ...thanks(), ...changes },
    tracking: TRACKING,
  };
  await saveDraft(draft, environment);
  return draft;
}

const seal = (draft: Awaited<ReturnType<typeof writeDraft>>, on = environment): Promise<SealResult> =>
  sealDraft(draft, { locale: 'tr', rules: RULES, tracking: TRACKING, mayBeCarried: true }, on);

async function sealOne(changes: object = {}) {
  const result = await seal(await writeDraft(changes));
  if (!result.ok) throw new Error(result.reason);
}

async function record(draftId: string, length: number): Promise<Attachment> {
  const bytes = Uint8Array.from({ length }, (_, index) => (index * 7) % 251);
  const { id } = await beginRecording({ draftId, kind: 'voice', mediaType: 'audio/webm' }, environment);
  await appendChunk(id, bytes.buffer, 1_000, environment);
  const attachment = await finishRecording(id, 'supporting', environment);
  if (!attachment) throw new Error('nothing was recorded');
  return attachment;
}

/** Every byte of the device’s disk, as text. */
async function everythingOnDisk(): Promise<string> {
  const database = await openDatabase(environment);
  const texts: string[] = [];
  for (const name of database.objectStoreNames) {
    for (const value of await read(environment, [name], (transaction) =>
      transaction.objectStore(name).getAll(),
    )) {
      texts.push(
        JSON.stringify(value, (_, part) =>
          part instanceof ArrayBuffer ? Buffer.from(part).toString('latin1') : part,
        ),
      );
    }
  }
  return texts.join('\n');
}

describe('sealing a draft', () => {
  it('leaves nothing on this phone that it could read: no word, no code, no key, no manifest (G1, G2)', async () => {
    const draft = await writeDraft();
    const attachment = await record(draft.id, 2_000);
    const whole = { ...draft, answers: { ...draft.answers, attachments: [attachment] } };
    await saveDraft(whole, environment);
    expect(await everythingOnDisk()).toContain(SECRET_WORDS);
    expect((await seal(whole)).ok).toBe(true);
    const disk = await everythingOnDisk();
    for (const secret of [SECRET_WORDS, 'Deniz', 'Teşekkür', TRACKING.code, TRACKING.key]) {
      expect(disk).not.toContain(secret);
    }
    expect(await listDrafts(environment)).toEqual([]);
    expect(await listEntries(environment)).toEqual([]);
    expect(await listRecordings(environment)).toEqual([]);
    expect(await listSealed(environment)).toHaveLength(1);
  });

  it('keeps a key for the answer whose secret no script can read', async () => {
    await sealOne();
    const [entry] = await listSealed(environment);
    expect(entry?.own?.keys.privateKey.extractable).toBe(false);
  });

  it('pressed twice, or in another tab, seals once (G3)', async () => {
    const draft = await writeDraft();
    const other = open(environment.device);
    const results = [await seal(draft), await seal(draft)];
    expect(results.map((result) => result.ok || result.reason)).toEqual([true, 'gone']);
    const again = await writeDraft();
    await saveDraft({ ...again, answers: thanks('Başka bir metin.'), changedAt: 9 }, other, 'any');
    expect(await seal(again)).toEqual({ ok: false, reason: 'changed' });
    expect(await listSealed(environment)).toHaveLength(1);
    expect(await listDrafts(environment)).toHaveLength(1);
  });

  it('holds what was chosen at it until the manifest names it (R6)', async () => {
    const draft = await writeDraft();
    await beginRecording({ draftId: draft.id, kind: 'photo', mediaType: 'image/jpeg' }, environment);
    expect(await seal(draft)).toEqual({ ok: false, reason: 'incomplete' });
    expect(await listDrafts(environment)).toHaveLength(1);
  });

  it('is not possible before the server’s key was heard, and then changes nothing', async () => {
    environment = open();
    expect(await canSeal(environment)).toBe(false);
    const draft = await writeDraft();
    expect(await seal(draft)).toEqual({ ok: false, reason: 'no-key' });
    expect(await listDrafts(environment)).toHaveLength(1);
    await refreshOperator(environment);
    expect(await canSeal(environment)).toBe(true);
  });

  it('says what is wrong while it can still be mended: what is not valid is never sealed', async () => {
    const draft = await writeDraft({ subject: '' });
    expect(await seal(draft)).toMatchObject({ ok: false, reason: 'violations' });
    expect(await listDrafts(environment)).toHaveLength(1);
  });

  it('sweeps the chunks that a crash in the middle of an earlier sealing has left (G4)', async () => {
    await write(environment, ['sealedChunks'], (transaction) =>
      transaction.objectStore('sealedChunks').put(new ArrayBuffer(9), ['left-behind', 0, 0]),
    );
    await sealOne();
    const left = await read(environment, ['sealedChunks'], (transaction) =>
      transaction.objectStore('sealedChunks').getAllKeys(),
    );
    expect(left).toEqual([]);
  });
});

describe('a sealed entry', () => {
  it('is sent by a page, receipted, and forgotten with its key (H1, H2)', async () => {
    await sealOne();
    await syncOnce({ reason: 'sent' }, environment);
    const agreedAt = new Date(environment.clockMs).toISOString();
    expect(opened).toMatchObject([{ mayBeCarried: true, agreedAt }]);
    expect(JSON.parse(new TextDecoder().decode(opened[0]?.body)).description).toBe(SECRET_WORDS);
    expect(await listSealed(environment)).toEqual([]);
  });

  it('waits by the rule of patience where no answer comes, and says when it is due', async () => {
    await sealOne();
    environment.opens = () => Promise.reject(new TypeError('no network'));
    const silent = await syncOnce({ reason: 'hurry' }, environment);
    expect(silent).toMatchObject({ isOffline: true, uploadWaitMs: expect.any(Number) });
    environment.opens = () => jsonAnswer(200, { status: 'ok' });
    environment.answer = () => jsonAnswer(503, { code: 'unavailable' }, { 'retry-after': '30' });
    const busy = await syncOnce({ reason: 'hurry' }, environment);
    expect(busy.uploadWaitMs).toBeGreaterThanOrEqual(30_000);
    const [{ status } = { status: undefined }] = await listSealed(environment);
    expect(status).toMatchObject({ state: 'waiting', mayHaveArrived: false });
  });

  it('goes again under the same name with the same bytes after a crash in the middle of sending', async () => {
    await sealOne();
    environment.answer = () => Promise.reject(new TypeError('the line broke'));
    await syncOnce({ reason: 'hurry' }, environment);
    const first = environment.asked.filter(({ path }) => path.startsWith('/api/sealed/'));
    const after = open(environment.device);
    environment = after;
    await syncOnce({ reason: 'start' }, environment);
    const second = environment.asked.filter(({ path }) => path.startsWith('/api/sealed/'));
    expect(second[0]?.path).toBe(first[0]?.path);
    expect(second[0]?.bytes).toEqual(first[0]?.bytes);
    expect(await listSealed(environment)).toEqual([]);
  });

  it('is not settled by an answer that holds no receipt for it: a portal’s, another’s, a forged one (H1)', async () => {
    await sealOne();
    const stranger = await makeSigner('2026-1');
    const lies: NonNullable<typeof refuse>[] = [
      async () => jsonAnswer(200, '<html>Hoş geldiniz</html>'),
      async () => jsonAnswer(201, { sealed: 'AAAA' }),
      async (application, parcel) =>
        jsonAnswer(201, { sealed: await sealed({ receipt: 'a.b.c' }, application, parcel, null) }),
      async (application, parcel) => {
        const receipt = await signReceipt(claimsOf({ id: application.id, digest: 'd'.repeat(43) }), signer);
        return jsonAnswer(201, { sealed: await sealed({ receipt }, application, parcel, null) });
      },
      async (application, parcel) => {
        const digest = toBase64url(await environment.cryptography.sha256(new Uint8Array(application.body)));
        const receipt = await signReceipt(claimsOf({ id: application.id, digest }), stranger);
        return jsonAnswer(201, { sealed: await sealed({ receipt }, application, parcel, null) });
      },
    ];
    for (const lie of lies) {
      refuse = lie;
      await syncOnce({ reason: 'hurry' }, environment);
      const [entry] = await listSealed(environment);
      expect(entry?.status).toMatchObject({ state: 'waiting', mayHaveArrived: true });
    }
    refuse = undefined;
    await syncOnce({ reason: 'hurry' }, environment);
    expect(await listSealed(environment)).toEqual([]);
  });

  it('that is refused stays, with the reason for its writer, until a person has read it', async () => {
    await sealOne();
    refuse = async (application, parcel) =>
      jsonAnswer(422, {
        code: 'sealed-refused',
        sealed: await sealed({ problem: 'application-not-valid', violations: [] }, application, parcel, null),
      });
    await syncOnce({ reason: 'hurry' }, environment);
    const [entry] = await listSealed(environment);
    expect(entry?.status).toMatchObject({ state: 'refused', problem: 'sealed-refused' });
    expect(entry?.reason).toMatch(/^[\w-]+$/);
  });

  it('sends its recording chunk by chunk after it, from where the server is, and goes with its last receipt (H3)', async () => {
    const draft = await writeDraft();
    const attachment = await record(draft.id, 20 * CHUNK_BYTES + 5);
    const whole = { ...draft, answers: { ...draft.answers, attachments: [attachment] } };
    await saveDraft(whole, environment);
    expect((await seal(whole)).ok).toBe(true);
    let isCut = true;
    const honest = environment.answer;
    environment.answer = (asked) => {
      const isChunks = asked.path.includes('/attachments/') && (asked.bytes?.length ?? 0) > CHUNK_BYTES;
      if (isChunks && isCut && stored.get(attachment.id)?.length) {
        isCut = false;
        return Promise.reject(new TypeError('the line broke'));
      }
      return honest(asked);
    };
    const report = await syncOnce({ reason: 'hurry' }, environment);
    expect(report.isOffline).toBe(true);
    expect(await listSealed(environment)).toHaveLength(1);
    await syncOnce({ reason: 'hurry' }, environment);
    expect(stored.get(attachment.id)?.length).toBe(attachment.byteLength);
    expect(
      toBase64url(await environment.cryptography.sha256(Uint8Array.from(stored.get(attachment.id) ?? []))),
    ).toBe(attachment.digest);
    expect(await everythingOnDisk()).not.toContain('envelope');
    expect(await listSealed(environment)).toEqual([]);
  });

  it('of an emergency that has become old waits until somebody was asked (N1)', async () => {
    const place = { province: '31', district: 'Antakya', placeDetail: 'Okulun yanı' };
    const disaster = { ...thanks('Duvar yıkıldı.'), kind: 'disaster', ...place, phone: '+905550000000' };
    await sealOne(disaster);
    const [fresh] = await listSealed(environment);
    expect(fresh?.askAfter).toBe(environment.clockMs + 24 * HOUR_MS);
    environment.clockMs += 25 * HOUR_MS;
    await syncOnce({ reason: 'start' }, environment);
    expect(opened).toEqual([]);
    const [old] = await listSealed(environment);
    if (!old) throw new Error('It must still be here');
    expect(mustAsk(old, environment.clockMs)).toBe(true);
    for (const [count, heldMs] of [24 * HOUR_MS, 24 * HOUR_MS - 1].entries()) {
      await confirmSealed(old.parcel, environment);
      environment.clockMs += heldMs;
      await syncOnce({ reason: 'hurry' }, environment);
      expect(opened).toHaveLength(count);
    }
  });
});
