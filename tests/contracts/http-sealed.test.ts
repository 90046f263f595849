// PUT /api/sealed/:parcel and its attachments, on the real server and database: what comes sealed is what would have come in the
// open, once; a carrier learns nothing but yes, not yet and never.

import { createHash, randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { compactVerify, createLocalJWKSet } from 'jose';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createAcceptanceKeyring,
  makeAcceptanceKey,
  parseAcceptanceKeys,
} from '../../server/intake/acceptance-keys.ts';
import {
  SEALED_CHUNKS_AT_ONCE,
  SEALED_MEDIA_TYPE,
  sealedAcceptedSchema,
  sealedAttachmentSchema,
  sealingSchema,
} from '../../src/domain/sealed.ts';
import { acceptedSchema } from '../../src/domain/wire.ts';
import { staffCaseSchema } from '../../src/domain/wire-staff.ts';
import { openAnswer } from '../../src/sealing/answer.ts';
import { CHUNK_BYTES, chunkCount, sealAttachment } from '../../src/sealing/attachment.ts';
import { openApplication, readEnvelope, sealApplication } from '../../src/sealing/envelope.ts';
import { concat } from '../../src/sealing/frame.ts';
import { type Key, type KeyPair, makeKeyPair, readPublicKey } from '../../src/sealing/suite.ts';
import { signIn } from './case-office.ts';
import { makeTemporaryFolder, startTestDatabase, startTimeoutMs, type TestDatabases } from './databases.ts';
import {
  anApplication,
  countRows,
  freshId,
  openTestApp,
  putApplication,
  rowsOf,
  type TestApp,
} from './http-app.ts';
import { describeAttachment } from './tus-client.ts';

let databases: TestDatabases;
let folder: string;
let test: TestApp;
let writer: KeyPair;
let serverKey: Key;
let keyId: string;

beforeAll(async () => {
  databases = await startTestDatabase();
  folder = await makeTemporaryFolder();
  test = await openTestApp(await databases.fresh(), folder);
  writer = await makeKeyPair();
  const { sealing } = (await test.app.inject('/api/operator')).json();
  const { key: offered } = v.parse(sealingSchema, sealing);
  keyId = offered.kid;
  serverKey = await keyOf(offered);
}, startTimeoutMs);

afterAll(async () => {
  await test.close();
  await databases.stop();
  await rm(folder, { recursive: true, force: true });
}, startTimeoutMs);

async function keyOf({ x, y }: { x: string; y: string }): Promise<Key> {
  const point = Buffer.concat([Buffer.of(4), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]);
  return must(await readPublicKey(point));
}

function must<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('It must be there');
  return value;
}

const freshParcel = () => randomBytes(16).toString('base64url');

interface Written {
  id?: string;
  parcel?: string;
  body: string;
  mayBeCarried?: boolean;
  agreedAt?: string;
}

async function seal({ id = freshId(), parcel = freshParcel(), body, ...consent }: Written) {
  const letter = { id, mayBeCarried: true, ...consent, replyKey: writer.publicKey };
  const sealed = await sealApplication({ parcel, keyId }, serverKey, {
    ...letter,
    body: new TextEncoder().encode(body),
  });
  return { id, parcel, bytes: Buffer.from(sealed) };
}

const put = ({ parcel, bytes }: { parcel: string; bytes: Buffer }, headers = {}) =>
  test.app.inject({
    method: 'PUT',
    url: `/api/sealed/${parcel}`,
    headers: { 'content-type': SEALED_MEDIA_TYPE, ...headers },
    payload: bytes,
  });

/** What the writer finds in an answer; a carrier has no such key. */
async function readAnswer(answer: { json: () => unknown }, parcel: string, place: number | null = null) {
  const { sealed } = v.parse(v.looseObject({ sealed: v.string() }), answer.json());
  return await openAnswer(Buffer.from(sealed, 'base64url'), { keys: writer, parcel, place });
}

const aBody = (changes = {}) => JSON.stringify(anApplication(changes));
const sha256 = (bytes: string | Uint8Array) => createHash('sha256').update(bytes).digest('base64url');

