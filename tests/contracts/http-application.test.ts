// PUT /api/applications/:id: what is refused and how, and that nothing is stored half or twice.

import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { compactVerify, createLocalJWKSet } from 'jose';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KEY_LIMITS } from '../../server/http/token-limit.ts';
import { acceptedSchema } from '../../src/domain/wire.ts';
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

let databases: TestDatabases;
let folder: string;
let test: TestApp;

beforeAll(async () => {
  databases = await startTestDatabase();
  folder = await makeTemporaryFolder();
  test = await openTestApp(await databases.fresh(), folder);
}, startTimeoutMs);

afterAll(async () => {
  await test.close();
  await databases.stop();
  await rm(folder, { recursive: true, force: true });
}, startTimeoutMs);

const receiptOf = (answer: { json: () => unknown }) => v.parse(acceptedSchema, answer.json()).receipt;

const digestHeader = (body: string) => `sha-256=:${createHash('sha256').update(body).digest('base64')}:`;

/** The application with a field left out. */
const without = (field: string) => {
  const { [field]: _, ...rest } = anApplication();
  return rest;
};

describe('an application', () => {
  it('is received with a receipt that others can verify, over its bytes, number and due date', async () => {
    const id = freshId();
    const body = JSON.stringify(anApplication());
    const answer = await putApplication(test.app, id, body, { 'content-digest': digestHeader(body) });
    expect(answer.statusCode).toBe(201);
    expect(answer.headers['cache-control']).toBe('no-store');
    const { payload, protectedHeader } = await compactVerify(
      receiptOf(answer),
      createLocalJWKSet({ keys: test.keys.published.map((key) => ({ ...key })) }),
    );
    expect(protectedHeader).toMatchObject({ alg: 'ES256', typ: 'kopru-receipt' });
    expect(JSON.parse(new TextDecoder().decode(payload))).toEqual({
      id,
      number: expect.stringMatching(/^2026-\d{7}$/),
      digest: createHash('sha256').update(body).digest('base64url'),
      receivedAt: '2026-11-23T08:00:00.000Z',
      dueOn: '2026-12-23',
    });
  });

  it('is answered with the same receipt however often it is sent, also when it would not pass any more', async () => {
    const id = freshId();
    const body = JSON.stringify(anApplication({ description: 'x'.repeat(4000) }));
    const first = await putApplication(test.app, id, body);
    const again = await putApplication(test.app, id, body);
    expect([first.statusCode, again.statusCode]).toEqual([201, 200]);
    expect(receiptOf(again)).toBe(receiptOf(first));
    const { description: _, ...incomplete } = anApplication();
    expect((await putApplication(test.app, id, incomplete)).statusCode).toBe(409);
  });

  it('waits its turn when one tracking key comes again and again: 429, with a time, and nothing stored twice', async () => {
    const before = await countRows(test.pool);
    const id = freshId();
    const body = JSON.stringify(anApplication());
    // One after the other: a crowd at once may be sent away for another reason.
    const answers = [];
    for (let sent = 0; sent <= KEY_LIMITS.sending.perMinute; sent++)
      answers.push(await putApplication(test.app, id, body));
    const limited = answers.filter(({ statusCode }) => statusCode === 429);
    expect(limited.map((answer) => answer.json().code)).toEqual(['too-many-requests']);
    expect(Number(limited[0]?.headers['retry-after'])).toBeGreaterThan(0);
    const stored = (await countRows(test.pool)).application ?? 0;
    expect(stored - (before.application ?? 0)).toBe(1);
  });

  it('keeps its receipt when the operator lowers the limit of the description', async () => {
    const database = await databases.fresh();
    const before = await openTestApp(database, folder);
    const id = freshId();
    const body = JSON.stringify(anApplication({ description: 'x'.repeat(4000) }));
    const first = await putApplication(before.app, id, body);
    await before.close();
    const after = await openTestApp(database, folder, { config: { descriptionMaxLength: 500 } });
    const again = await putApplication(after.app, id, body);
    const other = await putApplication(after.app, freshId(), body);
    await after.close();
    expect([first.statusCode, again.statusCode, other.statusCode]).toEqual([201, 200, 422]);
    expect(receiptOf(again)).toBe(receiptOf(first));
  });

  it('under a known id with other bytes is a conflict, and the first one stays', async () => {
    const id = freshId();
    const body = JSON.stringify(anApplication());
    const first = await putApplication(test.app, id, body);
    const other = await putApplication(test.app, id, `${body} `);
    expect(other.statusCode).toBe(409);
    expect(other.json()).toMatchObject({ code: 'id-conflict', status: 409 });
    expect(receiptOf(await putApplication(test.app, id, body))).toBe(receiptOf(first));
  });

  it('from a device whose clock is wrong by centuries is received like any other', async () => {
    for (const writtenAt of ['0000-01-01T00:00:00Z', '2024-02-29T10:00:00Z', '9999-12-31T23:59:59.999Z']) {
      const answer = await putApplication(test.app, freshId(), anApplication({ writtenAt }));
      expect([writtenAt, answer.statusCode]).toEqual([writtenAt, 201]);
    }
  });

  it('to a named institution, hidden, with a place, is stored as it was written', async () => {
    const id = freshId();
    const application = anApplication({
      addressee: { kind: 'institution', institutionId: 'ornek', name: 'Örnek Kurumu' },
      coordinates: { latitude: 40.98, longitude: 29.02, accuracyMetres: 12 },
      hideIdentity: true,
      formats: ['sign-language', 'audio'],
      description: 'Satır bir\nSatır “iki” — ğüşıöç 😀 \\ "',
    });
    expect((await putApplication(test.app, id, application)).statusCode).toBe(201);
    const { rows } = await test.pool.query(
      'select * from application join applicant on application_id = id where id = $1',
      [id],
    );
    expect(rows[0]).toMatchObject({
      addressed_to: 'ornek',
      addressed_name: 'Örnek Kurumu',
      coordinates: { latitude: 40.98, longitude: 29.02, accuracyMetres: 12 },
      hide_identity: true,
      formats: ['sign-language', 'audio'],
      description: 'Satır bir\nSatır “iki” — ğüşıöç 😀 \\ "',
      written_at: new Date(application.writtenAt),
      received_at: new Date('2026-11-23T08:00:00.000Z'),
      full_name: expect.stringMatching(/^[0-9a-f]{12}\.[\w-]{50,}$/),
      before_court: false,
    });
    expect(JSON.stringify(rows[0])).not.toContain(application.trackingKey);
  });

  it('with the keys of a prototype changes no prototype and inherits no answer', async () => {
    const { fullName: _, ...rest } = anApplication();
    const body = `${JSON.stringify(rest).slice(0, -1)},"__proto__":{"fullName":"Deniz Örnek"}}`;
    const answer = await putApplication(test.app, freshId(), body);
    expect(answer.json()).toMatchObject({
      code: 'application-not-valid',
      violations: [{ field: 'fullName', code: 'required' }],
    });
    const polluted = `${JSON.stringify(anApplication()).slice(0, -1)},"constructor":{"prototype":{"polluted":1}}}`;
    expect((await putApplication(test.app, freshId(), polluted)).statusCode).toBe(201);
    expect('polluted' in {}).toBe(false);
  });
});

