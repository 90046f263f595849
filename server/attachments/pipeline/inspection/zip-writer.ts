// Writes a ZIP as zip.ts reads it: one directory, no comments, no times. `mimetype` is not packed (OpenDocument 1.3 part 2
// § 2.2.4: its type is to be read without unpacking).

import { crc32, deflateRawSync } from 'node:zlib';
import type { ZipEntry } from './zip.ts';

const VERSION = 20;
const IS_UTF8 = 0x0800;
const DEFLATED = 8;
/** 1 January 1980, midnight: the earliest that a ZIP can say. */
const NO_DATE = 0x0021;

export function writeZip(entries: readonly ZipEntry[]): Buffer {
  const local: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, content } of entries) {
    const method = name === 'mimetype' || content.length === 0 ? 0 : DEFLATED;
    const packed = method === 0 ? content : deflateRawSync(content);
    const nameBytes = Buffer.from(name);
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(VERSION, 0);
    facts.writeUInt16LE(IS_UTF8, 2);
    facts.writeUInt16LE(method, 4);
    facts.writeUInt16LE(NO_DATE, 8);
    facts.writeUInt32LE(crc32(content), 10);
    facts.writeUInt32LE(packed.length, 14);
    facts.writeUInt32LE(content.length, 18);
    facts.writeUInt16LE(nameBytes.length, 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(at, 10);
    local.push(Buffer.from('PK\x03\x04', 'latin1'), facts, nameBytes, packed);
    directory.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), facts, place, nameBytes);
    at += 4 + facts.length + nameBytes.length + packed.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...local, list, end]);
}
