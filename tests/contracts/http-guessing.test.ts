// The brake on guessing, at every door that a tracking key opens: a wrong key is answered later and later, and a right one never is,
// whatever it asks for; the answer is one and the same.

import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SEALED_MEDIA_TYPE, sealingSchema } from '../../src/domain/sealed.ts';
import { sealAttachment } from '../../src/sealing/attachment.ts';
import { concat } from '../../src/sealing/frame.ts';
import { makeKeyPair, readPublicKey } from '../../src/sealing/suite.ts';
import { makeTemporaryFolder, startTestDatabase, startTimeoutMs, type TestDatabases } from './databases.ts';
import { anApplication, freshId, openTestApp, putApplication, type TestApp } from './http-app.ts';

let databases: TestDatabases;
let folder: string;
let test: TestApp;
let rightKey: string;
let ownId: string;

beforeAll(async () => {
  databases = await startTestDatabase();
  folder = await makeTemporaryFolder();
  test = await openTestApp(await databases.fresh(), folder);
  [rightKey, ownId] = [aKey(), freshId()];
  const application = anApplication({ trackingKey: rightKey });
  expect((await putApplication(test.app, ownId, application)).statusCode).toBe(201);
}, startTimeoutMs);

afterAll(async () => {
  await test.close();
  await databases.stop();
  await rm(folder, { recursive: true, force: true });
}, startTimeoutMs);

const aKey = () => randomBytes(32).toString('base64url');
const base64 = (text: string) => Buffer.from(text).toString('base64');

interface Asked {
  method: 'GET' | 'POST' | 'PUT' | 'HEAD';
  url: string;
  headers?: Record<string, string>;
  payload?: Buffer | string;
}

const ABSENT = freshId();
const RENDITION = `/api/attachments/${ABSENT}/image`;
const UPLOAD = `/api/uploads/${ABSENT}`;
const TUS = { 'tus-resumable': '1.0.0' };
const OF_NOBODY = '{"kind":"addition"}';

/** A chunk's question for an attachment that is in no manifest. */
async function sealedQuestion(trackingKey: string): Promise<Asked> {
  const { sealing } = (await test.app.inject('/api/operator')).json();
  const { key } = v.parse(sealingSchema, sealing);
  const point = Buffer.concat([
    Buffer.of(4),
    Buffer.from(key.x, 'base64url'),
    Buffer.from(key.y, 'base64url'),
  ]);
  const serverKey = await readPublicKey(point);
  if (!serverKey) throw new Error('The server offers no key');
  const parcel = randomBytes(16).toString('base64url');
  const { head } = await sealAttachment({ parcel, keyId: key.kid, place: 0 }, serverKey, {
    applicationId: ownId,
    attachmentId: freshId(),
    trackingKey,
    replyKey: (await makeKeyPair()).publicKey,
    byteLength: 10,
  });
  const length = Buffer.alloc(4);
  length.writeUInt32BE(head.length);
  return {
    method: 'POST',
    url: `/api/sealed/${parcel}/attachments/0`,
    headers: { 'content-type': SEALED_MEDIA_TYPE },
    payload: Buffer.from(concat(length, head, Buffer.alloc(4))),
  };
}

const bearer = (key: string) => ({ authorization: `Bearer ${key}` });

/** Each asks for what is not there. */
const DOORS: readonly [string, (key: string) => Asked | Promise<Asked>][] = [
  ['a form of an attachment', (key) => ({ method: 'GET', url: RENDITION, headers: bearer(key) })],
  ['an upload', (key) => ({ method: 'HEAD', url: UPLOAD, headers: { ...bearer(key), ...TUS } })],
  [
    'a new upload',
    (key) => ({
      method: 'POST',
      url: '/api/uploads',
      headers: {
        ...bearer(key),
        ...TUS,
        'upload-length': '10',
        'upload-metadata': `applicationId ${base64(ownId)},attachmentId ${base64(ABSENT)}`,
      },
    }),
  ],
  ['a sealed upload', sealedQuestion],
  [
    'an act in a case',
    (key) => ({
      method: 'PUT',
      url: `/api/applications/${ABSENT}/acts/${freshId()}`,
      headers: { ...bearer(key), 'content-type': 'application/json' },
      payload: OF_NOBODY,
    }),
  ],
];

describe.each(DOORS)('at the door of %s', (_, asking) => {
  const address = `198.51.100.${1 + DOORS.findIndex((door) => door[1] === asking)}`;
  const ask = async (key: string) => {
    const startedAt = performance.now();
    const asked = await asking(key);
    const answer = await test.app.inject({ ...asked, remoteAddress: address });
    const { date: _date, ...headers } = answer.headers;
    const said = { status: answer.statusCode, headers, payload: answer.payload };
    return { said, heldMs: performance.now() - startedAt };
  };

  it('a right key that asks for what is not there is never counted, and a wrong one gets its very answer, later', async () => {
    const rights = [];
    // Were they counted, the last would wait for eight seconds, and all of them for a minute.
    for (let time = 0; time < 12; time++) rights.push((await ask(rightKey)).said);
    const free = [];
    for (let time = 0; time < 3; time++) free.push((await ask(aKey())).said);
    const held = await ask(aKey());
    expect(held.heldMs).toBeGreaterThanOrEqual(490);
    expect(new Set([...rights, ...free, held.said].map((said) => JSON.stringify(said))).size).toBe(1);
    expect(held.said.status).toBeGreaterThanOrEqual(404);
    await ask(rightKey);
    const next = await ask(aKey());
    expect(next.heldMs).toBeGreaterThanOrEqual(990);
  });
});
