// The clips in sign language, from a recording in the studio to what every citizen's device is told: who may do what, what
// is shown, and that nothing is shown before somebody has published it.

import { createHash } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startMediaQueue } from '../../server/attachments/media-queue.ts';
import { DEFAULT_PIPELINE_LIMITS } from '../../server/attachments/pipeline/limits.ts';
import { limitsOnlySandbox } from '../../server/attachments/pipeline/sandbox.ts';
import { createInvitation } from '../../server/identity/invitations.ts';
import type { SignClipSlot } from '../../src/domain/sign-clip.ts';
import {
  type StaffClipSlot,
  signClipsSchema,
  staffClipSchema,
  staffClipsSchema,
} from '../../src/domain/sign-clip-wire.ts';
import {
  makeTemporaryFolder,
  silentLogger,
  startTestDatabase,
  startTimeoutMs,
  type TestDatabases,
} from './databases.ts';
import { freshId, openTestApp, type TestApp } from './http-app.ts';

let databases: TestDatabases;
let folder: string;
let test: TestApp;
type Person = 'officer' | 'interpreter' | 'coordinator';
let cookies: Record<Person, string>;

/** Enough of a WebM for who looks at its beginning; nobody here plays it. */
const webm = (text: string): Buffer =>
  Buffer.concat([
    Buffer.from('1a45dfa39f4286810142f7810142f2810442f381084282847765626d', 'hex'),
    Buffer.from(text.padEnd(64)),
  ]);
const OPERATORS = webm('of the operator');

beforeAll(async () => {
  databases = await startTestDatabase();
  folder = await makeTemporaryFolder();
  const staticRoot = join(folder, 'front');
  await mkdir(join(staticRoot, 'sign-clips'), { recursive: true });
  await writeFile(join(staticRoot, 'index.html'), '<!doctype html>');
  await writeFile(join(staticRoot, 'sign-clips/question-kind.webm'), OPERATORS);
  await writeFile(join(staticRoot, 'sign-clips/page-help.mp4'), 'no film');
  const captions = 'WEBVTT\n\n00:00.000 --> 00:02.000\nBaşvurunuz hangi türden?\n';
  await writeFile(join(staticRoot, 'sign-clips/question-kind.vtt'), captions);
  test = await openTestApp(await databases.migrated(), folder, { staticRoot });
  cookies = {
    officer: await signIn('officer'),
    interpreter: await signIn('interpreter'),
    coordinator: await signIn('coordinator'),
  };
}, startTimeoutMs);

afterAll(async () => {
  await test.close();
  await databases.stop();
  await rm(folder, { recursive: true, force: true });
}, startTimeoutMs);

async function signIn(role: Person): Promise<string> {
  const invitee = { name: `Ekin ${role}`, institutionId: null, role };
  const { token } = await createInvitation(test.database, invitee, test.clock.nowMs);
  const payload = { invitation: token };
  const answer = await test.app.inject({ method: 'POST', url: '/api/staff/session', payload });
  return String(answer.headers['set-cookie']).split(';')[0] ?? '';
}

interface Call {
  as?: Person;
  method?: 'GET' | 'PUT' | 'DELETE';
  payload?: Buffer | object;
  headers?: Record<string, string>;
}
const call = (url: string, { as, method = 'GET', payload, headers = {} }: Call = {}) =>
  test.app.inject({
    method,
    url,
    headers: { ...headers, ...(as ? { cookie: cookies[as] } : {}) },
    ...(payload === undefined ? {} : { payload }),
  });

const pathOf = (slot: SignClipSlot, id: string) => `/api/staff/sign-clips/${slot}/${id}`;

interface Sent {
  slot: SignClipSlot;
  id: string;
}
async function bring(slot: SignClipSlot, bytes: Buffer, as: Person = 'interpreter', id = freshId()) {
  const digest = createHash('sha256').update(bytes).digest('base64');
  const headers = { 'content-type': 'video/webm;codecs=vp8', 'content-digest': `sha-256=:${digest}:` };
  const answer = await call(pathOf(slot, id), { as, method: 'PUT', payload: bytes, headers });
  return { answer, slot, id };
}
const publish = ({ slot, id }: Sent, as: Person = 'coordinator', payload: object = {}) =>
  call(`${pathOf(slot, id)}/publication`, { as, method: 'PUT', payload });

