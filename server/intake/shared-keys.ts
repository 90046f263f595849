// Holds every server of one database to the same keys. The database keeps a fingerprint of each, never a key:
// a tracking secret's is an HMAC of a constant under it, a receipt key's is the name under which it is published.
//
//   lock ─▶ read fingerprints ─▶ load keys (made only for a database that no server has used) ─▶ compare ─▶ record
//
// Invariants: 1. A tracking secret under which anything stands must be there: without it codes would open nothing. One is first
// known to every server, then it may make MACs, so that none meets a MAC that it cannot make. 2. Whatever key
// has ever been recorded as a receipt key must be among those that a server publishes; a new one may be added and may
// sign (docs/operate.md says in which order). So it is with the keys that applications are sealed to, and with identity keys
// until nothing is under an older one any more. 3. Of servers that start at once, the first decides; the others wait for it.

import { type Kysely, sql, type Transaction } from 'kysely';
import type { IdentityKeys } from '../applicant/identity-keys.ts';
import type { Database } from '../store/schema.ts';
import type { AcceptanceKeys } from './acceptance-keys.ts';
import {
  type KeyConfig,
  type KeyFault,
  type Keys,
  keyPaths,
  loadAcceptanceKeys,
  loadIdentityKeys,
  loadKeys,
} from './keys.ts';
import { shortId, type TrackingSecrets } from './tracking-secrets.ts';