describe('a sealed application', () => {
  it('is received once, with a receipt over what is inside that only its writer can read', async () => {
    const body = aBody();
    const envelope = await seal({ body });
    const first = await put(envelope);
    const again = await put(envelope);
    expect([first.statusCode, again.statusCode]).toEqual([201, 200]);
    v.parse(sealedAcceptedSchema, first.json());
    const { receipt } = v.parse(acceptedSchema, await readAnswer(first, envelope.parcel));
    expect(await readAnswer(again, envelope.parcel)).toEqual({ receipt });
    const keys = createLocalJWKSet({ keys: test.keys.published.map((key) => ({ ...key })) });
    const { payload } = await compactVerify(receipt, keys);
    expect(JSON.parse(new TextDecoder().decode(payload))).toMatchObject({
      id: envelope.id,
      digest: sha256(body),
    });
    // Neither the number nor the day stands in what a carrier holds.
    expect(first.payload).not.toContain('2026-');
    expect(test.logged.join('')).not.toContain(envelope.id);
  });

  it('is one application, whoever brings it: its writer in the open, two carriers, all at the same time', async () => {
    const before = await countRows(test.pool);
    const [id, body] = [freshId(), aBody()];
    const [one, other] = [await seal({ id, body }), await seal({ id, body })];
    const answers = await Promise.all([put(one), put(other), putApplication(test.app, id, body), put(one)]);
    expect(answers.map(({ statusCode }) => statusCode).toSorted()).toEqual([200, 200, 200, 201]);
    const after = await countRows(test.pool);
    expect(Object.keys(rowsOf(0)).map((name) => (after[name] ?? 0) - (before[name] ?? 0))).toEqual(
      Object.values(rowsOf(1)),
    );
    const [first, second, open] = answers;
    const receipts = [
      await readAnswer(first, one.parcel),
      await readAnswer(second, other.parcel),
      open.json(),
    ];
    expect(new Set(receipts.map((receipt) => JSON.stringify(receipt))).size).toBe(1);
  });

  it('is on record as sealed, with what its writer agreed to; what came in the open is not', async () => {
    const agreedAt = '2026-11-20T08:15:00.000Z';
    const carried = await seal({ body: aBody(), agreedAt });
    const older = await seal({ body: aBody() });
    const own = await seal({ body: aBody(), mayBeCarried: false });
    const openId = freshId();
    await Promise.all([put(carried), put(older), put(own), putApplication(test.app, openId, aBody())]);
    for (const role of ['officer', 'auditor'] as const) {
      const cookie = await signIn(test, { name: `Ekin ${role}`, institutionId: null, role });
      const consents = [];
      for (const id of [carried.id, older.id, own.id, openId]) {
        const read = await test.app.inject({ url: `/api/staff/cases/${id}`, headers: { cookie } });
        consents.push(v.parse(staffCaseSchema, read.json()).sealed);
      }
      const said = [{ mayBeCarried: true, agreedAt }, { mayBeCarried: true }, { mayBeCarried: false }];
      expect(consents, role).toEqual([...said, undefined]);
    }
  });

  it('that cannot be accepted is refused for ever, with the reason for its writer alone', async () => {
    const { subject: _, ...incomplete } = anApplication();
    const invalid = await seal({ body: JSON.stringify(incomplete) });
    const answer = await put(invalid);
    expect([answer.statusCode, answer.json().code]).toEqual([422, 'sealed-refused']);
    expect(answer.json()).not.toHaveProperty('violations');
    expect(answer.payload).not.toContain('subject');
    expect(await readAnswer(answer, invalid.parcel)).toEqual({
      problem: 'application-not-valid',
      violations: [{ field: 'subject', code: 'required' }],
    });

    const [id, taken] = [freshId(), aBody()];
    await putApplication(test.app, id, taken);
    const conflict = await seal({ id, body: aBody() });
    expect(await readAnswer(await put(conflict), conflict.parcel)).toMatchObject({ problem: 'id-conflict' });

    const malformed = await seal({ body: '{"version":' });
    expect(await readAnswer(await put(malformed), malformed.parcel)).toMatchObject({
      problem: 'malformed-json',
    });
  });

  it('that was damaged, is another’s, or for another server is told apart, and stores nothing', async () => {
    const before = await countRows(test.pool);
    const envelope = await seal({ body: aBody() });
    const { bytes } = envelope;
    const damaged = Buffer.from(bytes);
    damaged[bytes.length - 1] = (damaged.at(-1) ?? 0) ^ 1;
    const foreign = must(parseAcceptanceKeys(makeAcceptanceKey()));
    const parcel = freshParcel();
    const elsewhere = await sealApplication(
      { parcel, keyId: foreign.offered.kid },
      await keyOf(foreign.offered),
      {
        id: freshId(),
        mayBeCarried: true,
        replyKey: writer.publicKey,
        body: new TextEncoder().encode(aBody()),
      },
    );
    const codes = await Promise.all(
      [
        put({ ...envelope, bytes: damaged }),
        put({ parcel: freshParcel(), bytes }),
        put({ ...envelope, bytes: Buffer.from('{}') }),
        put({ parcel, bytes: Buffer.from(elsewhere) }),
        put(envelope, { 'content-digest': `sha-256=:${createHash('sha256').update('x').digest('base64')}:` }),
        put({ parcel: 'not-a-parcel', bytes }),
        put({ ...envelope, bytes: Buffer.alloc(200_000) }),
        put(envelope, { 'content-type': 'application/json' }),
      ].map(async (answer) => [(await answer).statusCode, (await answer).json().code]),
    );
    expect(codes).toEqual([
      [422, 'sealed-unreadable'],
      [422, 'sealed-unreadable'],
      [422, 'sealed-unreadable'],
      [422, 'sealed-key-unknown'],
      [400, 'digest-mismatch'],
      [400, 'malformed-id'],
      [413, 'body-too-large'],
      [415, 'media-type-not-supported'],
    ]);
    expect(await countRows(test.pool)).toEqual(before);
  });

  it('that was sealed to an older key is opened after a new one is offered', async () => {
    const [old, next] = [makeAcceptanceKey(), makeAcceptanceKey()];
    const find = createAcceptanceKeyring(must(parseAcceptanceKeys(`${next}${old}`)));
    const before = must(parseAcceptanceKeys(old)).offered;
    const sealed = await sealApplication({ parcel: freshParcel(), keyId: before.kid }, await keyOf(before), {
      id: freshId(),
      mayBeCarried: true,
      replyKey: writer.publicKey,
      body: new TextEncoder().encode('{}'),
    });
    const read = must(readEnvelope(sealed));
    expect(await openApplication(read, must(await find(read.header.keyId)))).toBeDefined();
  });

  it('names a key that this server meets for the first time: it looks into its file again', async () => {
    const [old, next] = [makeAcceptanceKey(), makeAcceptanceKey()];
    const both = must(parseAcceptanceKeys(`${old}${next}`));
    const added = must(parseAcceptanceKeys(next)).offered.kid;
    const find = createAcceptanceKeyring(must(parseAcceptanceKeys(old)), () => both);
    expect(await find(added)).toBeDefined();
    expect(await find(keyId)).toBeUndefined();
    expect(
      parseAcceptanceKeys(`${old}-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n`),
    ).toBeUndefined();
  });

  it('opens in the longest form that an application can have', async () => {
    const longest = await seal({ body: aBody({ description: '😀'.repeat(5_000) }) });
    expect((await put(longest)).statusCode).toBe(201);
  });
});

