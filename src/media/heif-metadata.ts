// The same of HEIC and AVIF, whose blocks are items with a list of where they lie (ISO/IEC 14496-12 § 8.11).

import { type ByteSource, signsOf, viewOf } from './byte-source.ts';
import { both, type Found, inExif, inXmp, MOST_BLOCK_BYTES, NOTHING } from './metadata.ts';

/** Rejects when the file is not any more what was chosen. */
export async function inHeif(source: ByteSource): Promise<Found> {
  const meta = await findMeta(source);
  if (!meta) return NOTHING;
  const boxes = boxesIn(meta, 4);
  const kinds = kindsOf(boxes.get('iinf'));
  let found = NOTHING;
  for (const [item, parts] of placesOf(boxes.get('iloc'))) {
    const kind = kinds.get(item);
    if (kind !== 'Exif' && kind !== 'mime') continue;
    const idat = boxes.get('idat');
    const pieces: Uint8Array[] = [];
    for (const { at, length, isInside } of parts) {
      if (length > MOST_BLOCK_BYTES) continue;
      pieces.push(
        isInside ? (idat?.subarray(at, at + length) ?? new Uint8Array()) : await source.read(at, length),
      );
    }
    const data = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
    let filled = 0;
    for (const piece of pieces) {
      data.set(piece, filled);
      filled += piece.length;
    }
    // Exif begins with how far behind its TIFF lies.
    if (kind === 'mime') found = both(found, inXmp(new TextDecoder().decode(data)));
    else if (data.length > 4) found = both(found, inExif(data.subarray(4 + viewOf(data).getUint32(0))));
  }
  return found;
}

async function findMeta(source: ByteSource): Promise<Uint8Array | undefined> {
  for (let at = 0; at + 8 <= source.length; ) {
    const head = await source.read(at, 8);
    const size = viewOf(head).getUint32(0);
    if (size < 8) return undefined;
    if (signsOf(head.subarray(4)) === 'meta')
      return size <= MOST_BLOCK_BYTES ? await source.read(at + 8, size - 8) : undefined;
    at += size;
  }
  return undefined;
}

/** The bodies of the boxes from a place on, by their names; of several of one name the first. */
function boxesIn(bytes: Uint8Array, from: number): Map<string, Uint8Array> {
  const found = new Map<string, Uint8Array>();
  for (let at = from; at + 8 <= bytes.length; ) {
    const size = viewOf(bytes).getUint32(at);
    if (size < 8) break;
    const name = signsOf(bytes.subarray(at + 4, at + 8));
    if (!found.has(name)) found.set(name, bytes.subarray(at + 8, at + size));
    at += size;
  }
  return found;
}

/** What each item is. */
function kindsOf(iinf: Uint8Array | undefined): Map<number, string> {
  const kinds = new Map<number, string>();
  if (!iinf || iinf.length < 8) return kinds;
  const from = iinf[0] === 0 ? 6 : 8;
  for (let at = from; at + 20 <= iinf.length; ) {
    const size = viewOf(iinf).getUint32(at);
    if (size < 20) break;
    const entry = iinf.subarray(at + 8, at + size);
    const isLong = entry[0] === 3;
    if (entry.length >= 14 || !isLong) {
      const item = isLong ? viewOf(entry).getUint32(4) : viewOf(entry).getUint16(4);
      const kindAt = isLong ? 10 : 8;
      kinds.set(item, signsOf(entry.subarray(kindAt, kindAt + 4)));
    }
    at += size;
  }
  return kinds;
}

interface Piece {
  at: number;
  length: number;
  /** Counted from the start of `idat` instead of the file. */
  isInside: boolean;
}

/** Where each item lies. */
function placesOf(iloc: Uint8Array | undefined): [item: number, pieces: Piece[]][] {
  const places: [number, Piece[]][] = [];
  if (!iloc || iloc.length < 8) return places;
  const view = viewOf(iloc);
  let at = 0;
  /** Reads a number of so many bytes; NaN past the end. */
  const next = (bytes: number): number => {
    let value = 0;
    for (let index = 0; index < bytes; index++) value = value * 256 + (iloc[at + index] ?? Number.NaN);
    at += bytes;
    return value;
  };
  const version = view.getUint8(0);
  at = 4;
  const sizes = next(2);
  const [ofOffset, ofLength, ofBase, ofIndex] = [12, 8, 4, 0].map((shift) => (sizes >> shift) & 15);
  const count = next(version < 2 ? 2 : 4);
  for (let item = 0; item < count; item++) {
    const id = next(version < 2 ? 2 : 4);
    const isInside = version > 0 && (next(2) & 15) === 1;
    at += 2;
    const base = next(ofBase ?? 0);
    const extents = next(2);
    if (Number.isNaN(extents)) break;
    const pieces: Piece[] = [];
    for (let extent = 0; extent < extents && at < iloc.length; extent++) {
      if (version > 0) next(ofIndex ?? 0);
      pieces.push({ at: base + next(ofOffset ?? 0), length: next(ofLength ?? 0), isInside });
    }
    places.push([id, pieces]);
  }
  return places;
}
