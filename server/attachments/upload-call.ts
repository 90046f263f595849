// What one request about an upload knows and finds out. The tus library hands its hooks the upload's id alone; the rest
// goes along beside it, in the asynchronous context of the request.

import { AsyncLocalStorage } from 'node:async_hooks';
import type { Readable } from 'node:stream';
import type { TrackingMacs } from '../intake/tracking-mac.ts';
import type { Part } from './part-store/part-store.ts';
import type { Checksum } from './upload-checksum.ts';
import type { Lease, Subject } from './upload-rows.ts';

export interface UploadCall {
  /** Of the tracking key that came with the request. */
  trackingMacs: TrackingMacs;
  /** From `Upload-Length`. */
  claimedLength: number | undefined;
  checksum: Checksum | undefined;
  /** Read from here and not through the library, whose five streams in a row cost more than the disk. */
  body: Readable | undefined;
  /** Aborted when another request wants the upload: what has come is kept then, and no more is read. */
  signal?: AbortSignal;
  subject?: Subject;
  /** No attachment of that id is under this key. */
  isStranger?: boolean;
  lease?: Lease;
  /** With the last that was recorded: nothing is left to give back. */
  isLeaseEnded?: boolean;
  /** Made by this request: nobody else is there yet. */
  isNew?: boolean;
  /** What is listed, as read with the lease. */
  listed?: readonly Part[];
  /** Bytes that count, as read or written under the lease. */
  received?: number;
  /** All of it, in files that survive a power cut, with the digest that was announced; recorded is only some of it. */
  whole?: readonly Part[];
  /** The writing under way: the lease is not given back before it has ended. */
  writing?: Promise<unknown>;
  expiresAt?: Date;
  /** Why the request failed. */
  failure?: unknown;
}

const calls = new AsyncLocalStorage<UploadCall>();

export function withUploadCall<Result>(call: UploadCall, action: () => Result): Result {
  return calls.run(call, action);
}

export function currentCall(): UploadCall {
  const call = calls.getStore();
  if (!call) throw new Error('Outside of a request about an upload');
  return call;
}

/** @throws Error before the request was found to be allowed */
export function currentSubject(): Subject {
  const { subject } = currentCall();
  if (!subject) throw new Error('Nobody has looked whether this upload is allowed');
  return subject;
}
