// The server's side of tus 1.0 as a model (the real one, over PostgreSQL and a disk, has its contract tests): bytes of what a
// manifest names, held under the offset, judged by their digest when they are whole, and then never changed.

import { uploadReceiptHeader } from '../../../src/domain/upload-receipt.ts';
import type { HttpAnswer, HttpRequest } from '../../../src/offline/environment.ts';
import { digestOf, problem, text } from './answers.ts';

export interface Expected {
  id: string;
  applicationId: string;
  byteLength: number;
  /** base64url */
  digest: string;
}

interface Held {
  bytes: Buffer;
  receipt: string | undefined;
}

export interface UploadsOptions {
  /** What an accepted application or act names, to whoever has its key. */
  find: (attachmentId: string, trackingKey: string) => Expected | undefined;
  sign: (header: (kid: string) => object, claims: object) => string;
  now: () => number;
}

export class ModelUploads {
  readonly held = new Map<string, Held>();
  /** Of uploads that are whole. */
  receiptCount = 0;
  readonly #options: UploadsOptions;
  readonly #damaged = new Set<string>();

  constructor(options: UploadsOptions) {
    this.#options = options;
  }

  handle(path: string, { method, headers, bytes }: HttpRequest): HttpAnswer {
    if (headers['tus-resumable'] !== '1.0.0') return problem('tus-version-not-supported');
    const id = attachmentIn(path, headers);
    const key = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1] ?? '';
    const expected = this.#options.find(id, key);
    if (!expected) return problem(method === 'POST' ? 'upload-not-allowed' : 'not-found');
    if (method === 'POST' && !this.held.has(id)) {
      if (Number(headers['upload-length']) !== expected.byteLength) return problem('malformed-request');
      this.held.set(id, { bytes: Buffer.alloc(0), receipt: undefined });
    }
    const held = this.held.get(id);
    if (!held) return problem('not-found');
    if (method === 'DELETE') return this.#remove(id, held);
    if (method === 'PATCH' && (!bytes || Number(headers['upload-offset']) !== held.bytes.length))
      return problem('upload-offset-conflict');
    if (bytes && (method === 'PATCH' || held.bytes.length === 0)) {
      if (!isUndamaged(bytes, headers)) return problem('upload-checksum-mismatch');
      const fault = this.#take(held, bytes, expected);
      if (fault) return fault;
    }
    return tus({ POST: 201, PATCH: 204, HEAD: 200, GET: 200, PUT: 200 }[method], {
      'upload-offset': String(held.bytes.length),
      ...(held.receipt !== undefined && { 'upload-receipt': held.receipt }),
    });
  }

  /** The body broke off: what came is kept. */
  cut(request: HttpRequest, path: string, keep: number): void {
    const { bytes, ...empty } = request;
    const { method, headers } = empty;
    if (method === 'POST') this.handle(path, empty);
    const held = this.held.get(attachmentIn(path, headers));
    if (!held || held.receipt !== undefined || !bytes) return;
    if (Number(headers['upload-offset'] ?? 0) !== held.bytes.length) return;
    held.bytes = Buffer.concat([held.bytes, bytes.subarray(0, keep)]);
  }

  /** A byte of the next piece is damaged on the server's disk: the whole will not have its digest. */
  damageNext(id: string): void {
    this.#damaged.add(id);
  }

  /** What is not whole yet is forgotten. */
  expire(id: string): void {
    if (this.held.get(id)?.receipt === undefined) this.held.delete(id);
  }

  receiptOf({ id, applicationId, byteLength, digest }: Expected): string {
    const storedAt = new Date(this.#options.now()).toISOString();
    const claims = { attachmentId: id, applicationId, digest, byteLength, storedAt };
    return this.#options.sign(uploadReceiptHeader, claims);
  }

  #take(held: Held, bytes: Uint8Array, expected: Expected): HttpAnswer | undefined {
    const isDamaged = this.#damaged.delete(expected.id);
    held.bytes = Buffer.concat([held.bytes, isDamaged ? bytes.map((byte) => byte ^ 1) : bytes]);
    if (held.bytes.length > expected.byteLength) {
      held.bytes = Buffer.alloc(0);
      return problem('upload-too-large');
    }
    if (held.bytes.length < expected.byteLength) return undefined;
    if (digestOf(held.bytes) !== expected.digest) {
      held.bytes = Buffer.alloc(0);
      return problem('upload-digest-mismatch');
    }
    held.receipt = this.receiptOf(expected);
    this.receiptCount++;
    return undefined;
  }

  #remove(id: string, held: Held): HttpAnswer {
    if (held.receipt !== undefined) return problem('upload-not-allowed');
    this.held.delete(id);
    return tus(204);
  }
}

export function tus(status: number, headers: Record<string, string> = {}): HttpAnswer {
  return text(status, '', { 'tus-resumable': '1.0.0', ...headers });
}

function attachmentIn(path: string, headers: Record<string, string>): string {
  const [, coded = ''] = /attachmentId ([^,]+)/.exec(headers['upload-metadata'] ?? '') ?? [];
  return coded ? Buffer.from(coded, 'base64').toString() : (path.split('/').at(-1) ?? '');
}

function isUndamaged(bytes: Uint8Array, headers: Record<string, string>): boolean {
  const [, checksum] = (headers['upload-checksum'] ?? '').split(' ');
  if (checksum === undefined) return true;
  return Buffer.from(checksum, 'base64').toString('base64url') === digestOf(bytes);
}