describe('an attachment of a sealed application', () => {
  const whole = randomBytes(2 * CHUNK_BYTES + 777);

  async function sendWith(bytes: Buffer, place = 0) {
    const attachment = describeAttachment({ bytes });
    const application = anApplication({ attachments: [attachment] });
    const envelope = await seal({ body: JSON.stringify(application) });
    expect((await put(envelope)).statusCode).toBe(201);
    const { head, chunks: cipher } = await sealAttachment(
      { parcel: envelope.parcel, keyId, place },
      serverKey,
      {
        applicationId: envelope.id,
        attachmentId: attachment.id,
        trackingKey: application.trackingKey,
        byteLength: bytes.length,
        replyKey: writer.publicKey,
      },
    );
    const count = chunkCount(bytes.length);
    const chunks = await Promise.all(
      Array.from({ length: count }, (_, index) =>
        cipher.seal(
          index,
          index === count - 1,
          Uint8Array.from(bytes.subarray(index * CHUNK_BYTES, (index + 1) * CHUNK_BYTES)),
        ),
      ),
    );
    const send = (
      first: number,
      sent: readonly Uint8Array[],
      url = `/api/sealed/${envelope.parcel}/attachments/${place}`,
    ) => {
      const [length, number] = [Buffer.alloc(4), Buffer.alloc(4)];
      length.writeUInt32BE(head.length);
      number.writeUInt32BE(first);
      const payload = Buffer.from(concat(length, head, number, ...sent));
      return test.app.inject({
        method: 'POST',
        url,
        headers: { 'content-type': SEALED_MEDIA_TYPE },
        payload,
      });
    };
    return { attachment, envelope, chunks, head, send };
  }

  it('comes chunk by chunk, goes on after any silence, and is receipted to its writer', async () => {
    const { attachment, envelope, chunks, send } = await sendWith(whole);
    const [a, b, c] = chunks as [Uint8Array, Uint8Array, Uint8Array];
    const say = async (first: number, sent: readonly Uint8Array[]) =>
      v.parse(sealedAttachmentSchema, (await send(first, sent)).json());
    expect(await say(0, [])).toEqual({ state: 'receiving', chunks: 0 });
    expect(await say(0, [a])).toEqual({ state: 'receiving', chunks: 1 });
    // Ahead of what is there, nothing is taken; behind it, nothing twice.
    expect(await say(2, [c])).toEqual({ state: 'receiving', chunks: 1 });
    expect(await say(0, [a, b])).toEqual({ state: 'receiving', chunks: 2 });
    const last = await send(2, [c]);
    expect(last.json().state).toBe('stored');
    expect((await send(0, [])).json().state).toBe('stored');
    const answer = v.parse(
      v.object({ uploadReceipt: v.string() }),
      await readAnswer(last, envelope.parcel, 0),
    );
    const keys = createLocalJWKSet({ keys: test.keys.published.map((key) => ({ ...key })) });
    const { payload } = await compactVerify(answer.uploadReceipt, keys);
    expect(JSON.parse(new TextDecoder().decode(payload))).toMatchObject({
      attachmentId: attachment.id,
      applicationId: envelope.id,
      digest: sha256(whole),
      byteLength: whole.length,
    });
  });

  it('comes whole in one request, as many chunks as one may have', async () => {
    const { chunks, send } = await sendWith(randomBytes(SEALED_CHUNKS_AT_ONCE * CHUNK_BYTES));
    expect(chunks.length).toBe(SEALED_CHUNKS_AT_ONCE);
    expect((await send(0, chunks)).json().state).toBe('stored');
  });

  it('takes no chunk that was moved, cut short, left out or spliced, and nothing beside it', async () => {
    const { chunks, send, envelope } = await sendWith(whole);
    const twin = await sendWith(whole);
    const [a, b, c] = chunks as [Uint8Array, Uint8Array, Uint8Array];
    const wrong: readonly (readonly [number, readonly Uint8Array[]])[] = [
      [0, [b]],
      [0, [a, c]],
      [0, [a, twin.chunks[1] ?? a]],
      [0, [a, b, c.subarray(1)]],
      [0, [a, b, c, c]],
      [1, [c]],
    ];
    for (const [first, sent] of wrong) {
      const answer = await send(first, sent);
      expect([answer.statusCode, answer.json().code]).toEqual([422, 'sealed-unreadable']);
    }
    expect((await send(0, [])).json()).toEqual({ state: 'receiving', chunks: 0 });
    for (const url of [
      `/api/sealed/${twin.envelope.parcel}/attachments/0`,
      `/api/sealed/${envelope.parcel}/attachments/1`,
    ]) {
      expect((await send(0, [a], url)).json().code).toBe('sealed-unreadable');
    }
  });

  it('of an application that is not here, or with another key than its own, is not taken', async () => {
    const { head: _, ...rest } = await sendWith(whole);
    const forged = await sealAttachment({ parcel: rest.envelope.parcel, keyId, place: 0 }, serverKey, {
      applicationId: rest.envelope.id,
      attachmentId: rest.attachment.id,
      trackingKey: randomBytes(32).toString('base64url'),
      byteLength: whole.length,
      replyKey: writer.publicKey,
    });
    const length = Buffer.alloc(4);
    length.writeUInt32BE(forged.head.length);
    const answer = await test.app.inject({
      method: 'POST',
      url: `/api/sealed/${rest.envelope.parcel}/attachments/0`,
      headers: { 'content-type': SEALED_MEDIA_TYPE },
      payload: Buffer.from(concat(length, forged.head, Buffer.alloc(4))),
      remoteAddress: '203.0.113.9',
    });
    expect([answer.statusCode, answer.json().code]).toEqual([422, 'upload-not-allowed']);
  });
});
