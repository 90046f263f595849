// Seals what older versions left readable: an upgrade of the database cannot wait for a cipher. And seals all of it anew when
// the key has been replaced (pin-lock.ts).
//
// N1  One record a transaction, which reads and puts the same: a kill at any step leaves everything as readable to the app,
//     and as unsent, as it was; the next start goes on.

import { openBytes, read, write } from './database.ts';
import { type OfflineEnvironment, platform } from './environment.ts';
import { takeInForGood } from './last-words.ts';
import {
  type AnswerKey,
  type AnswerRecord,
  type ChunkKey,
  type KopruSchema,
  POSTER,
  retiredName,
  type Sealed,
} from './schema.ts';
import { IV_BYTES } from './sealed-bytes.ts';

const RETIRED = retiredName('');
const RECORDS = ['outbox', 'threads', 'acts', 'recordings', 'drafts'] as const;

/** Whether nothing readable is left. @throws StorageFault */
export async function isResealed(environment: OfflineEnvironment = platform): Promise<boolean> {
  const mark = await read(environment, ['device'], (all) => all.objectStore('device').getKey('resealed'));
  return mark !== undefined;
}

/** @throws StorageFault */
export async function resealAll(environment: OfflineEnvironment = platform): Promise<void> {
  if (await isResealed(environment)) return;
  for (const store of RECORDS) {
    const ids = await read(environment, [store], (all) => all.objectStore(store).getAllKeys());
    for (const id of ids) await putAgain(store, id, environment);
  }
  const chunks = await read(environment, ['chunks'], (all) => all.objectStore('chunks').getAllKeys());
  for (const key of chunks) await sealChunk(key, environment);
  const answers = await read(environment, ['answers'], (all) => all.objectStore('answers').getAllKeys());
  for (const key of answers) await sealPiece(key, environment);
  await write(environment, ['device'], (all) => all.objectStore('device').put({ name: 'resealed' }));
}

/** After that the key before opens nothing that is here, and goes. @throws StorageFault */
export async function sealAllAnew(environment: OfflineEnvironment = platform): Promise<void> {
  const key = await read(environment, ['device'], (all) => all.objectStore('device').get('key'));
  const id = key?.name === 'key' ? key.id : undefined;
  for (const store of ['chunks', 'answers'] as const) {
    const keys = await read(environment, [store], (all) => all.objectStore(store).getAllKeys());
    for (const key of keys) await sealBytesAnew(store, key, environment);
  }
  for (const store of RECORDS) {
    const ids = await read(environment, [store], (all) => all.objectStore(store).getAllKeys());
    for (const recordId of ids) await putAgain(store, recordId, environment);
  }
  // Last: a page that goes away just now has sealed it by the key before.
  const names = await read(environment, ['device'], (all) => all.objectStore('device').getAllKeys());
  const retired = names.filter((name) => name.startsWith(RETIRED)).map((name) => name.slice(RETIRED.length));
  await takeInForGood(retired, environment);
  await write(environment, ['device'], async (transaction) => {
    const device = transaction.objectStore('device');
    const record = await device.get('key');
    // L1: nothing was sealed by the key before since this one came; but another may have come.
    if (record?.name !== 'key' || !record.lock || record.id !== id) return;
    await device.put({ ...record, lock: { ...record.lock, older: undefined } });
  });
}

async function sealBytesAnew<N extends 'chunks' | 'answers'>(
  store: N,
  key: KopruSchema[N]['key'],
  environment: OfflineEnvironment,
): Promise<void> {
  const value = await read(environment, [store], (all) => all.objectStore(store).get(key));
  if (!value || 'keptBytes' in value) return;
  const bytes = await openBytes(store, key, value, environment);
  await write(environment, [store], async (transaction) => {
    const all = transaction.objectStore(store);
    const now = await all.get(key);
    // They never change, but they may go, and another form of the same medium may take their place.
    if (now && isSameBytes(now, value)) await all.put(bytes as KopruSchema[N]['value'], key);
  });
}

function isSameBytes(a: object, b: ArrayBuffer | Sealed): boolean {
  if (!('sealed' in a && 'sealed' in b)) return !('keptBytes' in a || 'sealed' in a || 'sealed' in b);
  const [one, two] = [a as Sealed, b].map(({ sealed }) => new Uint8Array(sealed, 0, IV_BYTES));
  return `${one}` === `${two}`;
}

async function putAgain(
  store: (typeof RECORDS)[number],
  id: string,
  environment: OfflineEnvironment,
): Promise<void> {
  await write(environment, [store], async (transaction) => {
    const records = transaction.objectStore(store);
    const record = await records.get(id);
    if (record) await records.put(record);
  });
}

async function sealChunk(key: ChunkKey, environment: OfflineEnvironment): Promise<void> {
  const value = await read(environment, ['chunks'], (all) => all.objectStore('chunks').get(key));
  if (!value || 'sealed' in value) return;
  await write(environment, ['chunks'], async (transaction) => {
    const chunks = transaction.objectStore('chunks');
    // Chunks never change, but they may go.
    if ((await chunks.getKey(key)) !== undefined) await chunks.put(value, key);
  });
}

/** A piece or poster; and the record of an older version holds its poster itself. */
async function sealPiece(key: AnswerKey, environment: OfflineEnvironment): Promise<void> {
  const value = await read(environment, ['answers'], (all) => all.objectStore('answers').get(key));
  if (!value || 'sealed' in value) return;
  if ('keptBytes' in value) return await takePosterOut(key, value, environment);
  await write(environment, ['answers'], async (transaction) => {
    const answers = transaction.objectStore('answers');
    const now = await answers.get(key);
    // Another form of the same medium, which is sealed, may have taken its place.
    if (now && !('sealed' in now)) await answers.put(value, key);
  });
}

async function takePosterOut(
  key: AnswerKey,
  { poster, digest }: AnswerRecord,
  environment: OfflineEnvironment,
): Promise<void> {
  if (!poster) return;
  const [application, medium] = key;
  await write(environment, ['answers'], async (transaction) => {
    const answers = transaction.objectStore('answers');
    const record = await answers.get(key);
    if (!record || !('keptBytes' in record) || record.digest !== digest) return;
    const { poster: _poster, ...told } = record;
    await answers.put(poster, [application, medium, POSTER]);
    await answers.put(told, key);
  });
}
