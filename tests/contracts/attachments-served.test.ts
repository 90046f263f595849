// From the moment the last byte of an attachment is stored: the queue that works on it, and what is then served to whom.

import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { StorageFull } from '../../server/attachments/blob-store/blob-store.ts';
import { MAX_ATTEMPTS } from '../../server/attachments/media-job.ts';
import { type MediaQueueOptions, startMediaQueue } from '../../server/attachments/media-queue.ts';
import { DEFAULT_PIPELINE_LIMITS } from '../../server/attachments/pipeline/limits.ts';
import { limitsOnlySandbox, type ToolEnd } from '../../server/attachments/pipeline/sandbox.ts';
import type { MediaTools } from '../../server/attachments/pipeline/tools.ts';
import { recordStored } from '../../server/attachments/upload-rows.ts';
import { createInvitation } from '../../server/identity/invitations.ts';
import type { AttachmentKind } from '../../src/domain/attachment.ts';
import { pdfOf, zipOf } from '../fixtures/attachments/documents.ts';
import { picture } from '../fixtures/attachments/images.ts';
import { TAGS, tracesIn } from '../fixtures/attachments/tags.ts';
import {
  makeTemporaryFolder,
  silentLogger,
  startTestDatabase,
  startTimeoutMs,
  type TestDatabases,
} from './databases.ts';
import { anApplication, freshId, openTestApp, putApplication, type TestApp } from './http-app.ts';

let databases: TestDatabases;
let folder: string;
let test: TestApp;
let jpeg: Buffer;

beforeAll(async () => {
  databases = await startTestDatabase();
  folder = await makeTemporaryFolder();
  test = await openTestApp(await databases.fresh(), folder);
  jpeg = await picture(64, 48).jpeg().toBuffer();
}, startTimeoutMs);

afterAll(async () => {
  await test.close();
  await databases.stop();
  await rm(folder, { recursive: true, force: true });
}, startTimeoutMs);

/** No ffmpeg: what it makes is tested in tests/security. */
const plainTools = (): MediaTools => ({ sandbox: limitsOnlySandbox(), media: undefined });

function startQueue(changes: Partial<MediaQueueOptions> = {}) {
  return startMediaQueue({
    database: test.database,
    blobs: test.stores.blobs,
    tools: plainTools(),
    limits: DEFAULT_PIPELINE_LIMITS,
    workFolder: join(folder, 'media-work'),
    now: () => test.clock.nowMs,
    log: silentLogger,
    ...changes,
  });
}

/** Until nothing is due. */
async function work(changes: Partial<MediaQueueOptions> = {}): Promise<void> {
  const queue = startQueue(changes);
  await queue.drain();
  await queue.stop();
}

interface Stored {
  id: string;
  applicationId: string;
  trackingKey: string;
}

/** An accepted application with one attachment whose last byte has just come. */
async function store(kind: AttachmentKind, bytes: Buffer, mediaType: string): Promise<Stored> {
  const [applicationId, id] = [freshId(), freshId()];
  const digest = createHash('sha256').update(bytes).digest();
  const manifest = {
    id,
    kind,
    role: 'supporting',
    mediaType,
    byteLength: bytes.length,
    digest: digest.toString('base64url'),
  };
  const application = anApplication({ attachments: [manifest] });
  const accepted = await putApplication(test.app, applicationId, application);
  expect(accepted.statusCode).toBe(201);
  const { key } = await test.stores.blobs.put(chunks(bytes));
  const subject = { id, applicationId, kind, byteLength: bytes.length, digest, position: 0, mediaType };
  await recordStored(
    test.database,
    { ...subject, actId: null, storedAt: null, upload: undefined },
    key,
    test.clock.nowMs,
  );
  return { id, applicationId, trackingKey: application.trackingKey };
}

async function* chunks(bytes: Buffer) {
  yield bytes;
}

