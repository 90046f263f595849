// Bytes put together and taken apart: parts with their lengths before them, and zeros up to a step, so that the length of what
// is sealed tells little of what was written.

/** Sealed texts grow in steps of so many bytes. */
export const PADDING_STEP = 1024;
const LENGTH_BYTES = 4;

const utf8 = new TextEncoder();

/** UTF-8 bytes of a JSON text. */
export function toJsonBytes(value: unknown): Uint8Array<ArrayBuffer> {
  return utf8.encode(JSON.stringify(value));
}

/** @returns undefined where the bytes are not JSON in UTF-8 */
export function fromJsonBytes(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

export function concat(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((total, { length }) => total + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Each part after its length (32 bits, big endian), then zeros up to the next step. */
export function pack(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const length = parts.reduce((total, part) => total + LENGTH_BYTES + part.length, 0);
  const whole = new Uint8Array(Math.ceil(length / PADDING_STEP) * PADDING_STEP);
  const view = new DataView(whole.buffer);
  let at = 0;
  for (const part of parts) {
    view.setUint32(at, part.length);
    whole.set(part, at + LENGTH_BYTES);
    at += LENGTH_BYTES + part.length;
  }
  return whole;
}

/** The parts again. @returns undefined where they are not so many, or something other than zeros follows */
export function unpack(whole: Uint8Array, count: number): Uint8Array[] | undefined {
  const view = new DataView(whole.buffer, whole.byteOffset, whole.byteLength);
  const parts: Uint8Array[] = [];
  let at = 0;
  while (parts.length < count) {
    if (at + LENGTH_BYTES > whole.length) return undefined;
    const end = at + LENGTH_BYTES + view.getUint32(at);
    if (end > whole.length) return undefined;
    parts.push(whole.subarray(at + LENGTH_BYTES, end));
    at = end;
  }
  return whole.subarray(at).every((byte) => byte === 0) ? parts : undefined;
}
