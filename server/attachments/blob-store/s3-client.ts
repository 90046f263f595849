// The few requests that we make of an S3-compatible object store, by path-style addresses, which every one of them knows.
// Bodies have a length that is known beforehand and a SHA-256 that is signed, so the store refuses what the network has
// changed. Network failures and 5xx are tried again, by the signer.

import { openAsBlob } from 'node:fs';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { AwsClient } from 'aws4fetch';
import type { S3Config } from '../attachment-config.ts';
import { BlobMissing, type ByteRange, StorageFull } from './blob-store.ts';

const RETRIES = 3;

export interface S3Client {
  /** @param digest hex SHA-256 of the body @throws StorageFull, S3Failure */
  putBytes: (name: string, body: Uint8Array, digest: string) => Promise<void>;
  putFile: (name: string, path: string, digest: string) => Promise<void>;
  /** @throws BlobMissing, S3Failure */
  read: (name: string, range?: ByteRange) => Promise<Readable>;
  stat: (name: string) => Promise<{ byteLength: number; writtenAtMs: number } | undefined>;
  delete: (name: string) => Promise<void>;
  /** Names that begin so, each with the moment of its last writing; page after page. @throws S3Failure */
  list: (prefix: string) => AsyncIterable<S3Object>;
  /** Of the object store's own clock. */
  now: () => Promise<number>;
  /**
   * Deletes the object, unless the request arrives later than so many seconds after the instant, by the object store's clock:
   * it is refused then, however long this process has slept.
   * @returns whether it was deleted
   */
  deleteWithin: (name: string, fromMs: number, seconds: number) => Promise<boolean>;
}

interface S3Object {
  name: string;
  /** Milliseconds since 1970, by the object store's clock. */
  writtenAtMs: number;
}

/** The object store did not do what it was asked for. */
export class S3Failure extends Error {
  override readonly name = 'S3Failure';
  readonly code: string;

  constructor(status: number | 'no-answer', options?: ErrorOptions) {
    super(`The object store answered ${status}`, options);
    this.code = `S3_${status}`;
  }
}

export function createS3Client({
  endpoint,
  bucket,
  region,
  accessKeyId,
  secretAccessKey,
}: S3Config): S3Client {
  const client = new AwsClient({ accessKeyId, secretAccessKey, region, service: 's3', retries: RETRIES });
  const ask = async (method: string, name: string, init: Parameters<AwsClient['fetch']>[1] = {}) => {
    const path = name === '' || name.startsWith('?') ? name : `/${name}`;
    try {
      return await client.fetch(`${endpoint}/${bucket}${path}`, { method, redirect: 'error', ...init });
    } catch (cause) {
      throw new S3Failure('no-answer', { cause });
    }
  };

  async function put(name: string, body: Blob | Uint8Array<ArrayBuffer>, digest: string): Promise<void> {
    const answer = await ask('PUT', name, { body, headers: { 'x-amz-content-sha256': digest } });
    await answer.body?.cancel();
    if (answer.status === 507) throw new StorageFull('The object store is full');
    if (!answer.ok) throw new S3Failure(answer.status);
  }

  return {
    putBytes: (name, body, digest) => put(name, new Uint8Array(body), digest),
    putFile: async (name, path, digest) => put(name, await openAsBlob(path), digest),
    read: async (name, range) => {
      const headers = range ? { range: `bytes=${range.start}-${range.end}` } : {};
      const answer = await ask('GET', name, { headers });
      if (answer.ok && answer.body) return Readable.fromWeb(answer.body as ReadableStream);
      await answer.body?.cancel();
      if (answer.status === 404) throw new BlobMissing('No such object');
      throw new S3Failure(answer.status);
    },
    stat: async (name) => {
      const answer = await ask('HEAD', name);
      if (answer.status === 404) return undefined;
      if (!answer.ok) throw new S3Failure(answer.status);
      const writtenAtMs = Date.parse(answer.headers.get('last-modified') ?? '');
      return { byteLength: Number(answer.headers.get('content-length')), writtenAtMs };
    },
    delete: async (name) => {
      const answer = await ask('DELETE', name);
      await answer.body?.cancel();
      if (!answer.ok && answer.status !== 404) throw new S3Failure(answer.status);
    },
    list: (prefix) => list(ask, prefix),
    now: async () => {
      const answer = await ask('HEAD', '');
      const ms = Date.parse(answer.headers.get('date') ?? '');
      if (!answer.ok || Number.isNaN(ms)) throw new S3Failure(answer.status);
      return ms;
    },
    deleteWithin: async (name, fromMs, seconds) => {
      const datetime = new Date(fromMs).toISOString().replace(/[:-]|\.\d{3}/g, '');
      const query = `?X-Amz-Expires=${seconds}`;
      const answer = await ask('DELETE', name + query, { aws: { signQuery: true, datetime } });
      await answer.body?.cancel();
      if (!answer.ok && answer.status !== 403) throw new S3Failure(answer.status);
      return answer.ok;
    },
  };
}

type Ask = (method: string, name: string) => Promise<Response>;

/** ListObjectsV2. Our names need no decoding: they are made of letters, digits, dots and slashes. */
async function* list(ask: Ask, prefix: string): AsyncGenerator<S3Object> {
  for (let next: string | undefined = ''; next !== undefined; ) {
    const page: URLSearchParams = new URLSearchParams({ 'list-type': '2', prefix });
    if (next !== '') page.set('continuation-token', next);
    const answer = await ask('GET', `?${page}`);
    const text = await answer.text();
    if (!answer.ok) throw new S3Failure(answer.status);
    for (const [, entry = ''] of text.matchAll(/<Contents>([\s\S]*?)<\/Contents>/g)) {
      const writtenAtMs = Date.parse(contentOf(entry, 'LastModified') ?? '');
      yield { name: contentOf(entry, 'Key') ?? '', writtenAtMs };
    }
    next = contentOf(text, 'NextContinuationToken')?.replace(/&amp;/g, '&');
  }
}

function contentOf(xml: string, element: string): string | undefined {
  return new RegExp(`<${element}>([^<]*)</${element}>`).exec(xml)?.[1];
}
