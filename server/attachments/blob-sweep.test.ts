import { createHash, randomBytes } from 'node:crypto';
import { rm, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  asOwner,
  makeTemporaryFolder,
  startTestDatabase,
  type TestDatabases,
} from '../../tests/contracts/databases.ts';
import { newId, openStore, type Store, seedCase, seedOfficer } from '../../tests/fixtures/casework.ts';
import type { OpenDatabase } from '../store/contract.ts';
import { embeddedRoles } from '../store/database-folder.ts';
import { recordMedium } from './answer-media.ts';
import { removeMedium } from './answer-media-removal.ts';
import { createDiskBlobStore } from './blob-store/disk-blob-store.ts';
import { sweepBlobs } from './blob-sweep.ts';

const NOW = Date.parse('2026-11-23T08:00:00.000Z');
const DAY_MS = 86_400_000;

let databases: TestDatabases;
let folder: string;
let database: OpenDatabase;
let store: Store;
beforeAll(async () => {
  databases = await startTestDatabase();
});
afterAll(() => databases.stop());
beforeEach(async () => {
  database = await databases.migrated();
  store = await openStore(database);
  folder = await makeTemporaryFolder();
  return async () => {
    await store.close();
    await rm(folder, { recursive: true, force: true });
  };
});

const blobs = () => createDiskBlobStore(folder);

async function* once(bytes: Buffer) {
  yield bytes;
}

/** @returns the key of new bytes that were put so long ago */
async function put(ageMs: number): Promise<string> {
  const { key } = await blobs().put(once(randomBytes(50)));
  const at = (Date.now() - ageMs) / 1000;
  await utimes(join(folder, key.slice(0, 2), key.slice(2, 4), key), at, at);
  return key;
}

const sweep = () => sweepBlobs({ database: store.db, blobs: blobs() }, Date.now());
const isThere = async (key: string) => (await blobs().stat(key)) !== undefined;

async function attach(key: string, change: { stored_at?: Date } = {}): Promise<string> {
  const id = newId();
  await store.db
    .insertInto('attachment')
    .values({
      id,
      application_id: await seedCase(store.db),
      kind: 'photo',
      role: 'supporting',
      media_type: 'image/jpeg',
      byte_length: 50,
      digest: Buffer.from(key, 'hex'),
      position: 1,
      created_at: new Date(NOW),
      ...change,
    })
    .execute();
  return id;
}

const nameAs = (attachmentId: string, key: string, name = 'image') =>
  store.db
    .insertInto('rendition')
    .values({
      attachment_id: attachmentId,
      name,
      media_type: 'image/jpeg',
      byte_length: 50,
      blob_key: key,
      created_at: new Date(NOW),
    })
    .execute();

describe('the sweep of blobs', () => {
  it('takes what no row names and is older than a day, and nothing else', async () => {
    const [orphan, young, named, awaited] = [
      await put(DAY_MS + 60_000),
      await put(DAY_MS - 60_000),
      await put(9 * DAY_MS),
      await put(9 * DAY_MS),
    ];
    // What a lost lease leaves: the other attempt's bytes are named, these are not.
    const cameAs = await put(9 * DAY_MS);
    await nameAs(await attach(cameAs, { stored_at: new Date(NOW) }), named);
    await attach(awaited);
    expect(await sweep()).toBe(1);
    expect(await Promise.all([orphan, young, named, awaited, cameAs].map(isThere))).toEqual([
      false,
      true,
      true,
      true,
      true,
    ]);
    expect(await sweep()).toBe(0);
  });

  it('asks every table that has a column for a key', async () => {
    const [named, orphan] = [await put(2 * DAY_MS), await put(2 * DAY_MS)];
    const owner = new pg.Client(asOwner(database).connection);
    await owner.connect();
    await owner.query('create table something_later (id integer, poster_blob_key text)');
    await owner.query('insert into something_later values (1, $1), (2, null)', [named]);
    await owner.query(`grant select on something_later to ${embeddedRoles.app}`);
    await owner.end();
    expect(await sweep()).toBe(1);
    expect([await isThere(named), await isThere(orphan)]).toEqual([true, false]);
  });

  it('goes through more blobs than one question holds', async () => {
    const keys = Array.from({ length: 1_203 }, (_, index) =>
      createHash('sha256').update(`${index}`).digest('hex'),
    );
    const gone: string[] = [];
    const many = {
      listOld: async function* () {
        yield* keys;
      },
      deleteOld: async (key: string) => gone.push(key) > 0,
    };
    await nameAs(await attach('0'.repeat(64), { stored_at: new Date(NOW) }), keys[700] ?? '');
    expect(await sweepBlobs({ database: store.db, blobs: many }, Date.now())).toBe(1_202);
    expect(gone).not.toContain(keys[700]);
  });

  it('takes what an officer attached and took away again', async () => {
    const centre = await seedOfficer(store.db, null);
    const applicationId = await seedCase(store.db);
    const key = await put(2 * DAY_MS);
    const digest = Buffer.from(key, 'hex');
    const medium = {
      id: newId(),
      applicationId,
      kind: 'audio',
      mediaType: 'audio/webm',
      byteLength: 50,
    } as const;
    expect(await recordMedium(store.db, centre, { ...medium, digest }, NOW)).toMatchObject({ isNew: true });
    expect(await sweep()).toBe(0);
    expect(await removeMedium(store.db, centre, { applicationId, attachmentId: medium.id }, NOW)).toBe(true);
    expect(await sweep()).toBe(1);
    expect(await isThere(key)).toBe(false);
  });
});
