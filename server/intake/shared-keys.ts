// Holds every server of one database to the same keys. The database keeps a fingerprint of each, never a key:
// the tracking secret's is an HMAC of a constant under it, a receipt key's is the name under which it is published.
//
//   lock ─▶ read fingerprints ─▶ load keys (made only for a database that no server has used) ─▶ compare ─▶ record
//
// Invariants: 1. There is one tracking secret for ever: with another, no earlier code opens anything. 2. Whatever key
// has ever been recorded as a receipt key must be among those that a server publishes; a new one may be added and may
// sign (docs/operate.md says in which order). So it is with the keys that applications are sealed to, and with identity keys
// until nothing is under an older one any more. 3. Of servers that start at once, the first decides; the others wait for it.

import { createHmac } from 'node:crypto';
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

/** Not a tracking key's form, so that no device can ask for the MAC of it. */
const FINGERPRINTED = 'kopru: fingerprint of the tracking secret, v1';

/** The keys that this server may use on this database, or why it may not. */
export function agreeOnKeys(database: Kysely<Database>, config: KeyConfig): Promise<AgreedKeys> {
  return database.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(hashtext('secret_fingerprint'))`.execute(transaction);
    const recorded = await transaction
      .selectFrom('secret_fingerprint')
      .select(['kind', 'fingerprint'])
      .execute();
    const latest = await transaction
      .selectFrom('application')
      .select('receipt')
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst();
    const isUsed = recorded.length > 0 || latest !== undefined;
    const loaded = await loadKeys(config, { mayMake: !isUsed, anyReceipt: latest?.receipt });
    if (!loaded.ok) return loaded;
    const identity = await loadIdentityKeys(config, { mayMake: !isRecorded('identity-key', recorded) });
    const acceptance = await loadAcceptanceKeys(config, { mayMake: !isRecorded('acceptance-key', recorded) });
    if (!identity.ok || !acceptance.ok) {
      const faults = compare(recorded, loaded.keys, keyPaths(config));
      return { ok: false, faults: [...faults, ...[identity, acceptance].flatMap(faultOf)] };
    }
    const keys = { ...loaded.keys, identity: identity.value, acceptance: acceptance.value };
    const faults = compareAll(recorded, keys, keyPaths(config));
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
  const own = fingerprintOf(keys.trackingSecret);
  return recorded.flatMap(({ kind, fingerprint }): KeyFault[] => {
    if (kind === 'tracking-secret') {
      return fingerprint === own
        ? []
        : [{ code: 'trackingSecretDiffers', params: { path: paths.trackingSecret } }];
    }
    if (kind !== 'receipt-key') return [];
    return keys.published.some(({ kid }) => kid === fingerprint)
      ? []
      : [{ code: 'receiptKeyWithdrawn', params: { path: paths.receiptKey, kid: fingerprint } }];
  });
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
      { kind: 'tracking-secret', fingerprint: fingerprintOf(keys.trackingSecret) },
      { kind: 'identity-key', fingerprint: keys.identity.newest.id },
      { kind: 'acceptance-key', fingerprint: keys.acceptance.offered.kid },
      ...keys.published.map(({ kid }) => ({ kind: 'receipt-key' as const, fingerprint: kid })),
    ])
    .onConflict((conflict) => conflict.columns(['kind', 'fingerprint']).doNothing())
    .execute();
}

function fingerprintOf(trackingSecret: Buffer): string {
  return createHmac('sha256', trackingSecret).update(FINGERPRINTED).digest('base64url');
}
