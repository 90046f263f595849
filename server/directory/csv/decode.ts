// The file as text. It must be UTF-8: a guess would write "Þ" into a name for ever. What is not is recognised and named,
// so that the administrator knows what to choose when saving.

import type { CsvFault } from './faults.ts';

export type Decoded = { ok: true; text: string } | { ok: false; faults: CsvFault[] };

const utf8 = new TextDecoder('utf-8', { fatal: true });

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
    // Every sequence is legal in Windows-1254, so it is told by which of its upper bytes occur.
    const line = lineOfFirstFault(bytes);
    const upper = bytes.filter((byte) => byte >= 0x80);
    const turkish = upper.filter((byte) => TURKISH_BYTES.has(byte)).length;
    return refused(turkish >= upper.length * 0.9 ? 'windows-1254' : 'unknown', line);
  }
}

function refused(encoding: 'windows-1254' | 'utf-16' | 'unknown', line: number): Decoded {
  return { ok: false, faults: [{ code: 'notUtf8', line, params: { encoding } }] };
}

/** The first line that is not UTF-8; a line feed is a byte of its own in both. */
function lineOfFirstFault(bytes: Uint8Array): number {
  let line = 1;
  let start = 0;
  for (let index = 0; index <= bytes.length; index += 1) {
    if (index < bytes.length && bytes[index] !== 0x0a) continue;
    try {
      utf8.decode(bytes.subarray(start, index));
    } catch {
      return line;
    }
    start = index + 1;
    line += 1;
  }
  return 1;
}
