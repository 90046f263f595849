// Seals in one task, where no cipher can be waited for: the last key before a page goes away. A pad of chance is sealed by
// the device's key ahead of that, is laid over the text by exclusive or (one-time pad), and never used again. Its last
// 32 bytes are the key of a mark that binds the text to its place: a polynomial over a prime field and a one-time addend
// (Wegman and Carter 1981; Poly1305 is the same over another prime), which nobody forges who has not the pad.

type Bytes = Uint8Array<ArrayBuffer>;

const MARK_BYTES = 16;
const KEY_BYTES = 32;
/** Of the text for each step: with a bit above them they stay below the prime. */
const BLOCK_BYTES = 15;
const PRIME = 2n ** 127n - 1n;
/** What may be typed or pasted within the time in which a longer pad is made. */
const SPARE_BYTES = 8 * 1024;
/** WebCrypto gives no more chance at once. */
const MOST_AT_ONCE = 65_536;

/** Length of a pad for a text as it stands, and as it may have grown by the time that the page goes. */
export function padLength(textBytes: number): number {
  return textBytes + SPARE_BYTES + KEY_BYTES;
}

/** Whether a pad covers a text. */
export function covers(pad: Bytes, textBytes: number): boolean {
  return pad.length >= textBytes + KEY_BYTES;
}

export function makePad(length: number, randomBytes: (count: number) => Bytes): Bytes {
  const pad = new Uint8Array(length);
  for (let at = 0; at < length; at += MOST_AT_ONCE)
    pad.set(randomBytes(Math.min(MOST_AT_ONCE, length - at)), at);
  return pad;
}

/** @returns mark and text under the pad */
export function layOver(pad: Bytes, place: Bytes, text: Bytes): ArrayBuffer {
  const laid = new Uint8Array(MARK_BYTES + text.length);
  const under = laid.subarray(MARK_BYTES);
  xor(text, pad, under);
  laid.set(markOf(pad, place, under));
  return laid.buffer;
}

/** @throws Error when it is not what was laid over, or not at this place */
export function takeOff(pad: Bytes, place: Bytes, laid: Bytes): Bytes {
  const under = laid.subarray(MARK_BYTES);
  if (!covers(pad, under.length) || markOf(pad, place, under).some((byte, at) => byte !== laid[at]))
    throw new Error('not what was laid over, or not at this place');
  const text = new Uint8Array(under.length);
  xor(under, pad, text);
  return text;
}

function xor(bytes: Uint8Array, pad: Uint8Array, into: Uint8Array): void {
  for (const [at, byte] of bytes.entries()) into[at] = byte ^ (pad[at] ?? 0);
}

function markOf(pad: Uint8Array, place: Uint8Array, under: Uint8Array): Uint8Array {
  const key = pad.subarray(-KEY_BYTES);
  const factor = numberOf(key.subarray(MARK_BYTES));
  // A place holds no zero, so that it ends where the first one stands.
  const marked = new Uint8Array(place.length + 1 + under.length);
  marked.set(place);
  marked.set(under, place.length + 1);
  let sum = 0n;
  for (let at = 0; at < marked.length; at += BLOCK_BYTES)
    sum = ((sum + numberOf(Uint8Array.of(1, ...marked.subarray(at, at + BLOCK_BYTES)))) * factor) % PRIME;
  let mark = (sum + numberOf(key.subarray(0, MARK_BYTES))) % PRIME;
  const bytes = new Uint8Array(MARK_BYTES);
  for (let at = MARK_BYTES; at-- > 0; mark >>= 8n) bytes[at] = Number(mark & 255n);
  return bytes;
}

function numberOf(bytes: Uint8Array): bigint {
  let number = 0n;
  for (const byte of bytes) number = (number << 8n) | BigInt(byte);
  return number;
}
