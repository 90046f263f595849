// The server as the protocol describes it, in memory: accepts once, signs real ES256 receipts, answers the same id
// with the same receipt for ever. What it has accepted is the truth that the device's claims are held against.

import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { receiptHeader } from '../../src/domain/receipt.ts';
import { DIGEST_HEADER, type ReceiptKey } from '../../src/domain/wire.ts';
import type { HttpAnswer, HttpRequest } from '../../src/offline/environment.ts';

export interface Accepted {
  body: string;
  digest: string;
  receipt: string;
}

export interface SigningKey {
  kid: string;
  privateKey: KeyObject;
  publicKey: ReceiptKey;
}

export class ModelServer {
  readonly accepted = new Map<string, Accepted>();
  /** Ids that were refused and are not accepted: the citizen has to see these. */
  readonly refused = new Set<string>();
  readonly #keys: SigningKey[];
  readonly #now: () => number;
  #keyInUse = 0;
  #number = 0;

  /** @param keys made once for all schedules: making them is the slowest part */
  constructor(keys: SigningKey[], now: () => number) {
    this.#keys = keys;
    this.#now = now;
  }

  handle(path: string, request: Pick<HttpRequest, 'method' | 'headers' | 'body'>): HttpAnswer {
    const id = /^\/api\/applications\/([0-9a-f-]+)$/.exec(path)?.[1];
    if (request.method === 'PUT' && id !== undefined) return this.#put(id, request);
    if (path === '/api/knock') return json(200, { state: 'open' });
    if (path === '/api/operator') return json(200, this.#operator());
    if (path === '/api/directory') return json(200, { version: 'v1', institutions: [] });
    if (path === '/api/threads/open') return json(404, problem('thread-not-found', 404));
    throw new Error(`the device asked for ${request.method} ${path}`);
  }

  /** From now on a new key signs; the old ones stay published. */
  rotateKey(): void {
    this.#keyInUse = Math.min(this.#keyInUse + 1, this.#keys.length - 1);
  }

  refuse(id: string): HttpAnswer {
    const known = this.accepted.get(id);
    if (known) return json(200, { receipt: known.receipt });
    this.refused.add(id);
    return json(422, { ...problem('application-not-valid', 422), violations: [] });
  }

  conflict(id: string): HttpAnswer {
    const known = this.accepted.get(id);
    if (known) return json(200, { receipt: known.receipt });
    this.refused.add(id);
    return json(409, problem('id-conflict', 409));
  }

  /** A receipt by any key over anything. */
  receiptBy(key: SigningKey, id: string, digest: string): string {
    const claims = {
      id,
      number: `2026-${String(++this.#number).padStart(7, '0')}`,
      digest,
      receivedAt: new Date(this.#now()).toISOString(),
      dueOn: '2026-12-23',
    };
    const input = [receiptHeader(key.kid), claims].map(base64urlJson).join('.');
    const signature = sign('sha256', Buffer.from(input), {
      key: key.privateKey,
      dsaEncoding: 'ieee-p1363',
    });
    return `${input}.${signature.toString('base64url')}`;
  }

  receipt(id: string, digest: string): string {
    return this.receiptBy(this.#key(), id, digest);
  }

  #put(id: string, { headers, body = '' }: Pick<HttpRequest, 'headers' | 'body'>): HttpAnswer {
    const sha256 = createHash('sha256').update(body).digest();
    if (headers[DIGEST_HEADER] !== `sha-256=:${sha256.toString('base64')}:`) {
      return json(400, problem('digest-mismatch', 400));
    }
    const digest = sha256.toString('base64url');
    const known = this.accepted.get(id);
    if (known) {
      return known.digest === digest
        ? json(200, { receipt: known.receipt })
        : json(409, problem('id-conflict', 409));
    }
    if (this.refused.has(id)) return json(422, { ...problem('application-not-valid', 422), violations: [] });
    const receipt = this.receipt(id, digest);
    this.accepted.set(id, { body, digest, receipt });
    return json(201, { receipt });
  }

  #operator() {
    return {
      openKinds: ['thanks'],
      descriptionMaxLength: 5000,
      emergencyPhone: '112',
      receiptKeys: this.#keys.slice(0, this.#keyInUse + 1).map(({ publicKey }) => publicKey),
      directoryVersion: 'v1',
    };
  }

  #key(): SigningKey {
    const key = this.#keys[this.#keyInUse];
    if (!key) throw new Error('the model server has no key');
    return key;
  }
}

export function makeSigningKey(kid: string): SigningKey {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x, y } = publicKey.export({ format: 'jwk' });
  if (x === undefined || y === undefined) throw new Error('an EC key without a point');
  return {
    kid,
    privateKey,
    publicKey: { kty: 'EC', crv: 'P-256', x, y, kid, alg: 'ES256', use: 'sig' },
  };
}

export function json(status: number, body: unknown, headers: Record<string, string> = {}): HttpAnswer {
  return text(status, JSON.stringify(body), headers);
}

export function text(status: number, body: string, headers: Record<string, string> = {}): HttpAnswer {
  return {
    status,
    headers: { get: (name) => headers[name.toLowerCase()] ?? null },
    text: () => Promise.resolve(body),
  };
}

export function problem(code: string, status: number) {
  return { type: `urn:kopru:problem:${code}`, title: code, status, code };
}

export function digestOf(body: string): string {
  return createHash('sha256').update(body).digest('base64url');
}

function base64urlJson(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
