// The file as text. It must be UTF-8: a guess would write "Þ" into a name for ever. What is not is recognised and named,
// so that the administrator knows what to choose when saving. Where only some lines are not, the text has U+FFFD there, which is
// told of each (garbled.ts): together with what else is wrong.

import type { CsvFault } from './faults.ts';

export type Decoded = { ok: true; text: string } | { ok: false; faults: CsvFault[] };

const utf8 = new TextDecoder('utf-8', { fatal: true });
const lossy = new TextDecoder('utf-8');

/** ğ İ ı ş Ş Ğ ö ü ç Ö Ü Ç â î û in Windows-1254, the table that older Turkish Excel saves in. */
const TURKISH_BYTES = new Set([
  0xf0, 0xdd, 0xfd, 0xfe, 0xde, 0xd0, 0xf6, 0xfc, 0xe7, 0xd6, 0xdc, 0xc7, 0xe2, 0xee, 0xfb,
]);

export function decodeCsv(bytes: Uint8Array): Decoded {
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (isUtf16) return refused('utf-16', 1);
  try {
    return { ok: true, text: utf8.decode(bytes) };
  } catch {
    const { first, wrong, right } = judgeLines(bytes);
    if (wrong < right) return { ok: true, text: lossy.decode(bytes) };
    // Every sequence is legal in Windows-1254, so it is told by which of its upper bytes occur.
    const upper = bytes.filter((byte) => byte >= 0x80);
    const turkish = upper.filter((byte) => TURKISH_BYTES.has(byte)).length;
    return refused(turkish >= upper.length * 0.9 ? 'windows-1254' : 'unknown', first);
  }
}

function refused(encoding: 'windows-1254' | 'utf-16' | 'unknown', line: number): Decoded {
  return { ok: false, faults: [{ code: 'notUtf8', line, params: { encoding } }] };
}

/** How many lines are not UTF-8, and how many are it and not ASCII alone; a line feed is a byte of its own in both. */
function judgeLines(bytes: Uint8Array): { first: number; wrong: number; right: number } {
  const judged = { first: 1, wrong: 0, right: 0 };
  let line = 1;
  let start = 0;
  for (let index = 0; index <= bytes.length; index += 1) {
    if (index < bytes.length && bytes[index] !== 0x0a) continue;
    const own = bytes.subarray(start, index);
    if (!isUtf8(own)) {
      if (judged.wrong === 0) judged.first = line;
      judged.wrong += 1;
    } else if (own.some((byte) => byte >= 0x80)) judged.right += 1;
    start = index + 1;
    line += 1;
  }
  return judged;
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    utf8.decode(bytes);
    return true;
  } catch {
    return false;
  }
}
