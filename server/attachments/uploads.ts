// Resumable uploads (tus 1.0): the library's protocol over our data store and lock, who may upload what, and what an
// answer says. HTTP's own side is server/http/upload-routes.ts.
//
//   POST    metadata names application and attachment ─▶ is it in that manifest, under this key? ─▶ row ─▶ Location
//   HEAD    how much has come
//   PATCH   more of it ─▶ … ─▶ the last byte: put together, verified, stored ─▶ Upload-Receipt
//   DELETE  forgets what has come
//
// Invariants: 1. An upload is an attachment that an accepted application announces, and its id is the attachment's.
// 2. A wrong key is answered like an upload that does not exist.

import { Server } from '@tus/server';
import type { Kysely } from 'kysely';
import type { AttachmentLimits } from '../../src/domain/attachment-limits.ts';
import { UPLOAD_PATHS } from '../../src/domain/upload.ts';
import { pathOf } from '../../src/domain/wire.ts';
import type { SignUploadReceipt } from '../intake/receipt-signer.ts';
import type { StoreLogger } from '../store/contract.ts';
import type { Database } from '../store/schema.ts';
import type { BlobStore } from './blob-store/blob-store.ts';
import type { PartStore } from './part-store/part-store.ts';
import { createUploadAdmission } from './upload-admission.ts';
import { currentCall, type UploadCall, withUploadCall } from './upload-call.ts';
import { UploadDataStore } from './upload-data-store.ts';
import { startUploadExpiry } from './upload-expiry.ts';
import { createUploadLocker } from './upload-locker.ts';
import { releaseLease } from './upload-rows.ts';

export interface UploadsOptions {
  database: Kysely<Database>;
  blobs: BlobStore;
  parts: PartStore;
  limits: AttachmentLimits;
  expiryDays: number;
  signReceipt: SignUploadReceipt;
  /** Milliseconds since 1970. */
  now: () => number;
  log: Pick<StoreLogger, 'info' | 'error'>;
  /** An attachment was stored: there is a job for it. */
  onStored?: () => void;
  /** Of the process, 0 to 1: what is put off because of it says shedding.ts. */
  load: () => number;
}

export type UploadRequest = Parameters<Server['handleWeb']>[0];

interface UploadAnswer {
  response: Response;
  /** To be added to the answer. */
  headers: Record<string, string>;
  /** Where it failed: an UploadProblem, what the library threw, or a bug. */
  failure: unknown;
  /** Whoever asked has no key to any attachment of that id. */
  isStranger: boolean;
}

export interface Uploads {
  handle: (
    request: UploadRequest,
    call: Pick<UploadCall, 'trackingMacs' | 'claimedLength' | 'checksum' | 'body'>,
  ) => Promise<UploadAnswer>;
  /** Resolves when everything that came before is kept. Ends the clearing away. */
  drain: () => Promise<void>;
}

const DAY_MS = 86_400_000;
/** A request that was cancelled for another one gives back the lock after so long. */
const LOCK_DRAIN_MS = 50;
/** Requests at the same time; each holds half a megabyte and a file. */
const MOST_UNDER_WAY = 400;

export function createUploads(options: UploadsOptions): Uploads {
  const { database } = options;
  const expiryMs = options.expiryDays * DAY_MS;
  const largest = Math.max(...Object.values(options.limits.bytes));
  const underWay = new Set<Promise<unknown>>();
  const load = () => Math.max(options.load(), underWay.size / MOST_UNDER_WAY);
  const admission = createUploadAdmission({ ...options, expiryMs, largest, load });
  const tus = new Server({
    path: UPLOAD_PATHS.uploads,
    maxSize: largest,
    lockDrainTimeout: LOCK_DRAIN_MS,
    datastore: new UploadDataStore({ ...options, expiryMs }),
    locker: createUploadLocker(database),
    generateUrl: (_, { id }) => pathOf(UPLOAD_PATHS.upload, { id }),
    namingFunction: (_, metadata) => admission.allowCreation(metadata ?? {}),
    onIncomingRequest: (_, id) => admission.allowRequest(id),
    onResponseError: (_, error) => {
      currentCall().failure = error;
      return undefined;
    },
  });
  const expiry = startUploadExpiry(options);

  function headersOf({ subject, expiresAt, received }: UploadCall): Record<string, string> {
    if (!subject) return {};
    if (!subject.storedAt) {
      // The date moves with each byte that comes.
      return {
        ...(expiresAt ? { 'upload-expires': expiresAt.toUTCString() } : {}),
        ...(received === undefined ? {} : { 'upload-offset': String(received) }),
      };
    }
    const receipt = options.signReceipt({
      attachmentId: subject.id,
      applicationId: subject.applicationId,
      digest: subject.digest.toString('base64url'),
      byteLength: subject.byteLength,
      storedAt: subject.storedAt.toISOString(),
    });
    return { 'upload-offset': String(subject.byteLength), 'upload-receipt': receipt };
  }

  async function handle(request: UploadRequest, call: UploadCall): Promise<UploadAnswer> {
    const response = await withUploadCall(call, () => tus.handleWeb(request));
    // Refused after the lease was taken and before the library's lock had it.
    if (call.lease && !call.signal && !call.isLeaseEnded) await releaseLease(database, call.lease);
    const headers = response.ok && request.method !== 'DELETE' ? headersOf(call) : {};
    return { response, headers, failure: call.failure, isStranger: call.isStranger ?? false };
  }

  return {
    handle: async (request, given) => {
      const call: UploadCall = { ...given };
      const handling = handle(request, call);
      // The answer may be given, or nobody left to take it, while bytes are still being kept.
      const whole = handling.catch(() => undefined).then(() => call.writing?.catch(() => undefined));
      underWay.add(whole);
      void whole.finally(() => underWay.delete(whole));
      return handling;
    },
    drain: async () => {
      await expiry.stop();
      await Promise.all(underWay);
    },
  };
}
