// Reads JSON bodies strictly: bytes that are not UTF-8 are refused, never repaired, because the digest is over the
// bytes and the text must be what was meant.

export type JsonResult = { ok: true; value: unknown } | { ok: false };

const utf8 = new TextDecoder('utf-8', { fatal: true });

export function parseJson(bytes: Uint8Array): JsonResult {
  try {
    return { ok: true, value: JSON.parse(utf8.decode(bytes)) };
  } catch {
    return { ok: false }; // Its two reasons, coding and grammar, have one answer.
  }
}