/** The keys that this server may use on this database, or why it may not. */
export function agreeOnKeys(database: Kysely<Database>, config: KeyConfig): Promise<AgreedKeys> {
  return database.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(hashtext('secret_fingerprint'))`.execute(transaction);
    const everRecorded = await transaction
      .selectFrom('secret_fingerprint')
      .select(['kind', 'fingerprint', 'recorded_at'])
      .execute();
    const latest = await transaction
      .selectFrom('application')
      .select('receipt')
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst();
    const isUsed = everRecorded.length > 0 || latest !== undefined;
    const loaded = await loadKeys(config, { mayMake: !isUsed, anyReceipt: latest?.receipt });
    if (!loaded.ok) return loaded;
    const recorded = await forgetEmpty(transaction, everRecorded, loaded.keys.trackingSecrets);
    const identity = await loadIdentityKeys(config, { mayMake: !isRecorded('identity-key', recorded) });
    const acceptance = await loadAcceptanceKeys(config, { mayMake: !isRecorded('acceptance-key', recorded) });
    if (!identity.ok || !acceptance.ok) {
      const faults = compare(recorded, loaded.keys, keyPaths(config));
      return { ok: false, faults: [...faults, ...[identity, acceptance].flatMap(faultOf)] };
    }
    const keys = { ...loaded.keys, identity: identity.value, acceptance: acceptance.value };
    const paths = keyPaths(config);
    const missing = compareAll(recorded, keys, paths);
    const faults = missing.length > 0 ? missing : findTooNew(recorded, keys.trackingSecrets, paths);
    if (faults.length > 0) return { ok: false, faults };
    await record(transaction, keys);
    return { ok: true, keys };
  });
}

/** What of the keys with which a database was used is not among these. Nothing is made or recorded. */
export async function findMissingKeys(recorded: readonly Recorded[], config: KeyConfig): Promise<KeyFault[]> {
  const loaded = await loadKeys(config, { mayMake: false, anyReceipt: undefined });
  const identity = await loadIdentityKeys(config, { mayMake: false });
  // A database that no server of this version has used has none.
  const acceptance = isRecorded('acceptance-key', recorded)
    ? await loadAcceptanceKeys(config, { mayMake: false })
    : undefined;
  if (!loaded.ok || !identity.ok || acceptance?.ok === false) {
    return [
      ...(loaded.ok ? [] : loaded.faults),
      ...[identity, ...(acceptance ? [acceptance] : [])].flatMap(faultOf),
    ];
  }
  const keys = { ...loaded.keys, identity: identity.value, acceptance: acceptance?.value };
  return compareAll(recorded, keys, keyPaths(config));
}

function isRecorded(kind: Recorded['kind'], recorded: readonly Recorded[]): boolean {
  return recorded.some((one) => one.kind === kind);
}

function faultOf(loaded: { ok: true } | { ok: false; fault: KeyFault }): KeyFault[] {
  return loaded.ok ? [] : [loaded.fault];
}

function compareAll(
  recorded: readonly Recorded[],
  keys: Keys & { identity: IdentityKeys; acceptance: AcceptanceKeys | undefined },
  paths: ReturnType<typeof keyPaths>,
): KeyFault[] {
  return [
    ...compare(recorded, keys, paths),
    ...withdrawn(recorded, 'identity-key', keys.identity.byId).map(
      (kid): KeyFault => ({ code: 'identityKeyWithdrawn', params: { path: paths.identityKeys, kid } }),
    ),
    ...withdrawn(recorded, 'acceptance-key', keys.acceptance?.byId ?? new Map()).map(
      (kid): KeyFault => ({ code: 'acceptanceKeyWithdrawn', params: { path: paths.acceptanceKeys, kid } }),
    ),
  ];
}

export interface Recorded {
  kind: string;
  fingerprint: string;
}

export type WholeKeys = Keys & { identity: IdentityKeys; acceptance: AcceptanceKeys };
export type AgreedKeys = { ok: true; keys: WholeKeys } | { ok: false; faults: KeyFault[] };

function compare(recorded: readonly Recorded[], keys: Keys, paths: ReturnType<typeof keyPaths>): KeyFault[] {
  const receipts = recorded.flatMap(({ kind, fingerprint }): KeyFault[] => {
    if (kind !== 'receipt-key') return [];
    return keys.published.some(({ kid }) => kid === fingerprint)
      ? []
      : [{ code: 'receiptKeyWithdrawn', params: { path: paths.receiptKey, kid: fingerprint } }];
  });
  return [...compareTracking(recorded, keys.trackingSecrets, paths.trackingSecret), ...receipts];
}

function compareTracking(recorded: readonly Recorded[], { all }: TrackingSecrets, path: string): KeyFault[] {
  const missing = withdrawn(recorded, 'tracking-secret', new Map(all.map(({ id }) => [id, id])));
  if (missing.length === 0) return [];
  const isAnyThere = all.some(({ id }) => isRecordedAs(id, recorded));
  if (!isAnyThere) return [{ code: 'trackingSecretDiffers', params: { path } }];
  return missing.map((id) => ({ code: 'trackingSecretWithdrawn', params: { path, id: shortId(id) } }));
}

/** Drops the records of secrets that are not there any more, are older than the newest, and have nothing under them. */
async function forgetEmpty(
  transaction: Transaction<Database>,
  recorded: readonly (Recorded & { recorded_at: Date })[],
  { newest, all }: TrackingSecrets,
): Promise<Recorded[]> {
  const since = recorded.find(({ fingerprint }) => fingerprint === newest.id)?.recorded_at;
  const gone = recorded.filter(
    ({ kind, fingerprint, recorded_at }) =>
      kind === 'tracking-secret' &&
      !all.some(({ id }) => id === fingerprint) &&
      since !== undefined &&
      recorded_at <= since,
  );
  const left: Recorded[] = [...recorded];
  for (const one of gone) {
    if (await isAnythingUnder(transaction, one.fingerprint)) continue;
    await transaction
      .deleteFrom('secret_fingerprint')
      .where('kind', '=', 'tracking-secret')
      .where('fingerprint', '=', one.fingerprint)
      .execute();
    left.splice(left.indexOf(one), 1);
  }
  return left;
}

/** Looks at every application, and so is asked only where a secret was taken out of the file. */
async function isAnythingUnder(transaction: Transaction<Database>, id: string): Promise<boolean> {
  const { rows } = await sql<{ is_any: boolean }>`
    select exists (select from application where coalesce(tracking_secret, ${id}) = ${id}) as is_any`.execute(
    transaction,
  );
  return rows[0]?.is_any ?? true;
}

/** A server that runs could not make the MACs of one that it has not had when it started. */
function findTooNew(
  recorded: readonly Recorded[],
  { newest: { id } }: TrackingSecrets,
  { trackingSecret: path }: ReturnType<typeof keyPaths>,
): KeyFault[] {
  if (!isRecorded('tracking-secret', recorded) || isRecordedAs(id, recorded)) return [];
  return [{ code: 'trackingSecretTooNew', params: { path, id: shortId(id) } }];
}

function isRecordedAs(id: string, recorded: readonly Recorded[]): boolean {
  return recorded.some(({ kind, fingerprint }) => kind === 'tracking-secret' && fingerprint === id);
}

/** Ids of this kind that have been recorded and are not among the keys any more. */
function withdrawn(
  recorded: readonly Recorded[],
  kind: string,
  byId: ReadonlyMap<string, unknown>,
): string[] {
  return recorded.flatMap((one) =>
    one.kind === kind && !byId.has(one.fingerprint) ? [one.fingerprint] : [],
  );
}

async function record(transaction: Transaction<Database>, keys: WholeKeys): Promise<void> {
  await transaction
    .insertInto('secret_fingerprint')
    .values([
      ...keys.trackingSecrets.all.map(({ id }) => ({ kind: 'tracking-secret' as const, fingerprint: id })),
      { kind: 'identity-key', fingerprint: keys.identity.newest.id },
      { kind: 'acceptance-key', fingerprint: keys.acceptance.offered.kid },
      ...keys.published.map(({ kid }) => ({ kind: 'receipt-key' as const, fingerprint: kid })),
    ])
    .onConflict((conflict) => conflict.columns(['kind', 'fingerprint']).doNothing())
    .execute();
}