const attachmentOf = ({ id }: Stored) =>
  test.database
    .selectFrom('attachment')
    .select(['state', 'problem'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
const jobOf = ({ id }: Stored) =>
  test.database.selectFrom('job').selectAll().where('attachment_id', '=', id).executeTakeFirst();

interface Ask {
  key?: string;
  cookie?: string;
  headers?: Record<string, string>;
  method?: 'GET' | 'HEAD';
}
const get = ({ id }: Stored, rendition: string, { key, cookie, headers = {}, method = 'GET' }: Ask = {}) =>
  test.app.inject({
    method,
    url: `/api/attachments/${id}/${rendition}`,
    headers: {
      ...headers,
      ...(key ? { authorization: `Bearer ${key}` } : {}),
      ...(cookie ? { cookie } : {}),
    },
  });

async function signIn(institutionId: string | null): Promise<string> {
  const invitee = { name: `Ekin ${randomBytes(4).toString('hex')}`, institutionId };
  const { token } = await createInvitation(test.database, invitee, test.clock.nowMs);
  const answer = await test.app.inject({
    method: 'POST',
    url: '/api/staff/session',
    payload: { invitation: token },
  });
  return String(answer.headers['set-cookie']).split(';')[0] ?? '';
}

describe('a photo that was stored', () => {
  let photo: Stored;
  beforeAll(async () => {
    photo = await store('photo', jpeg, 'image/jpeg');
  });

  it('is not served before it was worked on', async () => {
    for (const rendition of ['original', 'image']) {
      expect((await get(photo, rendition, { key: photo.trackingKey })).statusCode).toBe(404);
    }
  });

  it('is ready after the work, which ends its job and leaves nothing behind', async () => {
    await work();
    expect(await attachmentOf(photo)).toEqual({ state: 'ready', problem: null });
    expect(await jobOf(photo)).toBeUndefined();
    expect(await readdir(join(folder, 'media-work'))).toEqual([]);
    const audit = await test.database
      .selectFrom('audit_entry')
      .select('action')
      .where('application_id', '=', photo.applicationId)
      .orderBy('id')
      .execute();
    expect(audit.map(({ action }) => action).slice(-2)).toEqual(['attachment-stored', 'attachment-ready']);
  });

  it('is named in the thread with the forms that are served, and no other', async () => {
    const answer = await test.app.inject({
      method: 'POST',
      url: '/api/threads/open',
      payload: { trackingKey: photo.trackingKey },
    });
    expect(answer.json().threads[0].attachments).toEqual([
      expect.objectContaining({ id: photo.id, state: 'ready', renditions: ['image'] }),
    ]);
  });

  it('is served redrawn to whoever holds the tracking key, with a policy that lets nothing run', async () => {
    const answer = await get(photo, 'image', { key: photo.trackingKey });
    expect(answer.statusCode).toBe(200);
    expect(answer.headers).toMatchObject({
      'content-type': 'image/jpeg',
      'content-length': String(answer.rawPayload.length),
      'content-security-policy':
        "default-src 'none'; sandbox; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
      'content-disposition': 'inline',
      'cache-control': 'no-store',
    });
    expect(answer.rawPayload.subarray(0, 3).toString('hex')).toBe('ffd8ff');
  });

  it('is never served as it came', async () => {
    const answer = await get(photo, 'original', { key: photo.trackingKey });
    expect([answer.statusCode, answer.json().code]).toEqual([404, 'not-found']);
  });

  it('is served in parts to who asks for a range', async () => {
    const { rawPayload: all } = await get(photo, 'image', { key: photo.trackingKey });
    const part = await get(photo, 'image', { key: photo.trackingKey, headers: { range: 'bytes=10-19' } });
    expect([part.statusCode, part.headers['content-range'], part.headers['content-length']]).toEqual([
      206,
      `bytes 10-19/${all.length}`,
      '10',
    ]);
    expect(part.rawPayload.equals(all.subarray(10, 20))).toBe(true);
    const behind = { range: `bytes=${all.length}-` };
    const none = await get(photo, 'image', { key: photo.trackingKey, headers: behind });
    expect([none.statusCode, none.headers['content-range']]).toEqual([416, `bytes */${all.length}`]);
    const other = { range: 'bytes=10-19', 'if-range': '"another"' };
    expect((await get(photo, 'image', { key: photo.trackingKey, headers: other })).statusCode).toBe(200);
  });

  it('tells its length without its bytes', async () => {
    const { rawPayload: all } = await get(photo, 'image', { key: photo.trackingKey });
    const answer = await get(photo, 'image', { key: photo.trackingKey, method: 'HEAD' });
    expect([answer.statusCode, answer.headers['content-length'], answer.rawPayload.length]).toEqual([
      200,
      String(all.length),
      0,
    ]);
  });

  it('is not there for another key, and asks for a session where there is none', async () => {
    const other = await store('photo', jpeg, 'image/jpeg');
    for (const key of [other.trackingKey, randomBytes(32).toString('base64url'), 'x']) {
      const answer = await get(photo, 'image', { key });
      expect([answer.statusCode, answer.json().code]).toEqual([404, 'not-found']);
    }
    expect((await get(photo, 'image')).statusCode).toBe(401);
    expect((await get(photo, 'svg', { key: photo.trackingKey })).statusCode).toBe(400);
  });

  it('is served to the officers who may see the case, and to no others', async () => {
    const [first, second] = await test.database
      .selectFrom('institution')
      .select('id')
      .where('is_centre', '=', false)
      .orderBy('id')
      .limit(2)
      .execute();
    await test.database
      .updateTable('case_file')
      .set({ institution_id: first?.id ?? '', state: 'assigned' })
      .where('application_id', '=', photo.applicationId)
      .execute();
    const status = async (institutionId: string | null) =>
      (await get(photo, 'image', { cookie: await signIn(institutionId) })).statusCode;
    expect(await status(null)).toBe(200);
    expect(await status(first?.id ?? '')).toBe(200);
    expect(await status(second?.id ?? '')).toBe(404);
  });
});

describe('a document', () => {
  it('is served as a copy without who wrote it, to be downloaded only; the bytes that came are kept', async () => {
    const bytes = pdfOf();
    const pdf = await store('document', bytes, 'application/octet-stream');
    await work();
    const answer = await get(pdf, 'original', { key: pdf.trackingKey });
    expect(answer.headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename="${pdf.id}.pdf"`,
      'content-security-policy': expect.stringContaining('sandbox'),
    });
    expect([tracesIn(bytes), tracesIn(answer.rawPayload)]).toEqual([[TAGS.author], []]);
    const digest = createHash('sha256').update(bytes).digest('hex');
    expect(await buffer(await test.stores.blobs.open(digest))).toEqual(bytes);
  });
});

describe('what is refused', () => {
  it('keeps its reason, has no job any more, and is served in no form', async () => {
    const zip = await store('document', zipOf({ 'a.txt': 'x' }), 'application/pdf');
    await work();
    expect(await attachmentOf(zip)).toEqual({ state: 'rejected', problem: 'archive' });
    expect(await jobOf(zip)).toBeUndefined();
    expect((await get(zip, 'original', { key: zip.trackingKey })).statusCode).toBe(404);
  });
});

describe('a tool that fails', () => {
  /** Every program but the inspecting one ends like this. */
  const failing = (end: ToolEnd, isInspectionToo = false): MediaTools => {
    const sandbox = limitsOnlySandbox();
    return {
      sandbox: {
        ...sandbox,
        run: async (run) => (run.program === process.execPath && !isInspectionToo ? sandbox.run(run) : end),
      },
      media: { ffmpeg: '/ffmpeg', ffprobe: '/ffprobe', writesMp4: true, writesWebm: true },
    };
  };
  const webm = Buffer.concat([
    Buffer.from('1a45dfa39f4286810142f7810142f2810442f381084282847765626d', 'hex'),
    randomBytes(64),
  ]);

  it(`is tried ${MAX_ATTEMPTS} times, later and later; then the recording is served as it came`, async () => {
    const voice = await store('voice', webm, 'audio/webm');
    const pauses: number[] = [];
    for (let attempt = 1; attempt < MAX_ATTEMPTS; attempt++) {
      await work({ tools: failing({ kind: 'took-too-long' }) });
      const job = await jobOf(voice);
      expect([job?.attempts, (await attachmentOf(voice)).state]).toEqual([attempt, 'stored']);
      pauses.push((job?.run_after.getTime() ?? 0) - test.clock.nowMs);
      test.clock.nowMs = job?.run_after.getTime() ?? 0;
    }
    expect(pauses).toEqual([10_000, 40_000, 160_000, 640_000]);
    await work({ tools: failing({ kind: 'took-too-long' }) });
    expect(await attachmentOf(voice)).toEqual({ state: 'original-only', problem: 'took-too-long' });
    expect(await jobOf(voice)).toBeUndefined();
    const answer = await get(voice, 'original', { key: voice.trackingKey });
    expect(answer.headers).toMatchObject({
      'content-type': 'video/webm',
      'content-disposition': `attachment; filename="${voice.id}.webm"`,
    });
    expect(answer.rawPayload.equals(webm)).toBe(true);
  });

  it('leaves nothing to be served where the file was never looked at', async () => {
    const photo = await store('photo', jpeg, 'image/jpeg');
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
      await work({ tools: failing({ kind: 'crashed', signal: 'SIGSEGV' }, true) });
      test.clock.nowMs = (await jobOf(photo))?.run_after.getTime() ?? test.clock.nowMs;
    }
    expect(await attachmentOf(photo)).toEqual({ state: 'rejected', problem: 'tool-failed' });
    expect((await get(photo, 'original', { key: photo.trackingKey })).statusCode).toBe(404);
  });

  it('counts an attempt that the server did not survive', async () => {
    const photo = await store('photo', jpeg, 'image/jpeg');
    await test.database
      .updateTable('job')
      .set({ attempts: MAX_ATTEMPTS })
      .where('attachment_id', '=', photo.id)
      .execute();
    await work();
    expect(await attachmentOf(photo)).toEqual({ state: 'rejected', problem: 'tool-failed' });
  });
});

describe('the queue', () => {
  it('does not count what is the fault of its own machine, and goes on when that is mended', async () => {
    const photo = await store('photo', jpeg, 'image/jpeg');
    const full = { ...test.stores.blobs, put: () => Promise.reject(new StorageFull('No room')) };
    const lines: object[] = [];
    const log = { ...silentLogger, error: (fields: object) => void lines.push(fields) };
    await work({ blobs: full, log });
    expect(await jobOf(photo)).toMatchObject({ attempts: 0, run_after: new Date(test.clock.nowMs + 60_000) });
    expect(lines).toEqual([{ event: 'media-fault', kind: 'photo', attempts: 1, code: 'StorageFull' }]);
    test.clock.nowMs += 60_000;
    await work();
    expect((await attachmentOf(photo)).state).toBe('ready');
  });

  it('hands each job to one of two servers', async () => {
    const photos = [];
    for (let index = 0; index < 4; index++) photos.push(await store('photo', jpeg, 'image/jpeg'));
    const finished: object[] = [];
    const log = { ...silentLogger, info: (fields: object) => void finished.push(fields) };
    const queues = [startQueue({ log }), startQueue({ log })];
    await Promise.all(queues.map((queue) => queue.drain()));
    await Promise.all(queues.map((queue) => queue.stop()));
    expect(finished).toHaveLength(4);
    for (const photo of photos) expect((await attachmentOf(photo)).state).toBe('ready');
  });

  it('gives back what it is at when it is stopped, and another goes on at once', async () => {
    const photo = await store('photo', jpeg, 'image/jpeg');
    const queue = startQueue();
    await expect.poll(async () => (await jobOf(photo))?.attempts).toBe(1);
    await queue.stop();
    expect(await jobOf(photo)).toMatchObject({ attempts: 0, run_after: new Date(test.clock.nowMs) });
    await mkdir(join(folder, 'media-work'), { recursive: true });
    await work();
    expect((await attachmentOf(photo)).state).toBe('ready');
  });

  it('writes nothing where its lease was lost to another', async () => {
    const photo = await store('photo', jpeg, 'image/jpeg');
    const stolen = {
      ...test.stores.blobs,
      put: async (source: Parameters<typeof test.stores.blobs.put>[0]) => {
        await test.database
          .updateTable('job')
          .set({ attempts: 2, run_after: new Date(test.clock.nowMs + 120_000) })
          .where('attachment_id', '=', photo.id)
          .execute();
        return test.stores.blobs.put(source);
      },
    };
    await work({ blobs: stolen });
    expect(await attachmentOf(photo)).toMatchObject({ state: 'stored' });
    expect(await jobOf(photo)).toMatchObject({ attempts: 2 });
  });
});
