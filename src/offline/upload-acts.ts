// What the citizen can do with the sending of attachments: see where each stands, take one back, send it after all, and
// choose how large things are sent. The sender itself is uploads.ts.

import type { Attachment } from '../domain/attachment.ts';
import {
  type Connection,
  DEFAULT_UPLOAD_SETTINGS,
  mayUpload,
  stepUpload,
  type UploadEvent,
  type UploadSettings,
  type UploadState,
} from '../domain/upload.ts';
import { announce } from './changes.ts';
import { readConnection } from './connection.ts';
import { read, write } from './database.ts';
import { type OfflineEnvironment, platform } from './environment.ts';
import { chunksOf } from './recording-sweep.ts';

export interface AttachmentStatus {
  attachment: Attachment;
  /** undefined: nothing of it is on this device. */
  upload: UploadState | undefined;
  /** Of a file that was chosen here; it is not sent. */
  name?: string | undefined;
}

/** Where each attachment of an application or act stands, in its order. @throws StorageFault */
export async function listUploads(
  { attachments = [] }: { attachments?: readonly Attachment[] | undefined },
  environment: OfflineEnvironment = platform,
): Promise<AttachmentStatus[]> {
  return await read(environment, ['recordings'], async (transaction) => {
    const recordings = transaction.objectStore('recordings');
    const statuses: AttachmentStatus[] = [];
    for (const attachment of attachments) {
      const record = await recordings.get(attachment.id);
      statuses.push({ attachment, upload: record?.upload, name: record?.name });
    }
    return statuses;
  });
}

/** Sends it no further; what the server holds is thrown away there. The bytes here stay. @throws StorageFault */
export function cancelUpload(
  applicationId: string,
  id: string,
  environment: OfflineEnvironment = platform,
): Promise<UploadState | undefined> {
  return stepRecording(applicationId, id, { kind: 'cancel' }, environment);
}

/** Sends it after all. @throws StorageFault */
export function resumeUpload(
  applicationId: string,
  id: string,
  environment: OfflineEnvironment = platform,
): Promise<UploadState | undefined> {
  return stepRecording(applicationId, id, { kind: 'resume' }, environment);
}

/**
 * Moves one upload, in one transaction; the bytes go with it when it has a receipt.
 * @returns its new state, or undefined when it is gone. @throws StorageFault
 */
export async function stepRecording(
  applicationId: string,
  id: string,
  event: UploadEvent,
  environment: OfflineEnvironment,
): Promise<UploadState | undefined> {
  const now = environment.now();
  const moved = await write(environment, ['recordings', 'chunks'], async (transaction) => {
    const recordings = transaction.objectStore('recordings');
    const record = await recordings.get(id);
    if (!record) return undefined;
    const upload = stepUpload(record.upload, event, now);
    if (upload === record.upload) return { upload, hasMoved: false };
    await recordings.put({ ...record, upload });
    if (upload.state === 'uploaded') await transaction.objectStore('chunks').delete(chunksOf(id));
    return { upload, hasMoved: true };
  });
  if (moved?.hasMoved) announce({ kind: 'outbox', id: applicationId }, environment);
  return moved?.upload;
}

/** @throws StorageFault */
export async function readUploadSettings(
  environment: OfflineEnvironment = platform,
): Promise<UploadSettings> {
  const record = await read(environment, ['device'], (transaction) =>
    transaction.objectStore('device').get('uploads'),
  );
  return record?.name === 'uploads' ? record.settings : DEFAULT_UPLOAD_SETTINGS;
}

/** @throws StorageFault */
export async function saveUploadSettings(
  settings: UploadSettings,
  environment: OfflineEnvironment = platform,
): Promise<void> {
  await write(environment, ['device'], (transaction) =>
    transaction.objectStore('device').put({ name: 'uploads', settings }),
  );
  announce({ kind: 'device', id: 'uploads' }, environment);
}

/** How often a line that costs money is looked at again. */
export const LINE_PAUSE_MS = 60_000;

export interface AskedLine {
  /** A person has just asked for it, on any line. */
  isAsked?: boolean | undefined;
  connection?: (() => Connection) | undefined;
}

/** Whether attachments, sealed or not, may be sent at this moment. @throws StorageFault */
export async function mayGoNow(
  environment: OfflineEnvironment,
  { isAsked = false, connection = readConnection }: AskedLine = {},
): Promise<boolean> {
  return mayUpload(await readUploadSettings(environment), connection(), isAsked);
}