describe('a wrong application is refused by field and code, and nothing is stored', () => {
  it.each<[string, object, { field: string; code: string }]>([
    ['no kind', without('kind'), { field: 'kind', code: 'required' }],
    ['an unknown kind', anApplication({ kind: 'praise' }), { field: 'kind', code: 'format' }],
    ['no subject', without('subject'), { field: 'subject', code: 'required' }],
    ['an empty subject', anApplication({ subject: '' }), { field: 'subject', code: 'required' }],
    ['a long subject', anApplication({ subject: 'ğ'.repeat(121) }), { field: 'subject', code: 'too-long' }],
    [
      'a subject of two lines',
      anApplication({ subject: 'bir\niki' }),
      { field: 'subject', code: 'forbidden-characters' },
    ],
    ['an empty description', anApplication({ description: '' }), { field: 'description', code: 'required' }],
    [
      'a long description',
      anApplication({ description: '😀'.repeat(5001) }),
      { field: 'description', code: 'too-long' },
    ],
    [
      'a NUL',
      anApplication({ description: 'a\u0000b' }),
      { field: 'description', code: 'forbidden-characters' },
    ],
    [
      'a lone surrogate',
      anApplication({ description: 'a\ud800b' }),
      { field: 'description', code: 'forbidden-characters' },
    ],
    [
      'a direction override',
      anApplication({ subject: 'a\u202eb' }),
      { field: 'subject', code: 'forbidden-characters' },
    ],
    [
      'an emoji in the name',
      anApplication({ fullName: 'Deniz 😀 Örnek' }),
      { field: 'fullName', code: 'forbidden-characters' },
    ],
    [
      'a direction mark in the name',
      anApplication({ fullName: 'Deniz \u200fÖrnek' }),
      { field: 'fullName', code: 'forbidden-characters' },
    ],
    ['one name only', anApplication({ fullName: 'Deniz' }), { field: 'fullName', code: 'name-and-surname' }],
    [
      'a long name',
      anApplication({ fullName: `${'a'.repeat(100)} b` }),
      { field: 'fullName', code: 'too-long' },
    ],
    [
      'letters in the identity number',
      anApplication({ identityNumber: '1234567895O' }),
      { field: 'identityNumber', code: 'digits-only' },
    ],
    [
      'ten digits',
      anApplication({ identityNumber: '1234567895' }),
      { field: 'identityNumber', code: 'eleven-digits' },
    ],
    [
      'a wrong check digit',
      anApplication({ identityNumber: '12345678951' }),
      { field: 'identityNumber', code: 'checksum' },
    ],
    ['a wrong telephone number', anApplication({ phone: '12' }), { field: 'phone', code: 'phone' }],
    ['a wrong address of e-mail', anApplication({ email: 'deniz@' }), { field: 'email', code: 'email' }],
    ['no address', without('addressText'), { field: 'addressText', code: 'required' }],
    [
      'a district of another province',
      anApplication({ district: 'Çankaya' }),
      { field: 'district', code: 'not-in-list' },
    ],
    ['no format', anApplication({ formats: [] }), { field: 'formats', code: 'required' }],
    ['an unknown format', anApplication({ formats: ['fax'] }), { field: 'formats', code: 'format' }],
    [
      'a text for a truth value',
      anApplication({ hideIdentity: 'no' }),
      { field: 'hideIdentity', code: 'format' },
    ],
    [
      'coordinates off the globe',
      anApplication({ coordinates: { latitude: 91, longitude: 0, accuracyMetres: 1 } }),
      { field: 'coordinates', code: 'format' },
    ],
    ['a short tracking key', anApplication({ trackingKey: 'abc' }), { field: 'trackingKey', code: 'format' }],
    [
      'a tracking key in a spelling of its own',
      anApplication({ trackingKey: `${'A'.repeat(42)}B` }),
      { field: 'trackingKey', code: 'format' },
    ],
    [
      'a day that does not exist',
      anApplication({ writtenAt: '2026-02-31T10:00:00Z' }),
      { field: 'writtenAt', code: 'format' },
    ],
    ['a wrong instant', anApplication({ writtenAt: 'yesterday' }), { field: 'writtenAt', code: 'format' }],
    [
      'an instant that only looks like one',
      anApplication({ writtenAt: '2026-01-01T00:00:00+03' }),
      { field: 'writtenAt', code: 'format' },
    ],
    ['an unknown version', anApplication({ version: 2 }), { field: 'version', code: 'format' }],
    ['a list', [anApplication()], { field: 'version', code: 'required' }],
    ['nothing in it', {}, { field: 'version', code: 'required' }],
  ])('%s', async (_, body, violation) => {
    const before = await countRows(test.pool);
    const answer = await putApplication(test.app, freshId(), body);
    expect(answer.statusCode).toBe(422);
    expect(answer.headers['content-type']).toBe('application/problem+json');
    expect(answer.json()).toMatchObject({ code: 'application-not-valid', status: 422 });
    expect(answer.json().violations[0]).toMatchObject(violation);
    expect(await countRows(test.pool)).toEqual(before);
  });

  it('names the limit and the length found, in code points', async () => {
    const answer = await putApplication(
      test.app,
      freshId(),
      anApplication({ description: '😀'.repeat(5003) }),
    );
    expect(answer.json().violations).toEqual([
      { field: 'description', code: 'too-long', params: { max: 5000, length: 5003 } },
    ]);
  });
});

