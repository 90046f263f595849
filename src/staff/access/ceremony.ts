// The browser's part of a passkey: what it is asked, and its refusals as values. A browser does not say whether somebody changed
// their mind, waited too long, or has no key for this place (WebAuthn Level 3 § 14.5.2), so we cannot either.

import {
  browserSupportsWebAuthn,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  startAuthentication,
  startRegistration,
} from '@simplewebauthn/browser';

/**
 * `not-done`: cancelled, too late, or no fitting key. `exists`: this authenticator has a passkey of this account already.
 * `domain`: the address of the page is not the one that passkeys are bound to. `unsupported`: no authenticator can do it.
 */
export type CeremonyTrouble = 'not-done' | 'exists' | 'domain' | 'unsupported' | 'failed';

export interface Ceremonies {
  isPossible: () => boolean;
  /** @param options as the server gave them. @returns the proof, as JSON */
  create: (options: object) => Promise<object | CeremonyTrouble>;
  get: (options: object) => Promise<object | CeremonyTrouble>;
}

export function isTrouble(outcome: object | CeremonyTrouble): outcome is CeremonyTrouble {
  return typeof outcome === 'string';
}

export const browserCeremonies: Ceremonies = {
  isPossible: browserSupportsWebAuthn,
  // The server's library made them, the browser's reads them: nothing in between knows their parts.
  create: (options) =>
    outcome(startRegistration({ optionsJSON: options as PublicKeyCredentialCreationOptionsJSON })),
  get: (options) =>
    outcome(startAuthentication({ optionsJSON: options as PublicKeyCredentialRequestOptionsJSON })),
};

function outcome(ceremony: Promise<object>): Promise<object | CeremonyTrouble> {
  return ceremony.catch((error: unknown) => troubleOf(error instanceof Error ? error.name : ''));
}

/** By the name of the DOMException (WebAuthn Level 3 § 5.1.3, § 5.1.4). */
export function troubleOf(name: string): CeremonyTrouble {
  switch (name) {
    case 'NotAllowedError':
    case 'AbortError':
    case 'TimeoutError':
      return 'not-done';
    case 'InvalidStateError':
      return 'exists';
    case 'SecurityError':
      return 'domain';
    case 'NotSupportedError':
    case 'ConstraintError':
      return 'unsupported';
    default:
      return 'failed';
  }
}
