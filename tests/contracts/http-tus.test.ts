// The tus protocol, version 1.0.0 (https://tus.io/protocols/resumable-upload): each of its rules for a server that
// concerns the core and our extensions, cited above its test.

import { createHash, randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeTemporaryFolder, startTestDatabase, startTimeoutMs, type TestDatabases } from './databases.ts';
import { openTestApp, type TestApp } from './http-app.ts';
import { OFFSET_TYPE, sendApplication, type TusClient, tusClient } from './tus-client.ts';

let databases: TestDatabases;
let folder: string;
let test: TestApp;
let origin: string;

beforeAll(async () => {
  databases = await startTestDatabase();
  folder = await makeTemporaryFolder();
  test = await openTestApp(await databases.fresh(), folder);
  origin = await test.app.listen({ port: 0, host: '127.0.0.1' });
}, startTimeoutMs);

afterAll(async () => {
  await test.close();
  await databases.stop();
  await rm(folder, { recursive: true, force: true });
}, startTimeoutMs);

const HELLO = Buffer.from('hello world');
const DAY_MS = 86_400_000;

async function announced(bytes = HELLO): Promise<TusClient> {
  return tusClient(await sendApplication(origin, [{ bytes }]));
}

async function created(bytes = HELLO): Promise<TusClient> {
  const client = await announced(bytes);
  expect((await client.create()).status).toBe(201);
  return client;
}

const codeOf = async (answer: Response) => [answer.status, ((await answer.json()) as { code: string }).code];

