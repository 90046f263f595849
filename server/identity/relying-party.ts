// Who we are to an authenticator (WebAuthn Level 3 § 4, Relying Party Identifier): passkeys are bound to this for ever.

import type { Config } from '../config.ts';

export interface RelyingParty {
  /** A host name, without scheme and port. */
  id: string;
  origin: string;
  name: string;
}

export function relyingParty({
  staffOrigin,
  passkeyDomain,
}: Pick<Config, 'staffOrigin' | 'passkeyDomain'>): RelyingParty {
  return { id: passkeyDomain ?? new URL(staffOrigin).hostname, origin: staffOrigin, name: 'Köprü' };
}