/** Without ffmpeg: what it makes is tested in tests/security. */
async function work(): Promise<void> {
  const queue = startMediaQueue({
    database: test.database,
    blobs: test.stores.blobs,
    tools: { sandbox: limitsOnlySandbox(), media: undefined },
    limits: DEFAULT_PIPELINE_LIMITS,
    workFolder: join(folder, 'media-work'),
    now: () => test.clock.nowMs,
    log: silentLogger,
  });
  await queue.drain();
  await queue.stop();
}

const shown = async () => v.parse(signClipsSchema, (await call('/api/sign-clips')).json()).clips;
const place = async (slot: SignClipSlot): Promise<StaffClipSlot | undefined> => {
  const answer = await call('/api/staff/sign-clips', { as: 'officer' });
  return v.parse(staffClipsSchema, answer.json()).slots.find((one) => one.slot === slot);
};
const audited = async (id: string) => {
  const rows = await test.database
    .selectFrom('audit_entry')
    .select('action')
    .where('clip_id', '=', id)
    .orderBy('id')
    .execute();
  return rows.map(({ action }) => action);
};

describe('the operator’s files', () => {
  it('are shown with their captions, whole or in part, under an address for ever; what is no film is left out', async () => {
    const clips = await shown();
    expect(clips['page-help']).toBeUndefined();
    const clip = clips['question-kind'];
    expect(clip?.captions).toEqual([{ startMs: 0, endMs: 2_000, text: 'Başvurunuz hangi türden?' }]);
    const url = clip?.webm?.url ?? '';
    const whole = await call(url);
    expect(whole.rawPayload.equals(OPERATORS)).toBe(true);
    expect(whole.headers).toMatchObject({
      'content-type': 'video/webm',
      'cache-control': 'public, max-age=31536000, immutable',
      'content-security-policy':
        "default-src 'none'; sandbox; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
    });
    const part = await call(url, { headers: { range: 'bytes=4-7' } });
    expect([part.statusCode, part.rawPayload]).toEqual([206, OPERATORS.subarray(4, 8)]);
    expect(test.logged.join()).toContain('"event":"sign-clip-left-out","code":"content","kind":"page-help"');
  });

  it('are asked for again only when something has changed', async () => {
    const first = await call('/api/sign-clips');
    const again = await call('/api/sign-clips', { headers: { 'if-none-match': String(first.headers.etag) } });
    expect(again.statusCode).toBe(304);
  });

  it.each([
    [`/api/sign-clips/files/${'a'.repeat(64)}.mp4`, 404],
    ['/api/sign-clips/files/index.html', 400],
    [`/api/sign-clips/files/${encodeURIComponent('../index.html')}`, 400],
  ])('%s: %s', async (url, status) => {
    expect((await call(url)).statusCode).toBe(status);
  });
});

