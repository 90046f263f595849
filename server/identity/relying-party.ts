// Who we are to an authenticator (WebAuthn Level 3 § 4, Relying Party Identifier): passkeys are bound to this for ever.

import type { Config } from '../config.ts';

export interface RelyingParty {
  /** A host name, without scheme and port. */
  id: string;
  origin: string;
  name: string;
}

export function relyingParty({
  publicOrigin,
  passkeyDomain,
}: Pick<Config, 'publicOrigin' | 'passkeyDomain'>): RelyingParty {
  return { id: passkeyDomain ?? new URL(publicOrigin).hostname, origin: publicOrigin, name: 'Köprü' };
}
