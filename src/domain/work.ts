// Work that a server asks for when more comes than it can take (docs/decisions/0044): an ALTCHA challenge in a problem's body, and
// its solution in a header of the same request. It costs a phone some seconds and nobody a glance.

/** As base64 of `{ challenge, solution }`, ALTCHA's payload. */
export const WORK_HEADER = 'kopru-work';

/** PBKDF2-HMAC-SHA-256 of nonce ‖ counter (4 bytes, big endian) with this salt must begin with `keyPrefix`; hexadecimal. */
interface WorkParameters {
  nonce: string;
  salt: string;
  /** Iterations of one try. */
  cost: number;
  keyPrefix: string;
}

/** In a problem's body. It is signed as a whole, and goes back as it came. */
export interface WorkChallenge {
  parameters: WorkParameters;
}

/** What a server may ask of a phone at most: whoever asks for more is not ours. */
export const WORK_LIMITS = { cost: 4_000, tries: 4_096 } as const;
