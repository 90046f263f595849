// Uploads when something breaks: the connection, the disk, the server in the middle of the last step. What came is kept, and
// whoever goes on gets a receipt.

import { randomBytes } from 'node:crypto';
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { StorageFull } from '../../server/attachments/blob-store/blob-store.ts';
import type { PartStore } from '../../server/attachments/part-store/part-store.ts';
import { makeTemporaryFolder, startTestDatabase, startTimeoutMs, type TestDatabases } from './databases.ts';
import { openTestApp, type TestApp } from './http-app.ts';
import { openPatch } from './raw-patch.ts';
import { sendApplication, type TusClient, tusClient } from './tus-client.ts';

let databases: TestDatabases;
let folder: string;
let test: TestApp;
let origin: string;
/** Turned on by a test: the disk takes no byte more. */
const disk = { isFull: false };
/** Set by a test: the whole is put together when it says so. */
let gathering: { begun: () => void; until: Promise<void> } | undefined;

beforeAll(async () => {
  databases = await startTestDatabase();
  folder = await makeTemporaryFolder();
  test = await openTestApp(await databases.fresh(), folder, {
    changeStores: (stores) => ({ ...stores, parts: fillable(stores.parts) }),
  });
  origin = await test.app.listen({ port: 0, host: '127.0.0.1' });
}, startTimeoutMs);

afterAll(async () => {
  await test.close();
  await databases.stop();
  await rm(folder, { recursive: true, force: true });
}, startTimeoutMs);

function fillable(parts: PartStore): PartStore {
  return {
    ...parts,
    gather: async (received) => {
      gathering?.begun();
      await gathering?.until;
      return parts.gather(received);
    },
    openWriter: async (...given) => {
      const writer = await parts.openWriter(...given);
      const flush = () => (disk.isFull ? Promise.reject(new StorageFull('no room')) : writer.flush());
      return { ...writer, flush };
    },
  };
}

const stateOf = async (id: string) =>
  (await test.pool.query('select state from attachment where id = $1', [id])).rows[0]?.state;
const isWanted = async (id: string) =>
  (await test.pool.query('select is_lease_wanted from upload where attachment_id = $1', [id])).rows[0]
    ?.is_lease_wanted;
const isHeld = async (id: string) =>
  (await test.pool.query('select lease is not null as held from upload where attachment_id = $1', [id]))
    .rows[0]?.held;
const codeOf = async (answer: Response) => [answer.status, ((await answer.json()) as { code: string }).code];

async function partsOf(id: string): Promise<string[]> {
  const uploads = join(folder, 'uploads');
  const names = await readdir(uploads);
  return names.filter((name) => name.startsWith(id)).map((name) => join(uploads, name));
}

/** Something of it is in its file. */
async function untilWritten(id: string): Promise<void> {
  const written = async () => {
    const [path] = await partsOf(id);
    return path ? (await stat(path)).size : 0;
  };
  await expect.poll(written, { timeout: startTimeoutMs }).toBeGreaterThan(0);
}

