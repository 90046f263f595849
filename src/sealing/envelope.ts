// The envelope of one application: its exact bytes, as they would have been sent in the open, and a letter beside them that says
// to whom the answer is sealed and what its writer has agreed to.
//
//   sealed = clear ‖ encapsulated key ‖ Seal( pack(letter, reply key, body), aad = clear, info )

import * as v from 'valibot';
import { isUuidv7 } from '../domain/uuid.ts';
import { instant } from '../domain/wire.ts';
import { concat, fromJsonBytes, pack, toJsonBytes, unpack } from './frame.ts';
import { type EnvelopeHeader, type ReadSealed, readSealed, writeClear } from './header.ts';
import { type Key, type KeyPair, readPublicKey, suite, writePublicKey } from './suite.ts';

const INFO = new TextEncoder().encode('kopru sealed application v1');

const letterSchema = v.object({
  /** The application's id at the server (C3). */
  id: v.pipe(v.string(), v.check(isUuidv7)),
  /** The writer has agreed that others carry this, who cannot read it. */
  mayBeCarried: v.boolean(),
  /** When, by the clock of that phone. */
  agreedAt: v.optional(instant),
});
export type EnvelopeLetter = v.InferOutput<typeof letterSchema>;

export interface OpenedApplication extends EnvelopeLetter {
  /** To whom the answer is sealed. */
  replyKey: Key;
  /** What `PUT /api/applications/:id` would have carried: the digest is over these. */
  body: Uint8Array;
}

/**
 * @param serverKey the server's acceptance key, whose id is in the header
 * @param replyKey the public half of the writer's own
 */
export async function sealApplication(
  header: EnvelopeHeader,
  serverKey: Key,
  { body, replyKey, ...letter }: EnvelopeLetter & { body: Uint8Array; replyKey: Key },
): Promise<Uint8Array<ArrayBuffer>> {
  const clear = writeClear('KSE1', header);
  const inner = pack(toJsonBytes(letter), await writePublicKey(replyKey), body);
  const { encapsulatedSecret, ciphertext } = await suite.Seal(serverKey, inner, { aad: clear, info: INFO });
  return concat(clear, encapsulatedSecret, ciphertext);
}

/** What any phone may read of it. @returns undefined where it is no envelope */
export function readEnvelope(sealed: Uint8Array): ReadSealed<EnvelopeHeader> | undefined {
  return readSealed('KSE1', sealed);
}

/** @returns undefined where the key is another one, or anything was changed (C1, C5) */
export async function openApplication(
  { clear, encapsulatedSecret, ciphertext }: ReadSealed<EnvelopeHeader>,
  keys: KeyPair,
): Promise<OpenedApplication | undefined> {
  const inner = await suite
    .Open(keys, encapsulatedSecret, ciphertext, { aad: clear, info: INFO })
    .catch(() => undefined);
  const [letterBytes, point, body] = (inner && unpack(inner, 3)) ?? [];
  if (!letterBytes || !point || !body) return undefined;
  const letter = v.safeParse(letterSchema, fromJsonBytes(letterBytes));
  const replyKey = await readPublicKey(point);
  return letter.success && replyKey ? { ...letter.output, replyKey, body } : undefined;
}
