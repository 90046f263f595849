// Asks the server what the operator has set, for the directory of institutions, and for the keys that receipts are
// verified with. What was heard is read with operator-store.ts.
//
// K1  A key is pinned the first time it is heard of; a later answer can add keys, never change or remove one: a
//     receipt that is sent again years later is still signed by the key of its day.
// K2  Trust is that of the app itself: same origin, over TLS. Whoever could forge this answer could forge the app.

import * as v from 'valibot';
import { directorySchema, type Operator, operatorSchema, PATHS, type ReceiptKey } from '../domain/wire.ts';
import { announce } from './changes.ts';
import { write } from './database.ts';
import { type OfflineEnvironment, platform } from './environment.ts';
import { readDirectory, readOperator } from './operator-store.ts';
import { ask, READ_TIMEOUT_MS } from './request.ts';

/** Asks the server for its settings. @returns what is known now, or undefined without an answer. @throws StorageFault */
export async function refreshOperator(
  environment: OfflineEnvironment = platform,
): Promise<Operator | undefined> {
  const heard = await get(environment, PATHS.operator, operatorSchema);
  if (!heard) return undefined;
  const receiptKeys = await write(environment, ['device'], async (transaction) => {
    const device = transaction.objectStore('device');
    const pinned = await device.get('receipt-keys');
    const keys = addKeys(pinned?.name === 'receipt-keys' ? pinned.keys : [], heard.receiptKeys);
    await device.put({ name: 'receipt-keys', keys });
    await device.put({ name: 'operator', operator: heard });
    return keys;
  });
  announce({ kind: 'device', id: 'operator' }, environment);
  return { ...heard, receiptKeys };
}

/** Fetches the directory when the operator's version differs from the stored one. @throws StorageFault */
export async function refreshDirectory(environment: OfflineEnvironment = platform): Promise<void> {
  const [{ directoryVersion }, stored] = await Promise.all([
    readOperator(environment),
    readDirectory(environment),
  ]);
  if (directoryVersion === (stored?.version ?? '')) return;
  const directory = await get(environment, PATHS.directory, directorySchema);
  if (!directory) return;
  await write(environment, ['device'], (transaction) =>
    transaction.objectStore('device').put({ name: 'directory', directory }),
  );
  announce({ kind: 'device', id: 'directory' }, environment);
}

function addKeys(pinned: readonly ReceiptKey[], heard: readonly ReceiptKey[]): ReceiptKey[] {
  const known = new Set(pinned.map(({ kid }) => kid));
  return [...pinned, ...heard.filter(({ kid }) => !known.has(kid))];
}

async function get<S extends v.GenericSchema>(
  environment: OfflineEnvironment,
  path: string,
  schema: S,
): Promise<v.InferOutput<S> | undefined> {
  const request = { method: 'GET' as const, headers: { accept: 'application/json' } };
  const answer = await ask(environment, path, request, READ_TIMEOUT_MS);
  if (answer.kind === 'no-answer' || answer.status !== 200) return undefined;
  const parsed = v.safeParse(schema, answer.body);
  return parsed.success ? parsed.output : undefined;
}
