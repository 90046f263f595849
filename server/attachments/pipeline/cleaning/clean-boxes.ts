// Films and sounds in MP4 and QuickTime (ISO 14496-12), and JPEG 2000 (ISO 15444-1): boxes of tags become free room of the
// same length, so that nothing that counts bytes from the beginning goes astray.

const TAG_BOXES: ReadonlySet<string> = new Set(['udta', 'meta', 'uuid', 'xml ']);
/** What is looked into. */
const PARENT_BOXES: ReadonlySet<string> = new Set(['moov', 'trak', 'mdia', 'moof', 'traf', 'jp2h']);
/** Pictures, whose `meta` holds where their parts are. */
const PICTURE_BRANDS = /^(?:heic|heix|hevc|mif1|msf1|avif|avis)/;

export function isBoxed(bytes: Buffer): boolean {
  const type = bytes.toString('latin1', 4, 8);
  return (type === 'ftyp' && !PICTURE_BRANDS.test(bytes.toString('latin1', 8, 12))) || type === 'jP  ';
}

export function cleanBoxes(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  cleanWithin(copy, 0, copy.length);
  return copy;
}

function cleanWithin(bytes: Buffer, from: number, to: number): void {
  let at = from;
  while (at + 8 <= to) {
    const short = bytes.readUInt32BE(at);
    const isLong = short === 1 && at + 16 <= to;
    const size = isLong ? Number(bytes.readBigUInt64BE(at + 8)) : short === 0 ? to - at : short;
    const head = isLong ? 16 : 8;
    if (size < head || at + size > to) return;
    const type = bytes.toString('latin1', at + 4, at + 8);
    if (TAG_BOXES.has(type)) {
      bytes.write('free', at + 4, 'latin1');
      bytes.fill(0, at + head, at + size);
    } else if (PARENT_BOXES.has(type)) cleanWithin(bytes, at + head, at + size);
    at += size;
  }
}