describe('core protocol', () => {
  // "The Server MUST always include the Upload-Offset header in the response for a HEAD request, even if the offset is 0,
  // or the upload is already considered completed."
  it('says the offset on HEAD: at 0, in between, and when complete', async () => {
    const client = await created();
    expect(await client.offset()).toBe(0);
    await client.patch(0, 'hello');
    expect(await client.offset()).toBe(5);
    await client.patch(5, ' world');
    const answer = await client.head();
    expect([answer.status, answer.headers.get('upload-offset')]).toEqual([200, '11']);
  });

  // "If the size of the upload is known, the Server MUST include the Upload-Length header in the response."
  it('says the length on HEAD', async () => {
    expect((await (await created()).head()).headers.get('upload-length')).toBe('11');
  });

  // "If the resource is not found, the Server SHOULD return either the 404 Not Found, 410 Gone or 403 Forbidden status
  // without the Upload-Offset header."
  it('answers 404 without an offset to HEAD of what was not created', async () => {
    const answer = await (await announced()).head();
    expect([answer.status, answer.headers.get('upload-offset')]).toEqual([404, null]);
  });

  // "The Server MUST prevent the client and/or proxies from caching the response by adding the Cache-Control: no-store
  // header to the response."
  it('forbids to keep the answer to HEAD', async () => {
    expect((await (await created()).head()).headers.get('cache-control')).toBe('no-store');
  });

  // "The Server SHOULD accept PATCH requests against any upload URL and apply the bytes contained in the message at the
  // given offset specified by the Upload-Offset header." · "All PATCH requests MUST use Content-Type:
  // application/offset+octet-stream, otherwise the server SHOULD return a 415 Unsupported Media Type status."
  it('takes bytes of one media type only', async () => {
    const client = await created();
    const answer = await client.patch(0, 'hello', { 'content-type': 'application/octet-stream' });
    expect(await codeOf(answer)).toEqual([415, 'media-type-not-supported']);
    expect(await client.offset()).toBe(0);
  });

  // "The Upload-Offset header's value MUST be equal to the current offset of the resource." · "If the offsets do not
  // match, the Server MUST respond with the 409 Conflict status without modifying the upload resource."
  it.each([0, 4, 6])('refuses bytes at %d where 5 are there, and changes nothing', async (offset) => {
    const client = await created();
    await client.patch(0, 'hello');
    expect(await codeOf(await client.patch(offset, 'XXXXXX'))).toEqual([409, 'upload-offset-conflict']);
    expect(await client.offset()).toBe(5);
    expect((await client.patch(5, ' world')).headers.get('upload-receipt')).toMatch(/^ey/);
  });

  // "The Server MUST acknowledge successful PATCH requests with the 204 No Content status. It MUST include the
  // Upload-Offset header containing the new offset."
  it('acknowledges bytes with 204 and the new offset', async () => {
    const client = await created();
    const answer = await client.patch(0, 'hello');
    expect([answer.status, answer.headers.get('upload-offset')]).toEqual([204, '5']);
    expect(await answer.text()).toBe('');
  });

  // "If the Server receives a PATCH request against a non-existent resource it SHOULD return a 404 Not Found status."
  it('answers 404 to bytes for what was not created', async () => {
    expect(await codeOf(await (await announced()).patch(0, 'hello'))).toEqual([404, 'not-found']);
  });

  // "The Upload-Offset … value MUST be a non-negative integer." · "The Upload-Length … value MUST be a non-negative integer."
  it.each(['-1', '1.5', 'x', '0x5', ''])('refuses the offset and the length %j', async (value) => {
    const client = await created();
    expect((await client.patch(0, 'hello', { 'upload-offset': value })).status).toBe(400);
    expect((await client.create({ 'upload-length': value })).status).toBeGreaterThanOrEqual(400);
    expect(await client.offset()).toBe(0);
  });

  it('refuses bytes without an offset', async () => {
    const client = await created();
    expect((await client.patch(0, 'hello', { 'upload-offset': undefined })).status).toBe(400);
  });

  // "The Client SHOULD send all the remaining bytes of an upload in a single PATCH request, but MAY also use multiple small
  // requests successively"
  it('takes one byte at a time', async () => {
    const client = await created();
    for (const [index, byte] of [...HELLO].entries()) {
      expect((await client.patch(index, Buffer.from([byte]))).status).toBe(204);
    }
    expect((await client.head()).headers.get('upload-receipt')).toMatch(/^ey/);
  });

  // OPTIONS: "A successful response indicated by the 204 No Content or 200 OK status MUST contain the Tus-Version header.
  // It MAY include the Tus-Extension and Tus-Max-Size headers." · "The Client SHOULD NOT include the Tus-Resumable header in
  // the request and the Server MUST ignore the header."
  it.each([undefined, '1.0.0', '0.2.2'])(
    'describes itself on OPTIONS, to the version %s',
    async (version) => {
      const client = await announced();
      const headers = { 'tus-resumable': version, authorization: undefined };
      const answer = await client.ask('OPTIONS', '/api/uploads', headers);
      expect(answer.status).toBe(204);
      expect(Object.fromEntries(answer.headers)).toMatchObject({
        'tus-version': '1.0.0',
        'tus-extension': 'creation,creation-with-upload,termination,expiration,checksum',
        'tus-max-size': String(200 * 1024 * 1024),
        'tus-checksum-algorithm': 'sha256,sha1',
      });
    },
  );

  // "The Tus-Resumable header MUST be included in every request and response except for OPTIONS requests. The value MUST be
  // the version of the protocol used by the Client or the Server."
  it('names its version in every answer, failures included', async () => {
    const client = await created();
    const other = await announced();
    const answers = [
      await client.create(),
      await client.head(),
      await client.patch(0, 'hello'),
      await client.patch(0, 'hello'),
      await client.end(),
      await other.head(),
      await other.create({ 'upload-length': '5' }),
      await other.patch(0, 'x', { 'content-type': 'text/plain' }),
    ];
    expect(answers.map(({ headers }) => headers.get('tus-resumable'))).toEqual(answers.map(() => '1.0.0'));
  });

  // "If the version specified by the Client is not supported by the Server, it MUST respond with the 412 Precondition Failed
  // status and MUST include the Tus-Version header into the response. In addition, the Server MUST NOT process the request."
  it.each([undefined, '0.2.2', '1.0.0, 2.0.0'])('does nothing for the version %s', async (version) => {
    const client = await created();
    for (const answer of [
      await client.create({ 'tus-resumable': version }),
      await client.head({ 'tus-resumable': version }),
      await client.patch(0, 'hello', { 'tus-resumable': version }),
      await client.end({ 'tus-resumable': version }),
    ]) {
      expect([answer.status, answer.headers.get('tus-version')]).toEqual([412, '1.0.0']);
    }
    expect(await client.offset()).toBe(0);
  });

  // "The X-HTTP-Method-Override request header MUST be a string which MUST be interpreted as the request's method by the
  // Server, if the header is presented. The actual method of the request MUST be ignored."
  it('takes the method from X-HTTP-Method-Override', async () => {
    const client = await created();
    const path = `/api/uploads/${client.id}`;
    const post = (method: string, headers: Record<string, string> = {}, body?: string) =>
      client.ask('POST', path, { 'x-http-method-override': method, ...headers }, body);
    expect((await post('PATCH', { 'upload-offset': '0', 'content-type': OFFSET_TYPE }, 'hello')).status).toBe(
      204,
    );
    expect((await post('HEAD')).headers.get('upload-offset')).toBe('5');
    expect((await post('DELETE')).status).toBe(204);
    expect((await client.head()).status).toBe(404);
  });
});

