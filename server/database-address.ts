// DATABASE_URL and DATABASE_OWNER_URL: that they are addresses of a PostgreSQL, and that what goes to it is encrypted, unless it stays
// on this machine (ASVS 12.3.1). A fault never carries a value: the password is in it.

import { isLoopback, type Reader } from './config-reader.ts';

export function databaseUrl(
  reader: Reader,
  variable: 'DATABASE_URL' | 'DATABASE_OWNER_URL',
  mayBePlain: boolean,
): string | undefined {
  // `user@/database?host=/run/postgresql`, by a socket, is good for libpq and for the driver, and no URL by the WHATWG's rules; the
  // host it lacks is filled in, which `?host=` overrides.
  const value = reader.text(variable)?.replace('@/', '@localhost/');
  if (value === undefined) return undefined;
  const url = /^postgres(ql)?:\/\/./i.test(value) ? URL.parse(value) : null;
  if (url === null) {
    reader.fail({ variable, code: 'notADatabaseUrl', params: {} });
    return undefined;
  }
  if (!mayBePlain && !staysHere(url) && !isVerified(url))
    reader.fail({ variable, code: 'databaseWithoutTls', params: { other: 'ALLOW_UNENCRYPTED_DATABASE' } });
  return value;
}

/** By a socket of this machine, or its own address. Of several hosts the driver takes the last. */
function staysHere({ hostname, searchParams }: URL): boolean {
  const host = searchParams.getAll('host').at(-1) ?? hostname;
  return host === '' || host.startsWith('/') || isLoopback(host);
}

/**
 * The certificate is that of this host, by an authority that is trusted (`sslrootcert`, else the system's). Every weaker mode is
 * refused: `require` and `verify-ca` mean one thing to today's driver and another to libpq.
 */
function isVerified({ searchParams }: URL): boolean {
  const modes = searchParams.getAll('sslmode');
  return modes.length > 0 && modes.every((mode) => mode === 'verify-full');
}