describe('what is no application at all', () => {
  const json = { 'content-type': 'application/json' };
  it.each<[string, { id?: string; headers?: object; payload?: string | Buffer }, number, string]>([
    ['an empty body', { headers: json, payload: '' }, 400, 'malformed-json'],
    ['no body and no type', { headers: { 'content-type': undefined } }, 400, 'malformed-json'],
    ['a broken body', { headers: json, payload: '{"version":1,' }, 400, 'malformed-json'],
    [
      'bytes that are not UTF-8',
      { headers: json, payload: Buffer.from([0x22, 0xff, 0x22]) },
      400,
      'malformed-json',
    ],
    ['a text', { headers: json, payload: '"merhaba"' }, 422, 'application-not-valid'],
    ['null', { headers: json, payload: 'null' }, 422, 'application-not-valid'],
    [
      'a form',
      { headers: { 'content-type': 'application/x-www-form-urlencoded' }, payload: 'a=b' },
      415,
      'media-type-not-supported',
    ],
    [
      'plain text',
      { headers: { 'content-type': 'text/plain' }, payload: '{}' },
      415,
      'media-type-not-supported',
    ],
    [
      'a packed body',
      { headers: { ...json, 'content-encoding': 'gzip' }, payload: '{}' },
      415,
      'media-type-not-supported',
    ],
    ['a megabyte', { headers: json, payload: `"${'x'.repeat(1_000_000)}"` }, 413, 'body-too-large'],
    ['an upper-case id', { id: freshId().toUpperCase() }, 400, 'malformed-id'],
    ['a UUIDv4', { id: '5b9c1a7e-2f64-4b8e-9d3c-1a2b3c4d5e6f' }, 400, 'malformed-id'],
    ['a word for an id', { id: 'me' }, 400, 'malformed-id'],
    ['a very long id', { id: 'a'.repeat(900) }, 400, 'malformed-id'],
    [
      'a digest of other bytes',
      { headers: { 'content-digest': digestHeader('other') } },
      400,
      'digest-mismatch',
    ],
    ['a digest that is none', { headers: { 'content-digest': 'sha-256=:x:' } }, 400, 'digest-mismatch'],
  ])('%s', async (_, { id = freshId(), headers = {}, payload }, status, code) => {
    const before = await countRows(test.pool);
    const body = payload ?? (code === 'malformed-json' ? '' : JSON.stringify(anApplication()));
    const answer = await putApplication(test.app, id, body, headers);
    expect([answer.statusCode, answer.json().code]).toEqual([status, code]);
    expect(answer.json()).toMatchObject({ type: `urn:kopru:problem:${code}`, status });
    expect(answer.json().title.length).toBeGreaterThan(10);
    expect(await countRows(test.pool)).toEqual(before);
  });

  it('ignores a digest by an algorithm that it does not know', async () => {
    const headers = { 'content-digest': 'sha-512=:AAAA:' };
    expect((await putApplication(test.app, freshId(), anApplication(), headers)).statusCode).toBe(201);
  });

  it('is explained in the language of the reader', async () => {
    const titles = await Promise.all(
      ['tr', 'en;q=0.9, de', 'de', 'x-klingon;q=1, en-GB;q=0.1'].map(async (language) => {
        const answer = await putApplication(test.app, 'me', {}, { 'accept-language': language });
        return [answer.headers['content-language'], answer.json().title];
      }),
    );
    expect(titles.map(([language]) => language)).toEqual(['tr', 'en', 'tr', 'en']);
    expect(titles[0]).toEqual(titles[2]);
    expect(titles[0]).not.toEqual(titles[1]);
  });
});

