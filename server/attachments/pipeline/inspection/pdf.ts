// PDF (ISO 32000-2): whole, and without scripts or starting of programs. Looked at are the objects, also those that are
// packed into object streams; the contents of pages and pictures are not. A PDF that is encrypted with an empty password
// opens for everybody and is accepted; the objects in its packed streams cannot be seen here.

import { constants, inflateSync } from 'node:zlib';
import type { Refusal } from '../../../../src/domain/attachment-problem.ts';

const END_REACH = 4096;
const MAX_UNPACKED_BYTES = 64 * 1024 * 1024;
/** As a whole name: `/JS` and not `/JSON`. */
const ACTIVE = /\/(?:JavaScript|JS|Launch|RichMedia)(?=[\s()<>[\]{}/%]|$)/;

export function inspectPdf(bytes: Buffer): Refusal | undefined {
  if (!/^%PDF-[12]\.\d/.test(bytes.toString('latin1', 0, 8))) return 'damaged';
  const end = bytes.toString('latin1', Math.max(0, bytes.length - END_REACH));
  if (!end.includes('%%EOF') || !end.includes('startxref')) return 'damaged';
  const objects = objectsOf(bytes);
  if (objects === undefined) return 'damaged';
  return ACTIVE.test(withoutEscapes(objects)) ? 'active-content' : undefined;
}

/** `/J#61vaScript` is `/JavaScript` (§ 7.3.5). */
export function withoutEscapes(text: string): string {
  return text.replace(/#([0-9a-f]{2})/gi, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}

/**
 * The text between streams, and that of object streams (§ 7.5.7).
 * @returns undefined where one of them cannot be unpacked: what a more patient reader finds in it nobody has seen
 */
export function objectsOf(bytes: Buffer): string | undefined {
  const isEncrypted = bytes.includes('/Encrypt', 0, 'latin1');
  const parts: string[] = [];
  let left = MAX_UNPACKED_BYTES;
  let at = 0;
  for (;;) {
    const start = nextStream(bytes, at);
    const end = start < 0 ? -1 : bytes.indexOf('endstream', start, 'latin1');
    if (end < 0) break;
    const between = bytes.toString('latin1', at, start);
    parts.push(between);
    const dictionary = between.slice(between.lastIndexOf(' obj'));
    if (!isEncrypted && /\/ObjStm\b/.test(withoutEscapes(dictionary))) {
      const data = bytes.subarray(dataStart(bytes, start), end);
      const unpacked = dictionary.includes('/Filter') ? inflate(data, left) : data.toString('latin1');
      if (unpacked === undefined) return undefined;
      left -= unpacked.length;
      parts.push(unpacked);
    }
    at = end + 'endstream'.length;
  }
  parts.push(bytes.toString('latin1', at));
  return parts.join('\n');
}

function nextStream(bytes: Buffer, from: number): number {
  for (
    let at = bytes.indexOf('stream', from, 'latin1');
    at >= 0;
    at = bytes.indexOf('stream', at + 6, 'latin1')
  ) {
    const next = bytes[at + 6];
    if (next === 0x0a || next === 0x0d) return at;
  }
  return -1;
}

function dataStart(bytes: Buffer, stream: number): number {
  const at = stream + 'stream'.length;
  return at + (bytes[at] === 0x0d && bytes[at + 1] === 0x0a ? 2 : 1);
}

function inflate(packed: Buffer, maxOutputLength: number): string | undefined {
  try {
    // With Z_SYNC_FLUSH a line end between the data and `endstream` is no fault.
    const options = { maxOutputLength: Math.max(1, maxOutputLength), finishFlush: constants.Z_SYNC_FLUSH };
    return inflateSync(packed, options).toString('latin1');
  } catch {
    return undefined;
  }
}
