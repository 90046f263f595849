// A file of text only as a row of QR codes, shown one after the other and read in any order, until each was read once. The camera may
// begin anywhere, miss some and see others often: the row begins again. Over a camera and a screen nothing is lost but time, so that
// there are no codes beyond the file's own; each code corrects itself, and the whole has a check.
//
//   code = "KQ1/" ‖ how many ‖ "/" ‖ which, from 1 ‖ "/" ‖ first 4 bytes of the file's SHA-256, hexadecimal ‖ "/" ‖ bytes in base 45
//
// Base 45 (RFC 9285), because QR's own alphabet of 45 letters packs it as tightly as bytes, and every decoder gives it back as text.

const BEGIN = 'KQ1/';
const CODE = /^KQ1\/(\d{1,2})\/(\d{1,2})\/([0-9A-F]{8})\/([0-9A-Z $%*+\-./:]+)$/;
const NEWER = /^KQ(?!1\/)\d{1,2}\//;
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';

/** Of the file in one code: with its head 466 letters, a code of 69 × 69 squares (version 13, correction M). */
export const BYTES_OF_CODE = 300;
export const QR_VERSION = 13;
/** A longer row takes a hand that is steady for too long. */
const MOST_CODES = 60;
/** Side by side; whoever shows more of them than that shows rubbish. */
const MOST_ROWS = 4;

/** @returns the codes' texts; undefined where the file is too long for them */
export async function codesOf(file: Uint8Array<ArrayBuffer>): Promise<string[] | undefined> {
  const count = Math.ceil(file.length / BYTES_OF_CODE);
  if (count > MOST_CODES) return undefined;
  const mark = await markOf(file);
  return Array.from({ length: count }, (_, index) => {
    const bytes = file.subarray(index * BYTES_OF_CODE, (index + 1) * BYTES_OF_CODE);
    return `${BEGIN}${count}/${index + 1}/${mark}/${toBase45(bytes)}`;
  });
}

interface CodesRead {
  /** Of which row; the same one, read anew, has the same name. */
  row: string;
  /** How many of the row were read. */
  read: number;
  count: number;
  /** Not read before. */
  isNew: boolean;
}

export interface CodeReader {
  /** @returns undefined where it is no such code; `newer`: of a version that this app does not know */
  take: (text: string) => CodesRead | 'newer' | undefined;
  /** The file, when all of one row were read. `mixed`: what they gave together is not the file; that row is read anew. */
  whole: () => Promise<Uint8Array<ArrayBuffer> | 'mixed' | undefined>;
}

/** Reads the rows that it sees side by side: of two screens in view both come to their end. */
export function createCodeReader(): CodeReader {
  const rows = new Map<string, Map<number, Uint8Array<ArrayBuffer>>>();
  return {
    take(text) {
      if (NEWER.test(text)) return 'newer';
      const [, many, which, mark, letters] = CODE.exec(text) ?? [];
      const [count, index] = [Number(many), Number(which)];
      const bytes = letters === undefined ? undefined : fromBase45(letters);
      if (!bytes || index < 1 || index > count || count > MOST_CODES) return undefined;
      const row = `${count} ${mark}`;
      const parts = rows.get(row) ?? new Map();
      const isNew = !parts.has(index);
      parts.set(index, bytes);
      // The one that was seen last is the last to be forgotten.
      rows.delete(row);
      rows.set(row, parts);
      const [oldest = ''] = rows.keys();
      if (rows.size > MOST_ROWS) rows.delete(oldest);
      return { row, read: parts.size, count, isNew };
    },
    async whole() {
      for (const [row, parts] of rows) {
        const count = Number.parseInt(row, 10);
        if (parts.size < count) continue;
        rows.delete(row);
        const ordered = Array.from({ length: count }, (_, index) => parts.get(index + 1) ?? new Uint8Array());
        const file = new Uint8Array(await new Blob(ordered).arrayBuffer());
        return row === `${count} ${await markOf(file)}` ? file : 'mixed';
      }
      return undefined;
    },
  };
}

async function markOf(file: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', file), 0, 4);
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .toUpperCase();
}

function toBase45(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 2) {
    const [high = 0, low] = bytes.subarray(at, at + 2);
    let value = low === undefined ? high : high * 256 + low;
    for (let digits = low === undefined ? 2 : 3; digits > 0; digits--) {
      text += ALPHABET[value % 45];
      value = Math.floor(value / 45);
    }
  }
  return text;
}

/** @returns undefined where it is none (RFC 9285 § 6) */
function fromBase45(text: string): Uint8Array<ArrayBuffer> | undefined {
  const bytes: number[] = [];
  for (let at = 0; at < text.length; at += 3) {
    const digits = Array.from(text.slice(at, at + 3), (letter) => ALPHABET.indexOf(letter));
    const value = digits.reduceRight((sum, digit) => sum * 45 + digit, 0);
    if (digits.length === 1 || value > (digits.length === 3 ? 0xffff : 0xff)) return undefined;
    if (digits.length === 3) bytes.push(value >> 8);
    bytes.push(value & 0xff);
  }
  return Uint8Array.from(bytes);
}
