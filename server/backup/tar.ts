// The one form of tar that a backup has: POSIX ustar (IEEE Std 1003.1, pax: ustar Interchange Format), regular files only,
// every size known before its bytes. Any tar opens it.
//
//   header (512) · bytes, filled up to 512 · header · bytes · … · 1024 zero bytes

const BLOCK = 512;
/** The field `name`; ours are shorter, so the field `prefix` stays empty. */
const MOST_NAME_BYTES = 100;
/** Eleven octal digits. */
const MOST_BYTES = 8 ** 11 - 1;

export interface TarHeader {
  name: string;
  byteLength: number;
}

/** @throws RangeError for a name or a size that the form cannot hold: a bug of whoever chose them */
export function writeHeader({ name, byteLength }: TarHeader, writtenAtMs: number): Buffer {
  if (Buffer.byteLength(name) > MOST_NAME_BYTES || byteLength > MOST_BYTES) {
    throw new RangeError(`Not an entry of ustar: ${name}, ${byteLength} bytes`);
  }
  const block = Buffer.alloc(BLOCK);
  block.write(name, 0);
  block.write(`0000600\0${'0000000\0'.repeat(2)}`, 100);
  block.write(`${octal(byteLength)}\0${octal(Math.floor(writtenAtMs / 1000))}\0`, 124);
  block.write('0', 156);
  block.write('ustar\x0000', 257);
  block.write(`${checksumOf(block).toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}

/** How many zero bytes follow the entry's own. */
export function fillAfter(byteLength: number): number {
  return (BLOCK - (byteLength % BLOCK)) % BLOCK;
}

/** Two empty blocks. */
export function tarEnd(): Buffer {
  return Buffer.alloc(2 * BLOCK);
}

export const headerBytes = BLOCK;

/** @returns 'end' at an empty block, undefined for what is no header of ours */
export function readHeader(block: Buffer): TarHeader | 'end' | undefined {
  if (block.every((byte) => byte === 0)) return 'end';
  const name = textAt(block, 0, MOST_NAME_BYTES);
  const size = textAt(block, 124, 12).trim();
  const checksum = Number.parseInt(textAt(block, 148, 8), 8);
  const isFile = block[156] === 0x30 || block[156] === 0;
  const isOurs = isFile && textAt(block, 257, 6) === 'ustar' && /^[0-7]+$/.test(size) && name !== '';
  return isOurs && checksum === checksumOf(block)
    ? { name, byteLength: Number.parseInt(size, 8) }
    : undefined;
}

/** The sum of all bytes, those of the checksum itself taken as spaces. */
function checksumOf(block: Buffer): number {
  let sum = 8 * 0x20;
  for (const [index, byte] of block.entries()) if (index < 148 || index >= 156) sum += byte;
  return sum;
}

function textAt(block: Buffer, start: number, length: number): string {
  const field = block.subarray(start, start + length);
  const end = field.indexOf(0);
  return field.toString('utf8', 0, end === -1 ? length : end);
}

function octal(value: number): string {
  return value.toString(8).padStart(11, '0');
}
