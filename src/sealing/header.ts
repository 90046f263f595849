// What of a sealed thing stands in the clear: four letters and a version that say what it is, and a header in JSON. A carrier's
// phone reads no more than this (C2), and every byte of it is bound to what is sealed (C1).
//
//     0  "KSE1" or "KSA1"    1 is the version of the format; another one is not ours to read
//     4  length of the header, 16 bits, big endian
//     6  header, JSON in UTF-8
//        then, of both: encapsulated key (65 bytes), ciphertext

import * as v from 'valibot';
import { concat, fromJsonBytes, toJsonBytes } from './frame.ts';
import { POINT_BYTES, TAG_BYTES } from './suite.ts';

/** A random name, 128 bits in base64url: by it a parcel is known again, and its answer finds back. No application's id (C3). */
export const parcelId = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{21}[AQgw]$/));
/** The thumbprint of the server's key (RFC 7638). */
const keyId = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{43}$/));

const envelopeHeader = v.object({
  parcel: parcelId,
  keyId,
  /** Of an emergency only: from this instant on somebody is asked before it is delivered. */
  askAfter: v.optional(v.pipe(v.string(), v.isoTimestamp())),
});
export type EnvelopeHeader = v.InferOutput<typeof envelopeHeader>;

const attachmentHeader = v.object({
  parcel: parcelId,
  keyId,
  /** Which of the parcel's attachments, from 0. */
  place: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(99)),
});
export type AttachmentHeader = v.InferOutput<typeof attachmentHeader>;

const SCHEMAS = { KSE1: envelopeHeader, KSA1: attachmentHeader } as const;
export type Mark = keyof typeof SCHEMAS;
type HeaderOf<M extends Mark> = v.InferOutput<(typeof SCHEMAS)[M]>;

const MARK_BYTES = 4;
const LENGTH_BYTES = 2;
const MAX_HEADER_BYTES = 1024;

/** A sealed thing with its clear part read, not opened. */
export interface ReadSealed<Header> {
  header: Header;
  /** All that stands before the encapsulated key: the additional data of everything that is sealed under it. */
  clear: Uint8Array;
  encapsulatedSecret: Uint8Array;
  ciphertext: Uint8Array;
}

export function writeClear<M extends Mark>(mark: M, header: HeaderOf<M>): Uint8Array<ArrayBuffer> {
  const json = toJsonBytes(header);
  const length = new Uint8Array([json.length >> 8, json.length & 0xff]);
  return concat(new TextEncoder().encode(mark), length, json);
}

/** @returns undefined for anything that is not one of these */
export function readSealed<M extends Mark>(mark: M, sealed: Uint8Array): ReadSealed<HeaderOf<M>> | undefined {
  const start = MARK_BYTES + LENGTH_BYTES;
  const [high = 0, low = 0] = sealed.subarray(MARK_BYTES, start);
  const length = high * 256 + low;
  const [end, keyEnd] = [start + length, start + length + POINT_BYTES];
  if (length > MAX_HEADER_BYTES || sealed.length < keyEnd + TAG_BYTES) return undefined;
  if (new TextDecoder().decode(sealed.subarray(0, MARK_BYTES)) !== mark) return undefined;
  const header = v.safeParse(SCHEMAS[mark], fromJsonBytes(sealed.subarray(start, end)));
  if (!header.success) return undefined;
  return {
    header: header.output as HeaderOf<M>,
    clear: sealed.subarray(0, end),
    encapsulatedSecret: sealed.subarray(end, keyEnd),
    ciphertext: sealed.subarray(keyEnd),
  };
}
