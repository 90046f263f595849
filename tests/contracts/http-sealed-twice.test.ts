// One application from two phones on the real server and database: in the open from its writer's, sealed from a carrier's, in both orders,
// its recording begun by the one and ended by the other.

import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import * as v from 'valibot';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { SEALED_MEDIA_TYPE, sealingSchema } from '../../src/domain/sealed.ts';
import { acceptedSchema } from '../../src/domain/wire.ts';
import { openAnswer } from '../../src/sealing/answer.ts';
import { CHUNK_BYTES, chunkCount, sealAttachment } from '../../src/sealing/attachment.ts';
import { sealApplication } from '../../src/sealing/envelope.ts';
import { concat } from '../../src/sealing/frame.ts';
import { type Key, type KeyPair, makeKeyPair, readPublicKey } from '../../src/sealing/suite.ts';
import { makeTemporaryFolder, startTestDatabase, startTimeoutMs, type TestDatabases } from './databases.ts';
import { anApplication, countRows, freshId, openTestApp, putApplication, type TestApp } from './http-app.ts';
import { describeAttachment, OFFSET_TYPE } from './tus-client.ts';

let databases: TestDatabases;
let folder: string;
let test: TestApp;
let writer: KeyPair;
let server: { key: Key; keyId: string };

beforeAll(async () => {
  databases = await startTestDatabase();
  folder = await makeTemporaryFolder();
  test = await openTestApp(await databases.fresh(), folder);
  writer = await makeKeyPair();
  const { kid, x, y } = v.parse(sealingSchema, (await test.app.inject('/api/operator')).json().sealing).key;
  const point = [Buffer.of(4), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')];
  const key = await readPublicKey(Buffer.concat(point));
  if (!key) return expect.fail();
  server = { key, keyId: kid };
}, startTimeoutMs);

afterAll(async () => {
  await test.close();
  await databases.stop();
  await rm(folder, { recursive: true, force: true });
}, startTimeoutMs);

const WHOLE = randomBytes(2 * CHUNK_BYTES + 777);

interface Sent {
  statusCode: number;
  headers: Record<string, unknown>;
  json: () => unknown;
}

/** One application with a recording, and what either phone says of it to the server. */
async function write() {
  const attachment = describeAttachment({ bytes: WHOLE });
  const application = anApplication({ attachments: [attachment] });
  const [id, parcel, body] = [freshId(), randomBytes(16).toString('base64url'), JSON.stringify(application)];
  const { keyId } = server;
  const replyKey = writer.publicKey;
  const envelope = await sealApplication({ parcel, keyId }, server.key, {
    id,
    mayBeCarried: true,
    replyKey,
    body: new TextEncoder().encode(body),
  });
  const { head, chunks } = await sealAttachment({ parcel, keyId, place: 0 }, server.key, {
    applicationId: id,
    attachmentId: attachment.id,
    trackingKey: application.trackingKey,
    byteLength: WHOLE.length,
    replyKey,
  });
  const open = async (answer: Sent, place: number | null) => {
    const { sealed } = v.parse(v.object({ sealed: v.string() }), answer.json());
    return await openAnswer(Buffer.from(sealed, 'base64url'), { keys: writer, parcel, place });
  };
  const post = (url: string, method: 'PUT' | 'POST', payload: Uint8Array): Promise<Sent> =>
    test.app.inject({
      method,
      url: `/api/sealed/${parcel}${url}`,
      headers: { 'content-type': SEALED_MEDIA_TYPE },
      payload: Buffer.from(payload),
    });
  const number = (value: number) => Buffer.from([value >> 24, value >> 16, value >> 8, value]);
  const tus = (method: 'POST' | 'PATCH', url: string, headers: object, payload?: Buffer): Promise<Sent> =>
    test.app.inject({
      method,
      url: `/api/uploads${url}`,
      headers: { authorization: `Bearer ${application.trackingKey}`, 'tus-resumable': '1.0.0', ...headers },
      ...(payload && { payload }),
    });
  const named = { applicationId: id, attachmentId: attachment.id };
  const metadata = Object.entries(named).map(([name, value]) => `${name} ${btoa(value)}`);
  return {
    id,
    carrier: {
      deliver: async () => await open(await post('', 'PUT', envelope), null),
      /** So many chunks from a place on; none asks. */
      send: async (first: number, count: number) => {
        const sent: Uint8Array[] = [];
        for (let index = first; index < first + count; index++) {
          const bytes = Uint8Array.from(WHOLE.subarray(index * CHUNK_BYTES, (index + 1) * CHUNK_BYTES));
          sent.push(await chunks.seal(index, index === chunkCount(WHOLE.length) - 1, bytes));
        }
        return await post(
          '/attachments/0',
          'POST',
          concat(number(head.length), head, number(first), ...sent),
        );
      },
      readReceipt: async (answer: Sent) =>
        v.parse(v.object({ uploadReceipt: v.string() }), await open(answer, 0)).uploadReceipt,
    },
    own: {
      deliver: async () => (await putApplication(test.app, id, body)).json() as unknown,
      ask: () =>
        tus('POST', '', {
          'upload-length': String(WHOLE.length),
          'upload-metadata': metadata.join(','),
        }),
      send: (from: number, to: number) =>
        tus(
          'PATCH',
          `/${attachment.id}`,
          { 'upload-offset': String(from), 'content-type': OFFSET_TYPE },
          WHOLE.subarray(from, to),
        ),
    },
  };
}

/** What a receipt is signed over; of an attachment's the signature is made anew each time. */
function saidBy(receipt: unknown): unknown {
  return JSON.parse(Buffer.from(String(receipt).split('.')[1] ?? '', 'base64url').toString());
}

async function expectOne(before: Record<string, number>, id: string): Promise<void> {
  const after = await countRows(test.pool);
  for (const table of ['application', 'applicant', 'case_file'])
    expect([table, (after[table] ?? 0) - (before[table] ?? 0)]).toEqual([table, 1]);
  const { rows } = await test.pool.query(
    'select may_be_carried as carried from sealed_delivery where application_id = $1',
    [id],
  );
  expect(rows).toEqual([{ carried: true }]);
}

it('its writer’s phone first, then a carrier’s, which ends the recording: one application, one receipt', async () => {
  const before = await countRows(test.pool);
  const { id, own, carrier } = await write();
  const first = v.parse(acceptedSchema, await own.deliver());
  expect((await own.ask()).statusCode).toBe(201);
  expect((await own.send(0, CHUNK_BYTES + 100)).statusCode).toBe(204);
  expect(await carrier.deliver()).toEqual(first);
  expect((await carrier.send(0, 0)).json()).toEqual({ state: 'receiving', chunks: 1 });
  const last = await carrier.send(1, 2);
  expect(last.json()).toMatchObject({ state: 'stored' });
  expect(saidBy((await own.ask()).headers['upload-receipt'])).toEqual(
    saidBy(await carrier.readReceipt(last)),
  );
  await expectOne(before, id);
});

it('a carrier’s phone first, then its writer’s, which ends the recording: one application, one receipt', async () => {
  const before = await countRows(test.pool);
  const { id, own, carrier } = await write();
  const first = v.parse(acceptedSchema, await carrier.deliver());
  expect((await carrier.send(0, 1)).json()).toEqual({ state: 'receiving', chunks: 1 });
  expect(await own.deliver()).toEqual(first);
  expect((await own.ask()).headers['upload-offset']).toBe(String(CHUNK_BYTES));
  const end = await own.send(CHUNK_BYTES, WHOLE.length);
  const asked = await carrier.readReceipt(await carrier.send(0, 0));
  expect(saidBy(asked)).toEqual(saidBy(end.headers['upload-receipt']));
  await expectOne(before, id);
});
