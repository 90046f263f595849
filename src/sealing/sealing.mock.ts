// What the tests of sealing share: keys of a server and of a writer, and headers that name them.

import { CHUNK_BYTES } from './attachment.ts';
import { type KeyPair, makeKeyPair } from './suite.ts';

export const PARCEL = 'abcdefghijklmnopqrstuQ';
export const OTHER_PARCEL = 'abcdefghijklmnopqrstuA';
export const KEY_ID = 'n4bQgYhMfWWaL-qgxVrQFaO_TxsrC4Is0V1sFbDwCgg';
export const APPLICATION_ID = '0199a3c0-7b1e-7c3a-9d52-3f1c5a7e9b10';
export const ATTACHMENT_ID = '0199a3c0-7b1e-7c3a-9d52-3f1c5a7e9b11';

export interface Parties {
  server: KeyPair;
  writer: KeyPair;
  stranger: KeyPair;
}

export async function makeParties(): Promise<Parties> {
  const [server, writer, stranger] = await Promise.all([makeKeyPair(), makeKeyPair(), makeKeyPair()]);
  return { server, writer, stranger };
}

/** The same bytes with one bit of the byte at this place turned. */
export function turned(bytes: Uint8Array, at: number): Uint8Array<ArrayBuffer> {
  const copy = new Uint8Array(bytes);
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
}

/** An attachment of three chunks, the last one short, and the letter that it is sealed with. */
export const WHOLE = Uint8Array.from({ length: 2 * CHUNK_BYTES + 100 }, (_, index) => (index * 31) % 251);
export const LETTER = {
  applicationId: APPLICATION_ID,
  attachmentId: ATTACHMENT_ID,
  trackingKey: 'A'.repeat(43),
  byteLength: WHOLE.length,
};
