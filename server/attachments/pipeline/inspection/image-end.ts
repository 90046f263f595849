// Where an image ends by its own structure. What stands behind that place no viewer of images ever shows.

type FindEnd = (bytes: Buffer) => number | undefined;

/** @returns the offset behind the last byte; undefined for one that is cut off or has no such structure */
export function imageEnd(bytes: Buffer, mediaType: string): number | undefined {
  const find = FINDERS[mediaType];
  const end = find?.(bytes);
  return end !== undefined && end <= bytes.length ? end : undefined;
}

const FINDERS: Readonly<Record<string, FindEnd>> = {
  'image/jpeg': jpegEnd,
  'image/png': pngEnd,
  'image/gif': gifEnd,
  'image/webp': (bytes) => (bytes.length < 12 ? undefined : bytes.readUInt32LE(4) + 8),
};

function jpegEnd(bytes: Buffer): number | undefined {
  let at = 2;
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) return undefined;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xd9) return at + 2;
    if (marker === 0xff) at += 1;
    else if (marker >= 0xd0 && marker <= 0xd8) at += 2;
    else {
      at += 2 + bytes.readUInt16BE(at + 2);
      if (marker === 0xda) at = endOfScan(bytes, at);
    }
  }
  return bytes[at] === 0xff && bytes[at + 1] === 0xd9 ? at + 2 : undefined;
}

/** Compressed data: 0xff is followed by 0 or a restart marker, until a marker that means something. */
function endOfScan(bytes: Buffer, start: number): number {
  for (let at = bytes.indexOf(0xff, start); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1] ?? 0;
    if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at;
  }
  return bytes.length;
}

function pngEnd(bytes: Buffer): number | undefined {
  let at = 8;
  while (at + 12 <= bytes.length) {
    const isEnd = bytes.toString('latin1', at + 4, at + 8) === 'IEND';
    at += 12 + bytes.readUInt32BE(at);
    if (isEnd) return at;
  }
  return undefined;
}

function gifEnd(bytes: Buffer): number | undefined {
  const colours = (flags: number): number => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0);
  let at = 13 + colours(bytes[10] ?? 0);
  while (at < bytes.length) {
    const block = bytes[at];
    if (block === 0x3b) return at + 1;
    if (block === 0x21) at += 2;
    else if (block === 0x2c) at += 11 + colours(bytes[at + 9] ?? 0);
    else return undefined;
    while (at < bytes.length && bytes[at] !== 0) at += 1 + (bytes[at] ?? 0);
    at += 1;
  }
  return undefined;
}
