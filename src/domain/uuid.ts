// The device makes every id (protocol invariant 3): a UUIDv7 sorts by time of writing and needs no server.
// Pure: time and random bytes come from the caller, so the simulation can replay them.

const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/**
 * Builds a UUIDv7 (RFC 9562 § 5.7).
 * @param nowMs milliseconds since 1970; a clock that is wrong by years still gives a valid, unique id
 * @param random at least 10 random bytes
 */
export function uuidv7(nowMs: number, random: Uint8Array): string {
  const bytes = new Uint8Array(16);
  let time = Math.max(0, Math.floor(nowMs)) % 2 ** 48;
  for (let index = 5; index >= 0; index--) {
    bytes[index] = time % 256;
    time = Math.floor(time / 256);
  }
  bytes.set(random.subarray(0, 10), 6);
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** True for the lower-case canonical text of a UUIDv7; nothing else may become a key in the store. */
export function isUuidv7(text: string): boolean {
  return UUID_V7.test(text);
}
