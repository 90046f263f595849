// Who may upload what: asked before the tus library does anything. What a request finds out goes into its call.

import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { AttachmentLimits } from '../../src/domain/attachment-limits.ts';
import { isUuidv7 } from '../../src/domain/uuid.ts';
import type { Database } from '../store/schema.ts';
import type { PartStore } from './part-store/part-store.ts';
import { isPutOff } from './shedding.ts';
import { currentCall, type UploadCall } from './upload-call.ts';
import { openUpload } from './upload-opening.ts';
import { UploadProblem } from './upload-problem.ts';
import { createUpload, findSubject, removeExpired, type Subject } from './upload-rows.ts';

interface UploadAdmissionOptions {
  database: Kysely<Database>;
  parts: PartStore;
  limits: AttachmentLimits;
  expiryMs: number;
  /** Bytes, of any kind. */
  largest: number;
  /** Milliseconds since 1970. */
  now: () => number;
  /** 0 to 1: what is put off because of it says shedding.ts. */
  load: () => number;
}

export interface UploadAdmission {
  /** @returns the upload's id @throws UploadProblem */
  allowCreation: (metadata: Record<string, string | null>) => Promise<string>;
  /** The library asks this for a creation, too, after it was allowed. @throws UploadProblem */
  allowRequest: (id: string) => Promise<void>;
}

export function createUploadAdmission(options: UploadAdmissionOptions): UploadAdmission {
  const { database, parts, limits, expiryMs, largest, now, load } = options;

  async function allowCreation(metadata: Record<string, string | null>): Promise<string> {
    const call = currentCall();
    const { applicationId, attachmentId } = metadata;
    if (call.claimedLength !== undefined && call.claimedLength > largest)
      throw new UploadProblem('upload-too-large');
    const id = attachmentId ?? '';
    const subject = isUuidv7(id) ? await findSubject(database, id, call.trackingMacs) : undefined;
    if (!subject) call.isStranger = true;
    if (!subject || subject.applicationId !== applicationId) throw new UploadProblem('upload-not-allowed');
    if (call.claimedLength !== subject.byteLength) throw new UploadProblem('upload-not-allowed');
    if (!subject.storedAt) {
      putOff(subject);
      if (subject.byteLength > limits.bytes[subject.kind]) throw new UploadProblem('upload-too-large');
      // What is recorded again comes after a manifest that may be full.
      if (subject.actId === null && subject.position > limits.count)
        throw new UploadProblem('upload-not-allowed');
      await prepareUpload(subject, call);
    }
    call.subject = subject;
    return subject.id;
  }

  async function prepareUpload(subject: Subject, call: UploadCall): Promise<void> {
    const { id, upload } = subject;
    if (upload?.expiresAt && !isExpired(subject)) {
      call.expiresAt = upload.expiresAt;
      return;
    }
    if (upload) {
      const { names } = await removeExpired(database, now(), { id });
      await parts.remove(names.map((name) => ({ name })));
    }
    const lease = call.body ? { id, token: randomUUID() } : undefined;
    const expiresAt = new Date(now() + expiryMs);
    call.isNew = await createUpload(database, id, { nowMs: now(), expiresAt, lease });
    call.expiresAt = expiresAt;
    if (!call.isNew) return;
    if (lease) call.lease = lease;
    call.received = 0;
  }

  async function allowRequest(id: string): Promise<void> {
    const call = currentCall();
    if (call.subject) return;
    const lease = { id, token: randomUUID() };
    const opened = isUuidv7(id) ? await openUpload(database, lease, call.trackingMacs, now()) : undefined;
    if (!opened) call.isStranger = true;
    const { subject, taken } = opened ?? {};
    if (!subject || (!subject.upload && !subject.storedAt)) throw new UploadProblem('not-found');
    if (taken) {
      call.lease = lease;
      call.received = taken.received;
      if (taken.parts) call.listed = taken.parts;
    }
    if (isExpired(subject)) throw new UploadProblem('upload-expired');
    if (call.body && !subject.storedAt) putOff(subject);
    call.subject = subject;
    if (subject.upload?.expiresAt) call.expiresAt = subject.upload.expiresAt;
  }

  /** Of what is put off nothing is lost: the device asks again where to go on. */
  function putOff({ kind }: Subject): void {
    if (isPutOff(kind, load())) throw new UploadProblem('unavailable');
  }

  function isExpired({ upload }: Subject): boolean {
    return upload?.expiresAt ? upload.expiresAt.getTime() < now() : false;
  }

  return { allowCreation, allowRequest };
}
