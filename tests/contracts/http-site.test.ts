// What surrounds the routes: static files, security headers, methods, unknown paths, caching, the log.

import { createHash } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { directorySchema, operatorSchema } from '../../src/domain/wire.ts';
import { makeTemporaryFolder, startTestDatabase, startTimeoutMs, type TestDatabases } from './databases.ts';
import { anApplication, freshId, openTestApp, putApplication, type TestApp } from './http-app.ts';

const STYLE = 'body{margin:0}';
const SCRIPT = 'document.documentElement.className="js"';
const SITE: Readonly<Record<string, string>> = {
  'index.html': `<!doctype html><style>${STYLE}</style><script src="/assets/main-a1.js"></script>start`,
  'basvuru/index.html': '<!doctype html>form',
  'basvuru/konu/index.html': '<!doctype html>subject',
  'takip/index.html': `<!doctype html><script>${SCRIPT}</script>track`,
  '404/index.html': '<!doctype html>nowhere',
  'staff.html': '<!doctype html>staff',
  'assets/main-a1.js': 'main()',
  'assets/main-a1.js.br': 'not really brotli',
  'staff-assets/staff-b2.css': 'body{}',
  'service-worker.js': 'self',
  'manifest.webmanifest': '{}',
};

let databases: TestDatabases;
let folder: string;
let test: TestApp;

beforeAll(async () => {
  databases = await startTestDatabase();
  folder = await makeTemporaryFolder();
  const staticRoot = join(folder, 'dist');
  for (const [path, text] of Object.entries(SITE)) {
    await mkdir(dirname(join(staticRoot, path)), { recursive: true });
    await writeFile(join(staticRoot, path), text);
  }
  await writeFile(join(folder, 'secret.txt'), 'secret');
  test = await openTestApp(await databases.fresh(), folder, { staticRoot });
}, startTimeoutMs);

afterAll(async () => {
  await test.close();
  await databases.stop();
  await rm(folder, { recursive: true, force: true });
}, startTimeoutMs);

const get = (url: string, headers: Record<string, string> = {}) =>
  test.app.inject({ method: 'GET', url, headers });

const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

describe('a page', () => {
  it.each([
    ['/', 'start'],
    ['/?kaynak=afis', 'start'],
    ['/basvuru/', 'form'],
    ['/basvuru', 'form'],
    ['/basvuru/0199a3c0-7b1e-7c3a-9d52-3f1c5a7e9b10/kime', 'form'],
    ['/basvuru/konu/2', 'subject'],
    ['/takip', 'track'],
    ['/staff.html', 'staff'],
    ['/staff', 'staff'],
  ])('at %s is answered by the deepest one that was built above it', async (path, text) => {
    const answer = await get(path);
    expect([answer.statusCode, answer.payload.endsWith(text)]).toEqual([200, true]);
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(answer.headers['cache-control']).toBe('no-cache');
  });

  it.each([
    '/nirde',
    '/basvuru/eksik.js',
    '/assets/old-99.js',
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/assets/..%5c..%5csecret.txt',
    '/%00',
  ])('at %s is not there, and says so with 404', async (path) => {
    const answer = await get(path);
    expect(answer.payload).not.toContain('secret');
    expect([answer.statusCode, answer.payload]).toEqual([404, SITE['404/index.html']]);
  });

  it('is asked for in vain by other methods', async () => {
    const answer = await test.app.inject({ method: 'POST', url: '/basvuru/' });
    expect([answer.statusCode, answer.headers.allow]).toEqual([405, 'GET, HEAD']);
  });
});

describe('a file', () => {
  it.each(['/assets/main-a1.js', '/staff-assets/staff-b2.css'])(
    'whose name holds its hash is kept for ever: %s',
    async (path) => {
      expect((await get(path)).headers['cache-control']).toBe('public, max-age=31536000, immutable');
    },
  );

  it.each(['/service-worker.js', '/manifest.webmanifest'])(
    'that changes in place is asked again: %s',
    async (path) => {
      const answer = await get(path);
      expect(answer.headers['cache-control']).toBe('no-cache');
      const again = await get(path, { 'if-none-match': String(answer.headers.etag) });
      expect(again.statusCode).toBe(304);
    },
  );

  it('goes out compressed where the build has compressed it and the browser takes it', async () => {
    const compressed = await get('/assets/main-a1.js', { 'accept-encoding': 'gzip, br' });
    expect(compressed.headers).toMatchObject({ 'content-encoding': 'br', vary: 'accept-encoding' });
    expect(compressed.headers['content-type']).toMatch(/javascript/);
    const plain = await get('/assets/main-a1.js');
    expect(plain.headers).not.toHaveProperty('content-encoding');
    expect(plain.payload).toBe('main()');
  });
});

