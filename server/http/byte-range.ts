// The Range of a request (RFC 9110 § 14): one range of bytes. More than one, or what is no range, is answered with the whole,
// as the RFC allows.

import type { ByteRange } from '../attachments/blob-store/blob-store.ts';

export type RangeAnswer =
  | { kind: 'whole' }
  | { kind: 'part'; range: ByteRange }
  /** 416: it begins behind the end. */
  | { kind: 'unsatisfiable' };

const ONE_RANGE = /^bytes=(\d{0,15})-(\d{0,15})$/;

export function answerRange(header: string | undefined, byteLength: number): RangeAnswer {
  const match = ONE_RANGE.exec((header ?? '').replaceAll(' ', ''));
  const [, first = '', last = ''] = match ?? [];
  if (match === null || (first === '' && last === '')) return { kind: 'whole' };
  if (first === '') {
    const length = Math.min(Number(last), byteLength);
    return length === 0 ? { kind: 'unsatisfiable' } : part(byteLength - length, byteLength - 1);
  }
  const start = Number(first);
  const end = last === '' ? byteLength - 1 : Math.min(Number(last), byteLength - 1);
  if (last !== '' && Number(last) < start) return { kind: 'whole' };
  return start >= byteLength ? { kind: 'unsatisfiable' } : part(start, end);
}

function part(start: number, end: number): RangeAnswer {
  return { kind: 'part', range: { start, end } };
}
