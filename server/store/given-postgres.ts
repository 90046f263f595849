// Owns the use of a PostgreSQL that somebody else runs (DATABASE_URL): waiting for it a little, since it may
// be starting beside us, and refusing one that could lose an acknowledged application.
// Two roles come to it: one that works with the tables (DATABASE_URL) and one that owns them (DATABASE_OWNER_URL).
// No message repeats the URL: the password is in it. The address names host, port and database only.
import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import type { OpenResult } from './contract.ts';
import { checkDatabase } from './durability.ts';
import { errorCode, failed } from './fault.ts';

const defaultPatienceMs = 15_000;
const pollMs = 500;

export async function openGiven(
  url: string,
  ownerUrl: string | undefined = undefined,
  patienceMs: number = defaultPatienceMs,
): Promise<OpenResult> {
  const connection: pg.ClientConfig = { connectionString: url };
  const owner: pg.ClientConfig | undefined =
    ownerUrl === undefined ? undefined : { connectionString: ownerUrl };
  const address = addressOf(url);
  const startedAt = performance.now();
  for (;;) {
    try {
      const fault =
        (await checkDatabase(connection, { strict: false, address })) ??
        (owner &&
          (await checkDatabase(owner, {
            strict: false,
            address: addressOf(ownerUrl ?? url),
            makesTables: true,
          })));
      if (fault !== undefined) return fault;
      return {
        ok: true,
        database: {
          connection,
          owner,
          superuser: undefined,
          owned: false,
          onInterruption: () => () => undefined,
          close: async () => undefined,
        },
      };
    } catch (error) {
      const code = errorCode(error) ?? '';
      // SQLSTATE class 28: invalid authorization; 3D000: no such database. Waiting mends neither.
      if (code.startsWith('28')) return failed({ code: 'databaseRefusedLogin', params: { address } });
      if (code === '3D000') return failed({ code: 'databaseMissing', params: { address } });
      if (performance.now() - startedAt >= patienceMs) {
        const reason = code || (error instanceof Error ? error.message : 'unknown');
        return failed({ code: 'databaseUnreachable', params: { address, reason } });
      }
    }
    await delay(Math.min(pollMs, patienceMs));
  }
}

/** `host:port/database`, without user and password. */
function addressOf(url: string): string {
  const { hostname, port, pathname, searchParams } = new URL(url);
  return `${searchParams.get('host') ?? (hostname || 'localhost')}:${port || '5432'}${pathname}`;
}
