// What the server answers to the writer of a sealed application: sealed to the writer's own key, so that whoever carries it back
// learns no number, no day and no reason.
//
//   sealed = encapsulated key ‖ Seal( pack(answer), aad = where it belongs, info )

import { concat, fromJsonBytes, pack, toJsonBytes, unpack } from './frame.ts';
import { type Key, type KeyPair, POINT_BYTES, suite } from './suite.ts';

const INFO = new TextEncoder().encode('kopru sealed answer v1');

/** @param place `null`: the answer to the application itself, else to the attachment of this place */
const boundTo = (parcel: string, place: number | null): Uint8Array =>
  new TextEncoder().encode(place === null ? parcel : `${parcel}/${place}`);

/** @param answer anything that JSON can say */
export async function sealAnswer(
  answer: object,
  { replyKey, parcel, place }: { replyKey: Key; parcel: string; place: number | null },
): Promise<Uint8Array<ArrayBuffer>> {
  const { encapsulatedSecret, ciphertext } = await suite.Seal(replyKey, pack(toJsonBytes(answer)), {
    aad: boundTo(parcel, place),
    info: INFO,
  });
  return concat(encapsulatedSecret, ciphertext);
}

/** @returns undefined where it is for another key or another parcel, or was changed. What it says is not judged here */
export async function openAnswer(
  sealed: Uint8Array,
  { keys, parcel, place }: { keys: KeyPair; parcel: string; place: number | null },
): Promise<unknown> {
  const [encapsulatedSecret, ciphertext] = [sealed.subarray(0, POINT_BYTES), sealed.subarray(POINT_BYTES)];
  const opened = await suite
    .Open(keys, encapsulatedSecret, ciphertext, { aad: boundTo(parcel, place), info: INFO })
    .catch(() => undefined);
  const [answer] = (opened && unpack(opened, 1)) ?? [];
  return answer && fromJsonBytes(answer);
}
