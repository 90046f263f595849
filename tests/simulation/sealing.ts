// The seal of the simulated world: the bytes as they are, for the oracles to read, and a tag that holds them to their place.

import { hash } from 'node:crypto';
import type { Cryptography } from '../../src/offline/cryptography.ts';
import type { Sealed } from '../../src/offline/schema.ts';

const TAG_BYTES = 16;
/** Initialisation vector. */
const HEAD_BYTES = 12;
const MARK_BYTES = 16;

export type SimulatedSeals = Pick<Cryptography, 'makeKey' | 'seal' | 'open' | 'subtle'>;

export const simulatedSealing: SimulatedSeals = {
  makeKey: () => Promise.resolve({} as CryptoKey),
  seal: (_key, iv, place, bytes) => Promise.resolve(seal(iv, place, bytes)),
  open: async (_key, iv, place, bytes) => {
    const opened = bytes.slice(0, -TAG_BYTES);
    if (!Buffer.from(seal(iv, place, opened)).equals(bytes))
      throw new Error('not what was sealed, or not at this place');
    return opened.buffer;
  },
};

function seal(iv: Uint8Array, place: Uint8Array, bytes: Uint8Array): ArrayBuffer {
  const tag = hash('md5', Buffer.concat([iv, place, Buffer.of(0), bytes]), 'buffer');
  const sealed = new Uint8Array(bytes.length + TAG_BYTES);
  sealed.set(bytes);
  sealed.set(tag, bytes.length);
  return sealed.buffer;
}

export function isSealed(record: unknown): record is Sealed {
  return typeof record === 'object' && record !== null && 'sealed' in record;
}

/** A record as it lies on the simulated disk, opened. */
export function openSimulated({ sealed, over, ...clear }: Sealed): unknown {
  const bytes = Buffer.from(sealed).subarray(HEAD_BYTES, -TAG_BYTES);
  // What a page put in its last task: a mark, and the text by exclusive or with a pad (src/offline/prepared-pad.ts).
  const text = over ? Buffer.from(over.slice(MARK_BYTES)) : bytes;
  if (over) for (const [at, byte] of text.entries()) text[at] = byte ^ (bytes[at] ?? 0);
  return { ...clear, ...JSON.parse(text.toString()) };
}

/** Of sealed bytes. */
export function sealedLength({ sealed }: Sealed): number {
  return sealed.byteLength - HEAD_BYTES - TAG_BYTES;
}