describe('creation', () => {
  // "The Server MUST acknowledge a successful upload creation with the 201 Created status. The Server MUST set the Location
  // header to the URL of the created resource. This URL MAY be absolute or relative."
  it('answers 201 with the place, which is the attachment’s', async () => {
    const client = await announced();
    const answer = await client.create();
    expect([answer.status, answer.headers.get('location')]).toEqual([201, `/api/uploads/${client.id}`]);
  });

  // The manifest knows every length beforehand; creation-defer-length is not among our extensions.
  it.each([
    ['no length', { 'upload-length': undefined }],
    ['a deferred length', { 'upload-length': undefined, 'upload-defer-length': '1' }],
    ['another length', { 'upload-length': '12' }],
    ['no metadata', { 'upload-metadata': undefined }],
    ['metadata of another kind', { 'upload-metadata': 'filename aGFsbG8=' }],
    ['an odd Upload-Metadata', { 'upload-metadata': ' ,, ' }],
  ])('refuses %s', async (_, headers) => {
    const client = await announced();
    const answer = await client.create(headers);
    expect([400, 422]).toContain(answer.status);
    expect((await client.head()).status).toBe(404);
  });

  // "If the length of the upload exceeds the maximum, which MAY be specified using the Tus-Max-Size header, the Server MUST
  // respond with the 413 Request Entity Too Large status."
  it('answers 413 to a length beyond Tus-Max-Size', async () => {
    const client = await announced();
    const answer = await client.create({ 'upload-length': String(200 * 1024 * 1024 + 1) });
    expect(await codeOf(answer)).toEqual([413, 'upload-too-large']);
  });

  // "If an upload contains additional metadata, responses to HEAD requests MUST include the Upload-Metadata header and its
  // value as specified by the Client during the creation."
  it('gives the metadata back on HEAD', async () => {
    const client = await created();
    expect((await client.head()).headers.get('upload-metadata')).toBe(client.metadata);
  });

  // Ours: the same upload may be created again by a device that has lost the answer.
  it('answers a repeated creation with the same place, and keeps what has come', async () => {
    const client = await created();
    await client.patch(0, 'hello');
    const again = await client.create();
    expect([again.status, again.headers.get('upload-offset')]).toEqual([201, '5']);
    expect(await client.offset()).toBe(5);
  });
});

describe('creation with upload', () => {
  // "The Client MAY include either the entirety or a chunk of the upload data in the body of the POST request. … The Server
  // SHOULD accept as many bytes as possible and MUST include the Upload-Offset header in the response and MUST set its value
  // to the offset of the upload after applying the accepted bytes."
  it.each([
    ['the beginning', 'hello', '5'],
    ['all', 'hello world', '11'],
  ])('takes %s with the creation', async (_, text, offset) => {
    const client = await announced();
    const answer = await client.create({ 'content-type': OFFSET_TYPE }, Buffer.from(text));
    expect([answer.status, answer.headers.get('upload-offset')]).toEqual([201, offset]);
    expect(answer.headers.has('upload-receipt')).toBe(offset === '11');
    expect(await client.offset()).toBe(Number(offset));
  });

  it('takes no bytes with a repeated creation: they would be put in the wrong place', async () => {
    const client = await created();
    await client.patch(0, 'hello');
    const again = await client.create({ 'content-type': OFFSET_TYPE }, Buffer.from('hello'));
    expect([again.status, again.headers.get('upload-offset')]).toEqual([201, '5']);
    expect((await client.patch(5, ' world')).headers.has('upload-receipt')).toBe(true);
  });
});

