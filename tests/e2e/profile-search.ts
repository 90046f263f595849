// What somebody finds who looks through a phone's files with any editor: a real browser's whole profile, searched for texts.

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Profile } from './browser-process.ts';

export interface Found {
  file: string;
  what: string;
}

/**
 * Canaries in the profile's files, in either encoding of a browser. LevelDB compresses its tables: those it unpacks.
 * @param canaries by what they are
 */
export async function searchProfile(
  { folder }: Pick<Profile, 'folder'>,
  canaries: Readonly<Record<string, string>>,
): Promise<Found[]> {
  const found: Found[] = [];
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    const bytes = await readFile(file).catch(() => Buffer.alloc(0));
    const texts = file.endsWith('.ldb') ? [bytes, ...unpackedBlocks(bytes)] : [bytes];
    for (const [what, canary] of Object.entries(canaries))
      if (texts.some((text) => text.includes(canary) || text.includes(Buffer.from(canary, 'utf16le'))))
        found.push({ file: file.slice(folder.length + 1), what });
  }
  return found;
}

/** Blocks of a LevelDB table that Snappy can unpack, wherever they begin: a scan, not a reader of tables. */
function unpackedBlocks(table: Buffer): Buffer[] {
  const blocks: Buffer[] = [];
  for (const { offset, size } of blocksOf(table)) {
    const block = table.subarray(offset, offset + size);
    blocks.push(table[offset + size] === 1 ? unsnap(block) : block);
  }
  return blocks;
}

/** Data blocks of a table, by its index (LevelDB, table_format.md). */
function blocksOf(table: Buffer): { offset: number; size: number }[] {
  const footer = table.subarray(-48);
  let at = 0;
  const next = (bytes: Buffer): number => {
    let value = 0;
    for (let shift = 1; ; shift *= 128) {
      const byte = bytes[at++] ?? 0;
      value += (byte & 127) * shift;
      if (byte < 128) return value;
    }
  };
  next(footer);
  next(footer);
  const [offset, size] = [next(footer), next(footer)];
  const raw = table.subarray(offset, offset + size);
  const index = table[offset + size] === 1 ? unsnap(raw) : raw;
  const end = index.length - 4 * (index.readUInt32LE(index.length - 4) + 1);
  const found: { offset: number; size: number }[] = [];
  for (at = 0; at < end; ) {
    next(index);
    const [unshared, length] = [next(index), next(index)];
    const after = at + unshared + length;
    at += unshared;
    found.push({ offset: next(index), size: next(index) });
    at = after;
  }
  return found;
}

/** Snappy's raw format (format_description.txt). */
function unsnap(packed: Buffer): Buffer {
  let at = 0;
  while ((packed[at++] ?? 0) > 127);
  const out: number[] = [];
  while (at < packed.length) {
    const tag = packed[at++] ?? 0;
    const kind = tag & 3;
    if (kind === 0) {
      let length = tag >> 2;
      if (length > 59) {
        const bytes = length - 59;
        length = packed.readUIntLE(at, bytes);
        at += bytes;
      }
      for (const byte of packed.subarray(at, at + length + 1)) out.push(byte);
      at += length + 1;
      continue;
    }
    const length = kind === 1 ? 4 + ((tag >> 2) & 7) : 1 + (tag >> 2);
    const bytes = kind === 1 ? 1 : kind === 2 ? 2 : 4;
    const back = kind === 1 ? ((tag >> 5) << 8) + (packed[at] ?? 0) : packed.readUIntLE(at, bytes);
    at += bytes;
    for (let copied = 0; copied < length; copied++) out.push(out[out.length - back] ?? 0);
  }
  return Buffer.from(out);
}
