// The operator's identity provider: authorization code with PKCE, state and nonce (OpenID Connect Core 1.0 § 3.1, RFC 7636,
// RFC 9700 § 2.1). It is asked for its addresses when somebody first wants to sign in by it, so that a provider that is away keeps no
// server from starting.

import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  type Configuration,
  calculatePKCECodeChallenge,
  discovery,
  enableNonRepudiationChecks,
  None,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client';
import { demandParameters } from './authentication-demands.ts';
import { isThisMachine, type OidcConfig } from './oidc-config.ts';

export interface BegunFlow {
  /** Where the browser goes. */
  url: string;
  state: string;
  nonce: string;
  codeVerifier: string;
}

export interface ProvidedClaims {
  issuer: string;
  subject: string;
  claims: Readonly<Record<string, unknown>>;
}

export interface IdentityProvider {
  /** @param isAnew whoever is known to the provider must be recognised again all the same. @throws where it cannot be reached */
  begin: (isAnew: boolean) => Promise<BegunFlow>;
  /** @throws where the answer, or what it brings, is not the provider's to us for this flow */
  finish: (query: string, flow: Omit<BegunFlow, 'url'>) => Promise<ProvidedClaims>;
}

/** @param callback our address that the provider sends browsers back to */
export function createIdentityProvider(config: OidcConfig, callback: string): IdentityProvider {
  let known: Promise<Configuration> | undefined;
  const discover = (): Promise<Configuration> => {
    const issuer = new URL(config.issuer);
    known ??= discovery(
      issuer,
      config.clientId,
      config.clientSecret,
      config.clientSecret === undefined ? None() : undefined,
      // The signature of the ID token is asked for although TLS brought it (OpenID Connect Core 1.0 § 3.1.3.7 would not).
      { execute: [enableNonRepudiationChecks, ...(isThisMachine(issuer) ? [allowInsecureRequests] : [])] },
    ).catch((error: unknown) => {
      known = undefined; // The next who comes asks again.
      throw error;
    });
    return known;
  };
  return {
    begin: async (isAnew) => {
      const flow = { state: randomState(), nonce: randomNonce(), codeVerifier: randomPKCECodeVerifier() };
      const url = buildAuthorizationUrl(await discover(), {
        redirect_uri: callback,
        scope: 'openid profile',
        state: flow.state,
        nonce: flow.nonce,
        code_challenge: await calculatePKCECodeChallenge(flow.codeVerifier),
        code_challenge_method: 'S256',
        ...demandParameters(config.demands, isAnew),
      });
      return { ...flow, url: url.href };
    },
    finish: async (query, { state, nonce, codeVerifier }) => {
      const tokens = await authorizationCodeGrant(await discover(), new URL(`${callback}?${query}`), {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: codeVerifier,
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      if (!claims) throw new Error('The provider gave no ID token');
      return { issuer: claims.iss, subject: claims.sub, claims };
    },
  };
}
