// The directory of institutions: the operator's file, checked whole, then kept in the database and sent to devices.
//
// Invariants: 1. Exactly one institution is the centre; what nobody else takes is the centre's. 2. An institution
// that vanished from the file stays in the table, because cases refer to it. 3. The version is a digest of the
// file, so several servers with the same file announce the same version. 4. The table follows the file when the file
// changed, not at every start: what an administrator has changed since (csv/) stays.

import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { Kysely, Transaction } from 'kysely';
import * as v from 'valibot';
import { PROVINCES } from '../../src/domain/places.ts';
import { codePointCount, isSafeLine } from '../../src/domain/text.ts';
import { TEXT_LIMITS } from '../../src/domain/text-limits.ts';
import type { Directory } from '../../src/domain/wire.ts';
import type { Database } from '../store/schema.ts';
import { lockDirectory, raiseRevision } from './csv/directory-rows.ts';
import { type DirectoryFault, readDataFile } from './data-file.ts';

/** As a citizen's device must be able to send it back (addressee.name of src/domain/application.ts). */
const line = (max: number) =>
  v.pipe(
    v.string(),
    v.nonEmpty(),
    v.check((text) => codePointCount(text) <= max && isSafeLine(text) && text === text.trim()),
  );

const plates = PROVINCES.map(({ plate }) => plate);

const institutionSchema = v.strictObject({
  id: v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,80}$/)),
  name: line(TEXT_LIMITS.institutionName),
  keywords: v.array(line(80)),
  scope: v.picklist(['national', 'province', 'district']),
  province: v.optional(v.picklist(plates)),
  centre: v.optional(v.boolean(), false),
});
const fileSchema = v.strictObject({ version: v.literal(1), institutions: v.array(institutionSchema) });

type DirectoryInstitution = v.InferOutput<typeof institutionSchema>;

export interface LoadedDirectory {
  /** The first 16 hex digits of the file's SHA-256. */
  version: string;
  institutions: readonly DirectoryInstitution[];
  forDevice: Directory;
}

export type DirectoryResult =
  | { ok: true; directory: LoadedDirectory }
  | { ok: false; faults: DirectoryFault[] };

const ownFile = fileURLToPath(new URL('institutions.json', import.meta.url));

/** @param path the operator's file; without it, the example directory that the program brings */
export async function loadDirectory(path: string = ownFile): Promise<DirectoryResult> {
  const file = await readDataFile(path, fileSchema);
  if (!file.ok) return file;
  const { institutions } = file.content;
  const faults = findFaults(path, institutions);
  if (faults.length > 0) return { ok: false, faults };
  const version = createHash('sha256').update(file.text).digest('hex').slice(0, 16);
  const forDevice = {
    version,
    institutions: institutions.map(({ id, name, keywords }) => ({ id, name, keywords })),
  };
  return { ok: true, directory: { version, institutions, forDevice } };
}

function findFaults(path: string, institutions: readonly DirectoryInstitution[]): DirectoryFault[] {
  const faults: DirectoryFault[] = [
    ...repeated(institutions.map(({ id }) => id)).map(
      (id): DirectoryFault => ({ code: 'idTwice', params: { path, id } }),
    ),
    ...repeated(institutions.map(({ name }) => name)).map(
      (name): DirectoryFault => ({ code: 'nameTwice', params: { path, name } }),
    ),
    ...institutions
      .filter(({ scope, province }) => scope !== 'national' && province === undefined)
      .map(({ id }): DirectoryFault => ({ code: 'provinceMissing', params: { path, id } })),
  ];
  const found = institutions.filter(({ centre }) => centre).length;
  if (found !== 1) faults.push({ code: 'centreCount', params: { path, found } });
  return faults;
}

function repeated(values: readonly string[]): string[] {
  return [...new Set(values.filter((value, index) => values.indexOf(value) !== index))];
}

/** Brings the table to the file, where it is another one than the last. Several servers may do so at once. */
export async function storeDirectory(database: Kysely<Database>, directory: LoadedDirectory): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    await lockDirectory(transaction);
    const state = await transaction
      .selectFrom('directory_state')
      .select('file_digest')
      .executeTakeFirstOrThrow();
    if (state.file_digest === directory.version) return;
    await writeInstitutions(transaction, directory.institutions);
    await transaction.updateTable('directory_state').set({ file_digest: directory.version }).execute();
    await raiseRevision(transaction);
  });
}

async function writeInstitutions(
  transaction: Transaction<Database>,
  institutions: readonly DirectoryInstitution[],
): Promise<void> {
  const rows = institutions.map(({ id, name, keywords, scope, province, centre }) => ({
    id,
    name,
    keywords,
    scope,
    province: province ?? null,
    is_centre: centre,
    is_retired: false,
  }));
  // The old centre steps down first: the index allows one at any moment, also within a statement.
  const centre = rows.filter((row) => row.is_centre).map(({ id }) => id);
  await transaction
    .updateTable('institution')
    .set({ is_centre: false })
    .where('is_centre', '=', true)
    .where('id', 'not in', centre)
    .execute();
  await transaction
    .insertInto('institution')
    .values(rows)
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet((row) => ({
        name: row.ref('excluded.name'),
        keywords: row.ref('excluded.keywords'),
        scope: row.ref('excluded.scope'),
        province: row.ref('excluded.province'),
        is_centre: row.ref('excluded.is_centre'),
        is_retired: row.ref('excluded.is_retired'),
      })),
    )
    .execute();
}
