// How long sealed bytes are (sealing.ts): initialisation vector, AES-256-GCM, tag.

import type { Sealed } from './schema.ts';

export const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Of what is sealed in it, or lies as an older version left it. */
export function lengthOfBytes(value: ArrayBuffer | Sealed): number {
  return 'sealed' in value ? value.sealed.byteLength - IV_BYTES - TAG_BYTES : value.byteLength;
}