describe('every answer', () => {
  it('allows the own inline parts by their hash and nothing unsafe', async () => {
    for (const path of ['/', '/nirde', '/api/health', '/api/nirde']) {
      const policy = String((await get(path)).headers['content-security-policy']);
      expect(policy).not.toContain('unsafe');
      expect(policy.split(';')).toEqual(
        expect.arrayContaining([
          "default-src 'none'",
          `script-src 'self' ${hash(SCRIPT)}`,
          `style-src 'self' ${hash(STYLE)}`,
          "connect-src 'self'",
          "img-src 'self' data: blob:",
          "media-src 'self' blob:",
          "worker-src 'self'",
          "manifest-src 'self'",
          "form-action 'self'",
          "base-uri 'none'",
          "frame-ancestors 'none'",
        ]),
      );
    }
  });

  it('keeps other sites out, and camera, microphone and place for the own pages', async () => {
    const { headers } = await get('/');
    expect(headers).toMatchObject({
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'permissions-policy': expect.stringContaining('camera=(self), microphone=(self), geolocation=(self)'),
    });
    expect(headers).not.toHaveProperty('strict-transport-security');
    expect(headers).not.toHaveProperty('x-powered-by');
  });

  it('go with an answer for which no page was looked for, too', async () => {
    const { statusCode, headers } = await get('/%E0%A4%A');
    expect(statusCode).toBe(400);
    expect(headers).toMatchObject({
      'content-security-policy': expect.stringContaining("default-src 'none'"),
      'x-content-type-options': 'nosniff',
    });
  });

  it('insists on TLS exactly where the public address has it', async () => {
    const secure = await openTestApp(await databases.fresh(), folder, {
      config: { publicOrigin: 'https://kopru.example' },
    });
    const { headers } = await secure.app.inject('/api/health');
    await secure.close();
    expect(headers['strict-transport-security']).toBe('max-age=63072000; includeSubDomains');
    expect(headers['content-security-policy']).toContain('upgrade-insecure-requests');
  });
});

describe('the API', () => {
  it.each<[string, string, string]>([
    ['POST', `/api/applications/${freshId()}`, 'PUT'],
    ['GET', '/api/threads/open', 'POST'],
    ['DELETE', '/api/directory', 'GET, HEAD'],
    ['PATCH', '/api/staff/session', 'DELETE, GET, HEAD, POST'],
    ['OPTIONS', '/api/staff/cases', 'GET, HEAD'],
  ])('knows no %s %s and says what it knows', async (method, url, allow) => {
    const answer = await test.app.inject({
      method: method as 'POST',
      url,
      headers: { 'content-type': 'text/plain' },
      ...(method === 'POST' ? { payload: 'x' } : {}),
    });
    expect([answer.statusCode, answer.json().code]).toEqual([405, 'method-not-allowed']);
    expect(answer.headers.allow).toBe(allow);
  });

  it.each(['/api', '/api/', '/api/nirde', '/api/applications', '/api/applications/'])(
    'answers %s with a problem, never with a page',
    async (path) => {
      const answer = await get(path);
      expect(answer.headers['content-type']).toBe('application/problem+json');
      expect(answer.statusCode).toBe(path === '/api/applications/' ? 405 : 404);
    },
  );

  it('tells devices the settings and the directory, compressed, and 304 when they have them', async () => {
    const schemas = { '/api/operator': operatorSchema, '/api/directory': directorySchema };
    for (const [path, schema] of Object.entries(schemas)) {
      const plain = await get(path);
      const br = await get(path, { 'accept-encoding': 'gzip, deflate, br' });
      const gzip = await get(path, { 'accept-encoding': 'gzip, br;q=0' });
      v.parse(schema, plain.json());
      expect(brotliDecompressSync(br.rawPayload)).toEqual(plain.rawPayload);
      expect(gunzipSync(gzip.rawPayload)).toEqual(plain.rawPayload);
      expect(br.headers).toMatchObject({ vary: 'accept-encoding', 'cache-control': 'no-cache' });
      const tag = String(br.headers.etag);
      const headers = { 'accept-encoding': 'br', 'if-none-match': `"other", W/${tag}` };
      const known = await get(path, headers);
      expect([known.statusCode, known.payload, known.headers.etag]).toEqual([304, '', tag]);
    }
  });

  it('opens the disaster kind only when the operator does', async () => {
    const open = await openTestApp(await databases.fresh(), folder, { config: { disasterOpen: true } });
    const kinds = async ({ app }: TestApp) => (await app.inject('/api/operator')).json().openKinds;
    expect(await kinds(test)).not.toContain('disaster');
    expect(await kinds(open)).toContain('disaster');
    await open.close();
  });

  it('accepts a disaster that was written offline while the kind was open, although it is open no more', async () => {
    expect(test.services.config.disasterOpen).toBe(false);
    const answer = await putApplication(test.app, freshId(), anApplication({ kind: 'disaster' }));
    expect(answer.statusCode).toBe(201);
  });

  it('is ready while its database answers, and alive even when it does not', async () => {
    const database = await databases.fresh();
    const other = await openTestApp(database, folder);
    expect((await other.app.inject('/api/ready')).json()).toEqual({ state: 'ready' });
    await other.appPool.end();
    const answer = await other.app.inject('/api/ready');
    expect([answer.statusCode, answer.json().code]).toEqual([503, 'unavailable']);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThanOrEqual(5);
    expect((await other.app.inject('/api/health')).json()).toEqual({ state: 'alive' });
    const delivered = await putApplication(other.app, freshId(), anApplication());
    expect([delivered.statusCode, delivered.json().code]).toEqual([503, 'unavailable']);
    await other.app.close();
  });
});

describe('the log', () => {
  it('holds the route and the outcome of a request, and nothing of the citizen', async () => {
    const id = freshId();
    const application = anApplication({ subject: 'Gizli konu' });
    test.logged.length = 0;
    await putApplication(test.app, id, application);
    await putApplication(test.app, id, { ...application, subject: '' });
    await get(`/api/operator?nirde=${application.trackingKey}`);
    const lines = test.logged.map((line) => JSON.parse(line));
    expect(lines).toHaveLength(3);
    expect(lines[0]).toEqual({
      level: 'info',
      time: expect.any(String),
      msg: 'Request answered',
      method: 'PUT',
      route: '/api/applications/:id',
      status: 201,
      durationMs: expect.any(Number),
    });
    expect(lines[1]).toMatchObject({ status: 409, problem: 'id-conflict' });
    const all = test.logged.join('');
    for (const secret of [id, application.trackingKey, 'Gizli', 'Deniz', '127.0.0.1', 'nirde']) {
      expect(all).not.toContain(secret);
    }
  });
});