describe('expiration', () => {
  // "The Upload-Expires response header indicates the time after which the unfinished upload expires. … The value of the
  // header MUST be in RFC 7231 datetime format." · "If the expiration is known at the creation, the Upload-Expires header
  // MUST be included in the response to the initial POST request. Its value MAY change over time." · "This header MUST be
  // included in every PATCH response if the upload is going to expire."
  it('is told at the creation and with each byte, and moves with the bytes', async () => {
    const client = await announced();
    const expiresAt = (answer: Response) => answer.headers.get('upload-expires');
    const first = expiresAt(await client.create());
    expect(first).toBe(new Date(test.clock.nowMs + 30 * DAY_MS).toUTCString());
    test.clock.nowMs += DAY_MS;
    const second = expiresAt(await client.patch(0, 'hello'));
    expect(second).toBe(new Date(test.clock.nowMs + 30 * DAY_MS).toUTCString());
    expect(expiresAt(await client.patch(5, ' world'))).toBeNull();
  });

  // "If a Client does attempt to resume an upload which has since been removed by the Server, the Server SHOULD respond with
  // the 404 Not Found or 410 Gone status. The latter one SHOULD be used if the Server is keeping track of expired uploads."
  it('ends an upload with 410, and a new creation begins at 0', async () => {
    const client = await created();
    await client.patch(0, 'hello');
    test.clock.nowMs += 31 * DAY_MS;
    expect((await client.head()).status).toBe(410);
    expect(await codeOf(await client.patch(5, ' world'))).toEqual([410, 'upload-expired']);
    expect((await client.create()).headers.get('upload-offset')).toBe('0');
    expect((await client.patch(0, HELLO)).headers.has('upload-receipt')).toBe(true);
  });

  it('does not end what is stored', async () => {
    const client = await created();
    await client.patch(0, HELLO);
    test.clock.nowMs += 400 * DAY_MS;
    expect((await client.head()).headers.has('upload-receipt')).toBe(true);
  });
});

describe('checksum', () => {
  const checksum = (algorithm: string, bytes: string) =>
    `${algorithm} ${createHash(algorithm).update(bytes).digest('base64')}`;

  // "Once the entire request has been received, the Server MUST verify the uploaded chunk against the provided checksum
  // using the specified algorithm. … 3) 204 No Content if the checksums match and the processing of the data succeeded."
  // "The Server MUST support at least the SHA1 checksum algorithm identified by sha1."
  it.each(['sha1', 'sha256'])('takes bytes whose %s holds', async (algorithm) => {
    const client = await created();
    const answer = await client.patch(0, 'hello', { 'upload-checksum': checksum(algorithm, 'hello') });
    expect([answer.status, answer.headers.get('upload-offset')]).toEqual([204, '5']);
  });

  // "… 1) 400 Bad Request if the checksum algorithm is not supported by the server, 2) 460 Checksum Mismatch if the
  // checksums mismatch … In the first two cases the uploaded chunk MUST be discarded, and the upload and its offset MUST NOT
  // be updated."
  it('discards bytes whose checksum does not hold, and says 460', async () => {
    const client = await created();
    await client.patch(0, 'hel');
    const answer = await client.patch(3, 'lX', { 'upload-checksum': checksum('sha1', 'lo') });
    expect(await codeOf(answer)).toEqual([460, 'upload-checksum-mismatch']);
    expect(await client.offset()).toBe(3);
    expect((await client.patch(3, 'lo world')).headers.has('upload-receipt')).toBe(true);
  });

  it('discards bytes under an algorithm that it does not know, and says 400', async () => {
    const client = await created();
    const md5 = await client.patch(0, 'hello', { 'upload-checksum': checksum('md5', 'hello') });
    expect(await codeOf(md5)).toEqual([400, 'malformed-request']);
    expect(await client.offset()).toBe(0);
  });

  it('holds the bytes of a creation to it, too', async () => {
    const client = await announced();
    const headers = { 'content-type': OFFSET_TYPE, 'upload-checksum': checksum('sha1', 'other') };
    expect((await client.create(headers, HELLO)).status).toBe(460);
    expect(await client.offset()).toBe(0);
  });
});

describe('termination', () => {
  // "Once the Server receives the DELETE request, it SHOULD free the associated resources and MUST respond with the 204 No
  // Content status confirming that the upload was terminated. For all future requests to this URL, the Server SHOULD respond
  // with the 404 Not Found or 410 Gone status."
  it('forgets what has come', async () => {
    const client = await created();
    await client.patch(0, 'hello');
    const answer = await client.end();
    expect([answer.status, answer.headers.get('upload-offset')]).toEqual([204, null]);
    expect((await client.head()).status).toBe(404);
    expect((await client.patch(5, ' world')).status).toBe(404);
    expect((await client.end()).status).toBe(404);
  });

  it('may be followed by another creation', async () => {
    const client = await created(randomBytes(100));
    await client.patch(0, 'hello');
    await client.end();
    await client.create();
    expect(await client.offset()).toBe(0);
  });

  // Ours: what is stored belongs to the case.
  it('does not take back what is stored', async () => {
    const client = await created();
    await client.patch(0, HELLO);
    expect(await codeOf(await client.end())).toEqual([422, 'upload-not-allowed']);
    expect((await client.head()).headers.has('upload-receipt')).toBe(true);
  });
});
