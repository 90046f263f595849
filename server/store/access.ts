// For whom a transaction works on the database: the context that row-level security judges every row by
// (migrations/0010-row-security.ts). Whatever goes through a pool's `db` gets the context of the request it belongs to;
// what is nobody's request (jobs, acceptance, commands) names its own by `pool.as(…)`.
//
// Invariants: 1. A context is set for one transaction (`set_config(…, true)`) and is gone with it. 2. Without one, a table
// with a citizen's or a case's data gives no row and takes none. 3. All of this stands beside what the code asks for
// (casework/visibility.ts), and replaces none of it.

import { AsyncLocalStorage } from 'node:async_hooks';
import pg from 'pg';
import { may, type StaffRole } from '../../src/domain/role.ts';

export type Access =
  /** The program itself: jobs, the operator's commands. */
  | { kind: 'system' }
  /** Taking applications and their uploads: it stores identities and reads none. */
  | { kind: 'intake' }
  /** Whoever has a tracking key: the cases under it, and no identity. */
  | { kind: 'citizen'; trackingMacs: readonly Buffer[] }
  | { kind: 'staff'; accountId: string; role: StaffRole; institutionId: string | null }
  /** Nobody yet: signing in. No case. */
  | { kind: 'anyone' };

export const SYSTEM: Access = { kind: 'system' };
export const INTAKE: Access = { kind: 'intake' };
export const ANYONE: Access = { kind: 'anyone' };

const current = new AsyncLocalStorage<Access>();

/** What `action` and everything it begins does on the database, it does for `access`. */
export function withAccess<Result>(access: Access, action: () => Result): Result {
  return current.run(access, action);
}

export function currentAccess(): Access | undefined {
  return current.getStore();
}

/**
 * What policies read, by `current_setting('kopru.…', true)`. An empty text is the same as none: PostgreSQL leaves one behind
 * where a setting was local to an earlier transaction.
 * `reach`: 'all' cases, those of the 'intake', or no more than the other settings open.
 * `institution`: whose cases. `identity`: 'all', or 'shown' for those who do not hide it.
 * `directory`: whose rows are kept: 'all', or those `directory_of` an institution. `tracking`: a key's MACs, in hex, with commas.
 */
type Settings = Partial<
  Record<
    | 'scope'
    | 'reach'
    | 'account'
    | 'role'
    | 'institution'
    | 'directory'
    | 'directory_of'
    | 'identity'
    | 'tracking',
    string
  >
>;

function settingsOf(access: Access): Settings {
  switch (access.kind) {
    case 'system':
      return { scope: 'system', reach: 'all', identity: 'all' };
    case 'intake':
      return { scope: 'intake', reach: 'intake' };
    case 'citizen':
      return { scope: 'citizen', tracking: access.trackingMacs.map((mac) => mac.toString('hex')).join(',') };
    case 'anyone':
      return { scope: 'anyone' };
    case 'staff': {
      const { accountId, role, institutionId } = access;
      const isOfCentre = institutionId === null;
      return {
        scope: 'staff',
        account: accountId,
        role,
        ...(may(role, 'case.read') && (isOfCentre ? { reach: 'all' } : { institution: institutionId })),
        ...(may(role, 'directory.edit') &&
          (isOfCentre ? { directory: 'all' } : { directory_of: institutionId })),
        ...(may(role, 'case.read-identity') && { identity: isOfCentre ? 'all' : 'shown' }),
      };
    }
  }
}

/** A tracking key opens its cases by their ids: each table can be judged by those, and `application` alone by the key. */
const OPEN_CASES = `select set_config('kopru.cases', coalesce(string_agg(id::text, ','), ''), true) from application
  where tracking_mac = any (array(select decode(mac, 'hex') from unnest(string_to_array(current_setting('kopru.tracking'), ',')) as mac))`;

/** Statements that follow `begin` in the same round trip. */
export function contextStatements(access: Access): string {
  const set = Object.entries(settingsOf(access)).map(
    ([name, value]) => `set_config('kopru.${name}', ${pg.escapeLiteral(value)}, true)`,
  );
  const statements = [`select ${set.join(', ')}`, ...(access.kind === 'citizen' ? [OPEN_CASES] : [])];
  return statements.join('; ');
}
