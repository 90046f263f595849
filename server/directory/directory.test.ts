import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { directorySchema } from '../../src/domain/wire.ts';
import { startTestDatabase, type TestDatabases } from '../../tests/contracts/databases.ts';
import { openStore, ROADS_ID, type Store, seedCase, WATER_ID } from '../../tests/fixtures/casework.ts';
import { translateFor } from '../texts.ts';
import { renderDirectoryFault } from './data-file.ts';
import { type LoadedDirectory, loadDirectory, storeDirectory } from './directory.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kopru-directory-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function write(content: unknown): Promise<string> {
  const path = join(folder, 'institutions.json');
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

const centre = { id: 'merkez', name: 'Başvuru Merkezi', keywords: [], scope: 'national', centre: true };
const water = { id: 'su', name: 'Su İdaresi', keywords: ['su'], scope: 'province', province: '06' };

async function load(...institutions: object[]): Promise<LoadedDirectory> {
  const loaded = await loadDirectory(await write({ version: 1, institutions }));
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.faults));
  return loaded.directory;
}

describe('the directory file', () => {
  it('that comes with the program is without a fault, and a device can read it', async () => {
    const loaded = await loadDirectory();
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.faults));
    expect(v.safeParse(directorySchema, loaded.directory.forDevice).success).toBe(true);
    expect(loaded.directory.institutions.filter((institution) => institution.centre)).toHaveLength(1);
  });

  it('gives a device only what it needs, under a version that follows the content', async () => {
    const first = await load(centre, water);
    expect(first.forDevice).toEqual({
      version: first.version,
      institutions: [
        { id: 'merkez', name: 'Başvuru Merkezi', keywords: [] },
        { id: 'su', name: 'Su İdaresi', keywords: ['su'] },
      ],
    });
    expect((await load(centre, water)).version).toBe(first.version);
    expect((await load(centre, { ...water, name: 'Su Kurumu' })).version).not.toBe(first.version);
  });

  it('with many faults is refused with all of them at once', async () => {
    const path = await write({
      version: 2,
      institutions: [
        { ...centre, id: 'Büyük Harf' },
        { ...water, name: '' },
        { ...water, province: '99', center: true },
      ],
    });
    const loaded = await loadDirectory(path);
    expect(!loaded.ok && loaded.faults.map(({ params }) => ('place' in params ? params.place : ''))).toEqual([
      'version',
      'institutions.0.id',
      'institutions.1.name',
      'institutions.2.province',
      'institutions.2.center',
    ]);
  });

  it.each([
    ['no centre', [water], [{ code: 'centreCount', found: 0 }]],
    [
      'two centres, which also share name and id',
      [centre, centre],
      [
        { code: 'idTwice', id: 'merkez' },
        { code: 'nameTwice', name: 'Başvuru Merkezi' },
        { code: 'centreCount', found: 2 },
      ],
    ],
    [
      'a province without its plate code',
      [centre, { ...water, province: undefined }],
      [{ code: 'provinceMissing', id: 'su' }],
    ],
  ])('with %s is refused', async (_, institutions, expected) => {
    const path = await write({ version: 1, institutions });
    expect(await loadDirectory(path)).toEqual({
      ok: false,
      faults: expected.map(({ code, ...params }) => ({ code, params: { path, ...params } })),
    });
  });

  it('that is no JSON, or is not there, is refused with a sentence that names it', async () => {
    const broken = await write('{');
    const missing = join(folder, 'nowhere.json');
    const sentences = [];
    for (const path of [broken, missing]) {
      const loaded = await loadDirectory(path);
      if (!loaded.ok)
        sentences.push(...loaded.faults.map((fault) => renderDirectoryFault(fault, translateFor('en'))));
    }
    expect(sentences).toEqual([
      `${broken} is not valid JSON.`,
      `The file ${missing} cannot be read (ENOENT).`,
    ]);
  });
});

describe('the directory in the database', () => {
  let databases: TestDatabases;
  let store: Store;
  beforeAll(async () => {
    databases = await startTestDatabase();
  });
  afterAll(() => databases.stop());
  beforeEach(async () => {
    store = await openStore(await databases.migrated());
    return store.close;
  });
  const rows = () =>
    store.db.selectFrom('institution').select(['id', 'name', 'is_centre']).orderBy('id').execute();

  it('follows the file: renamed, added, and the centre moved to another institution', async () => {
    await storeDirectory(
      store.db,
      await load({ ...water, id: WATER_ID, name: 'Su Kurumu', centre: true }, water),
    );
    expect(await rows()).toEqual([
      { id: 'merkez', name: 'Başvuru Merkezi', is_centre: false },
      { id: 'su', name: 'Su İdaresi', is_centre: false },
      { id: WATER_ID, name: 'Su Kurumu', is_centre: true },
      { id: ROADS_ID, name: 'Yol İdaresi', is_centre: false },
    ]);
  });

  it('keeps an institution that vanished from the file, because cases refer to it', async () => {
    await seedCase(store.db, { heldBy: ROADS_ID });
    await storeDirectory(store.db, await load(centre));
    expect(await rows()).toContainEqual({ id: ROADS_ID, name: 'Yol İdaresi', is_centre: false });
  });

  it('is the same after several servers have written it at once', async () => {
    const directory = await load({ ...centre, id: 'yeni-merkez' }, water);
    await Promise.all(Array.from({ length: 8 }, () => storeDirectory(store.db, directory)));
    const centres = (await rows()).filter(({ is_centre }) => is_centre);
    expect(centres.map(({ id }) => id)).toEqual(['yeni-merkez']);
  });
});