describe('many at once', () => {
  it('fifty deliveries of one application make one application with one receipt', async () => {
    const before = await countRows(test.pool);
    const id = freshId();
    const body = JSON.stringify(anApplication());
    const answers = await Promise.all(Array.from({ length: 50 }, () => putApplication(test.app, id, body)));
    expect(new Set(answers.map(receiptOf)).size).toBe(1);
    expect(answers.filter(({ statusCode }) => statusCode === 201)).toHaveLength(1);
    expect(answers.filter(({ statusCode }) => statusCode === 200)).toHaveLength(49);
    expect(await countRows(test.pool)).toEqual(rowsOf((before.application ?? 0) + 1));
  });

  it('two hundred applications are all received under numbers of their own', async () => {
    const before = await countRows(test.pool);
    const answers = await Promise.all(
      Array.from({ length: 200 }, () => putApplication(test.app, freshId(), anApplication())),
    );
    expect(answers.every(({ statusCode }) => statusCode === 201)).toBe(true);
    const numbers = answers.map((answer) => {
      const claims = Buffer.from(receiptOf(answer).split('.')[1] ?? '', 'base64url').toString();
      return JSON.parse(claims).number;
    });
    expect(new Set(numbers).size).toBe(200);
    expect(await countRows(test.pool)).toEqual(rowsOf((before.application ?? 0) + 200));
  });
});
