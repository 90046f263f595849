// The work itself, beside the page: WebCrypto derives, this counts. It ends by itself.

import { WORK_LIMITS, type WorkChallenge } from '../domain/work.ts';
import type { Cryptography } from './cryptography.ts';

/** @returns for the header, or undefined where too much is asked for. @throws TypeError where it is no challenge */
export async function solveWork(
  challenge: WorkChallenge,
  { derive }: Cryptography,
): Promise<string | undefined> {
  const { nonce, salt, cost, keyPrefix } = challenge.parameters;
  for (let counter = 0; counter < WORK_LIMITS.tries && cost <= WORK_LIMITS.cost; counter++) {
    const attempt = fromHex(nonce + counter.toString(16).padStart(8, '0'));
    const derivedKey = toHex(await derive(attempt, fromHex(salt), cost));
    if (derivedKey.startsWith(keyPrefix)) {
      return btoa(JSON.stringify({ challenge, solution: { counter, derivedKey } }));
    }
  }
  return undefined;
}

function fromHex(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(text.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
}

function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
