// What a backup says about itself. `kopru-backup.json` stands first: what is needed to begin a restore. `kopru-manifest.json`
// stands last, where everything has been counted; a backup without it is not whole.
//
//   kopru-backup.json
//   keys/…  audit-anchors/…          as they lie in the data folder
//   tables/<table>/<part>.copy       COPY's text form, whole rows in every part
//   blobs/ab/cd/<sha-256>            as they lie in the data folder, in the order of their names
//   kopru-manifest.json

import * as v from 'valibot';

export const FORMAT = 1;
export const HEADER_NAME = 'kopru-backup.json';
export const MANIFEST_NAME = 'kopru-manifest.json';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
/** As they stand unquoted in a statement and in a path. */
const sqlName = v.pipe(v.string(), v.regex(/^[a-z_][a-z0-9_]{0,62}$/));

export const headerSchema = v.object({
  format: v.literal(FORMAT),
  id: v.pipe(v.string(), v.uuid()),
  /** Of the database's snapshot: all that was committed before is in. */
  takenAt: v.pipe(v.string(), v.isoTimestamp()),
  postgres: v.string(),
  migrations: v.array(v.object({ number: count, name: v.string() })),
  /** Without the columns that the database makes of the others. */
  tables: v.array(v.object({ name: sqlName, columns: v.array(sqlName) })),
});

export type BackupHeader = v.InferOutput<typeof headerSchema>;

export const manifestSchema = v.object({
  id: v.pipe(v.string(), v.uuid()),
  /** Rows, and the SHA-256 of their text. */
  tables: v.record(sqlName, v.object({ rows: count, sha256 })),
  /** The next number that each gives is greater than all in the tables. */
  sequences: v.array(
    v.object({ name: sqlName, lastValue: v.pipe(v.string(), v.digits()), isCalled: v.boolean() }),
  ),
  /** Of keys and anchors. */
  files: v.record(v.string(), sha256),
  /** How many, their bytes, and the SHA-256 of their names in order, each with a line feed. */
  blobs: v.object({ count, bytes: count, sha256 }),
  /** Named by the database, and not in the store, or not with the bytes that their name says, when the backup was made. */
  missing: v.array(sha256),
});

export type BackupManifest = v.InferOutput<typeof manifestSchema>;

/** Files outside of the database that a backup holds, relative to the data folder. */
export const isKeptFile = (name: string): boolean =>
  /^(keys\/(tracking-secret|receipt-key\.pem|identity-keys|acceptance-keys\.pem|push-key\.pem)|audit-anchors\/\d{4}-\d\d-\d\d\.jws)$/.test(
    name,
  );

export function blobName(key: string): string {
  return `blobs/${key.slice(0, 2)}/${key.slice(2, 4)}/${key}`;
}

export function blobKeyOf(name: string): string | undefined {
  const key = /^blobs\/..\/..\/([0-9a-f]{64})$/.exec(name)?.[1];
  return key !== undefined && blobName(key) === name ? key : undefined;
}

/** @param part from 1 */
export function partName(table: string, part: number): string {
  return `tables/${table}/${String(part).padStart(6, '0')}.copy`;
}

export function tableOf(name: string): string | undefined {
  return /^tables\/([a-z_][a-z0-9_]{0,62})\/\d{6,}\.copy$/.exec(name)?.[1];
}

/** Where what was read differs from what the end of the archive says; undefined where it does not. */
export function findDifference(
  said: BackupManifest,
  read: Omit<BackupManifest, 'missing' | 'sequences'>,
): string | undefined {
  if (said.id !== read.id) return MANIFEST_NAME;
  for (const name of new Set([...Object.keys(said.tables), ...Object.keys(read.tables)])) {
    const [one, other] = [said.tables[name], read.tables[name]];
    if (one?.rows !== other?.rows || one?.sha256 !== other?.sha256) return `tables/${name}`;
  }
  for (const name of new Set([...Object.keys(said.files), ...Object.keys(read.files)])) {
    if (said.files[name] !== read.files[name]) return name;
  }
  const { count: blobs, bytes, sha256: names } = said.blobs;
  const isSame = blobs === read.blobs.count && bytes === read.blobs.bytes && names === read.blobs.sha256;
  return isSame ? undefined : 'blobs';
}