describe('a clip of the studio', () => {
  it('is brought, looked at, published over the operator’s file, and taken back; each act is in the audit', async () => {
    const bytes = webm('of the studio');
    const sent = await bring('question-kind', bytes);
    expect(sent.answer.statusCode).toBe(201);
    expect(v.parse(staffClipSchema, sent.answer.json())).toMatchObject({
      state: 'stored',
      storedBy: 'Ekin interpreter',
    });
    expect((await bring('question-kind', bytes, 'interpreter', sent.id)).answer.statusCode).toBe(200);
    expect((await publish(sent)).json()).toMatchObject({ code: 'clip-not-ready' });
    await work();
    expect(await place('question-kind')).toMatchObject({
      draft: { id: sent.id, state: 'original-only', renditions: ['original'] },
      hasFile: true,
    });
    const seen = await call(`${pathOf('question-kind', sent.id)}/files/original`, { as: 'interpreter' });
    expect(seen.rawPayload.equals(bytes)).toBe(true);
    const captions = [{ startMs: 0, endMs: 1_000, text: 'Tür' }];
    expect((await publish(sent, 'coordinator', { captions })).statusCode).toBe(200);
    const clip = (await shown())['question-kind'];
    expect(clip).toMatchObject({ captions, webm: { byteLength: bytes.length } });
    expect((await call(clip?.webm?.url ?? '')).rawPayload.equals(bytes)).toBe(true);

    const back = await call(`${pathOf('question-kind', sent.id)}/publication`, {
      as: 'coordinator',
      method: 'DELETE',
    });
    expect(back.statusCode).toBe(204);
    expect((await shown())['question-kind']?.webm?.byteLength).toBe(OPERATORS.length);
    expect((await call(clip?.webm?.url ?? '')).statusCode).toBe(404);
    expect(await audited(sent.id)).toEqual([
      'clip-stored',
      'clip-original-only',
      'clip-published',
      'clip-taken-back',
    ]);
  });

  it('gives way to a newer one: a draft to a draft, and what is shown to what is published', async () => {
    const first = await bring('state-answered', webm('first'));
    const second = await bring('state-answered', webm('second'));
    await work();
    expect((await place('state-answered'))?.draft?.id).toBe(second.id);
    expect((await publish(first)).statusCode).toBe(404);
    expect((await publish(second)).statusCode).toBe(200);
    const third = await bring('state-answered', webm('third'));
    await work();
    expect(await place('state-answered')).toMatchObject({
      published: { id: second.id },
      draft: { id: third.id },
    });
    expect((await publish(third)).statusCode).toBe(200);
    expect((await place('state-answered'))?.published?.id).toBe(third.id);
    expect((await place('state-answered'))?.draft).toBeUndefined();
  });

  it('that is not what it should be is rejected, and never shown', async () => {
    const sent = await bring('page-start', Buffer.from('<html><script>1</script></html>'.padEnd(80)));
    await work();
    expect((await place('page-start'))?.draft).toMatchObject({ state: 'rejected', problem: 'web-page' });
    expect((await publish(sent)).json()).toMatchObject({ code: 'clip-not-ready' });
    expect(
      (await call(`${pathOf('page-start', sent.id)}/files/original`, { as: 'officer' })).statusCode,
    ).toBe(404);
    const discarded = await call(pathOf('page-start', sent.id), { as: 'interpreter', method: 'DELETE' });
    expect(discarded.statusCode).toBe(204);
    expect((await place('page-start'))?.draft).toBeUndefined();
  });
});

describe('who may', () => {
  it('record: an interpreter and a coordinator; publish and take back: a coordinator only', async () => {
    expect((await bring('page-notice', webm('x'), 'officer')).answer.statusCode).toBe(403);
    const sent = await bring('page-notice', webm('x'));
    await work();
    for (const role of ['officer', 'interpreter'] as const)
      expect((await publish(sent, role)).statusCode).toBe(403);
    expect((await publish(sent)).statusCode).toBe(200);
    const url = `${pathOf('page-notice', sent.id)}/publication`;
    expect((await call(url, { as: 'interpreter', method: 'DELETE' })).statusCode).toBe(403);
  });

  it('see the studio: nobody without a session', async () => {
    expect((await call('/api/staff/sign-clips')).statusCode).toBe(401);
  });
});

describe('bytes', () => {
  it('that are not those that were announced are not kept', async () => {
    const digest = createHash('sha256').update('something else').digest('base64');
    const answer = await call(pathOf('page-send', freshId()), {
      as: 'interpreter',
      method: 'PUT',
      payload: webm('x'),
      headers: { 'content-type': 'video/webm', 'content-digest': `sha-256=:${digest}:` },
    });
    expect(answer.json()).toMatchObject({ code: 'media-digest-mismatch' });
    expect((await place('page-send'))?.draft).toBeUndefined();
  });

  it('under the id of another clip are refused', async () => {
    const sent = await bring('page-track', webm('one'));
    const other = await bring('page-track', webm('two'), 'interpreter', sent.id);
    expect(other.answer.json()).toMatchObject({ code: 'media-conflict' });
  });

  it('of no place of the app are refused', async () => {
    const answer = await call(`/api/staff/sign-clips/page-nowhere/${freshId()}`, {
      as: 'interpreter',
      method: 'PUT',
      payload: webm('x'),
      headers: { 'content-type': 'video/webm' },
    });
    expect(answer.json()).toMatchObject({ code: 'malformed-id' });
  });
});
