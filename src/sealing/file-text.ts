// A file of a parcel or of answers as text: browsers share no files but of kinds that they know, and text is one that reaches every
// phone. Whoever opens it reads a sentence that says what it is; below it stand the bytes in base64 (RFC 4648), in lines.

const BEGIN = '-----BEGIN KOPRU-----';
const END = '-----END KOPRU-----';
/** Of a line, as in RFC 7468: some mailers break longer ones. */
const LINE_BYTES = 48;
/** Read at a time; a multiple of what becomes whole bytes. */
const BLOCK = 256 * 1024;
/** So far the sentence may reach. */
const PREFACE_BYTES = 4096;

/** @param preface what a person reads who opens it. @param whole pieces of the file */
export async function* writeFileText(
  preface: string,
  whole: AsyncIterable<Uint8Array>,
): AsyncGenerator<string> {
  yield `${preface}\n\n${BEGIN}\n`;
  let rest: Uint8Array = new Uint8Array();
  for await (const piece of whole) {
    const bytes = new Uint8Array(rest.length + piece.length);
    bytes.set(rest);
    bytes.set(piece, rest.length);
    const end = bytes.length - (bytes.length % LINE_BYTES);
    yield linesOf(bytes.subarray(0, end));
    rest = bytes.subarray(end);
  }
  yield `${linesOf(rest)}${END}\n`;
}

function linesOf(bytes: Uint8Array): string {
  let lines = '';
  for (let at = 0; at < bytes.length; at += LINE_BYTES) {
    lines += `${btoa(String.fromCharCode(...bytes.subarray(at, at + LINE_BYTES)))}\n`;
  }
  return lines;
}

/**
 * The file that such a text holds. @returns the given one where it is no such text; where it is cut short or was changed, what can be
 * read of it: the checks inside tell
 */
export async function fileOfText(file: Blob): Promise<Blob> {
  const first = await file.slice(0, PREFACE_BYTES).arrayBuffer();
  // Byte for character, so that places in the text are places in the file.
  const begin = new TextDecoder('latin1').decode(first).indexOf(BEGIN);
  if (begin < 0) return file;
  // Blobs, which the browser may lay on the disk: a text can be larger than the memory.
  const parts: Blob[] = [];
  let rest = '';
  for (let at = begin + BEGIN.length; at < file.size; at += BLOCK) {
    const text = rest + new TextDecoder('latin1').decode(await file.slice(at, at + BLOCK).arrayBuffer());
    const end = text.indexOf('-');
    const digits = (end < 0 ? text : text.slice(0, end)).replace(/[^A-Za-z0-9+/]/g, '');
    const whole = end < 0 ? digits.length - (digits.length % 4) : digits.length;
    parts.push(new Blob([bytesOf(digits.slice(0, whole))]));
    rest = digits.slice(whole);
    if (end >= 0) break;
  }
  if (rest) parts.push(new Blob([bytesOf(rest)]));
  return new Blob(parts);
}

/** A digit that stands alone tells nothing and is left out. */
function bytesOf(digits: string): Uint8Array<ArrayBuffer> {
  const whole = digits.length % 4 === 1 ? digits.slice(0, -1) : digits;
  return Uint8Array.from(atob(whole), (character) => character.charCodeAt(0));
}