describe('an upload', () => {
  it('keeps what came before the connection broke', async () => {
    const bytes = randomBytes(800_000);
    const sent = await sendApplication(origin, [{ bytes }]);
    const client = tusClient(sent);
    await client.create();
    const broken = await openPatch(sent, client.id, { 'content-length': '800000' });
    await broken.send(bytes.subarray(0, 700_000));
    await untilWritten(client.id);
    broken.reset();
    const offset = await client.offset();
    expect(offset).toBeGreaterThan(0);
    expect(offset).toBeLessThanOrEqual(700_000);
    expect((await client.patch(offset, bytes.subarray(offset))).headers.has('upload-receipt')).toBe(true);
  });

  it('is taken over by a new request from one that hangs', async () => {
    const bytes = randomBytes(800_000);
    const sent = await sendApplication(origin, [{ bytes }]);
    const client = tusClient(sent);
    await client.create();
    const hanging = await openPatch(sent, client.id, { 'content-length': '800000' });
    await hanging.send(bytes.subarray(0, 700_000));
    await untilWritten(client.id);
    const offset = await client.offset();
    expect(offset).toBeGreaterThan(0);
    expect((await client.patch(offset, bytes.subarray(offset))).headers.has('upload-receipt')).toBe(true);
    hanging.reset();
  });

  it.each<[string, (client: TusClient) => Promise<Response>, number, string]>([
    ['taken back', (client) => client.end(), 422, ''],
    ['asked for', (client) => client.head(), 200, 'ey'],
    ['sent on', (client) => client.patch(400_000, Buffer.alloc(400_000)), 409, ''],
  ])('that is %s while its whole is being stored is stored, and says so', async (_, ask, status, receipt) => {
    const bytes = randomBytes(800_000);
    const client = tusClient(await sendApplication(origin, [{ bytes }]));
    await client.create();
    await client.patch(0, bytes.subarray(0, 400_000));
    const begun = Promise.withResolvers<void>();
    const until = Promise.withResolvers<void>();
    gathering = { begun: begun.resolve, until: until.promise };
    const last = client.patch(400_000, bytes.subarray(400_000));
    await begun.promise;
    const asked = ask(client);
    await expect.poll(() => isWanted(client.id), { timeout: startTimeoutMs }).toBe(true);
    until.resolve();
    gathering = undefined;
    const answer = await asked;
    expect(answer.status).toBe(status);
    expect(answer.headers.get('upload-receipt') ?? '').toMatch(new RegExp(`^${receipt}`));
    await last;
    expect(await stateOf(client.id)).toBe('stored');
    expect((await client.head()).headers.has('upload-receipt')).toBe(true);
    expect(await client.offset()).toBe(800_000);
    expect(await isHeld(client.id)).toBe(false);
  });

  it('says that there is no room, keeps what it had, and goes on when there is', async () => {
    const bytes = randomBytes(1_000);
    const client = tusClient(await sendApplication(origin, [{ bytes }]));
    await client.create();
    await client.patch(0, bytes.subarray(0, 400));
    disk.isFull = true;
    expect(await codeOf(await client.patch(400, bytes.subarray(400)))).toEqual([507, 'storage-full']);
    expect(await client.offset()).toBe(400);
    disk.isFull = false;
    expect((await client.patch(400, bytes.subarray(400))).headers.has('upload-receipt')).toBe(true);
  });

  it('is finished by whoever asks next where the server died over it', async () => {
    const bytes = randomBytes(500);
    const client = tusClient(await sendApplication(origin, [{ bytes }]));
    await client.create();
    await client.patch(0, bytes);
    // As if the server had died between keeping the whole and recording it: the blob is there, the part is gone.
    await test.pool.query(
      `with a as (update attachment set state = 'uploading', stored_at = null where id = $1),
            r as (delete from rendition where attachment_id = $1), j as (delete from job where attachment_id = $1)
       insert into upload_part (attachment_id, first_byte, byte_length, name) values ($1, 0, 500, 'gone')`,
      [client.id],
    );
    expect((await client.head()).headers.has('upload-receipt')).toBe(true);
    expect(await stateOf(client.id)).toBe('stored');
  });

  it('is finished by whoever goes on where the whole had become the blob and was not recorded', async () => {
    const bytes = randomBytes(500);
    const client = tusClient(await sendApplication(origin, [{ bytes }]));
    await client.create();
    await client.patch(0, bytes.subarray(0, 200));
    await test.stores.blobs.put(Readable.from([bytes]));
    for (const path of await partsOf(client.id)) await rm(path);
    expect(await client.offset()).toBe(200);
    expect((await client.patch(200, bytes.subarray(200))).headers.has('upload-receipt')).toBe(true);
    expect(await stateOf(client.id)).toBe('stored');
  });

  it('begins again where a part is gone and the whole is not here', async () => {
    const bytes = randomBytes(500);
    const client = tusClient(await sendApplication(origin, [{ bytes }]));
    await client.create();
    await client.patch(0, bytes.subarray(0, 200));
    for (const path of await partsOf(client.id)) await rm(path);
    await client.patch(200, bytes.subarray(200));
    expect(await client.offset()).toBe(0);
    expect((await client.patch(0, bytes)).headers.has('upload-receipt')).toBe(true);
  });
});
