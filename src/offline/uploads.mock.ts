// A device with received applications, and the server that their attachments go to. The bindings are those of the running
// test.

import { vi } from 'vitest';
import type { Attachment, AttachmentKind } from '../domain/attachment.ts';
import type { Connection, UploadState } from '../domain/upload.ts';
import { write } from './database.ts';
import { createDraft } from './drafts.ts';
import { type Asked, jsonAnswer, type MockEnvironment, mockEnvironment } from './environment.mock.ts';
import type { HttpAnswer } from './environment.ts';
import { listEntries, type OutboxEntry, sendDraft } from './outbox.ts';
import { appendChunk, beginRecording, finishRecording } from './recordings.ts';
import { claimsOf, makeSigner, RULES, type Signer, signReceipt, thanks, written } from './samples.mock.ts';
import { createTusServer, type TusServer } from './tus-server.mock.ts';
import { listUploads } from './upload-acts.ts';
import { type UploadReport, uploadDue } from './uploads.ts';

export let signer: Signer;
/** Nobody has published this one's key. */
export let stranger: Signer;
export let environment: MockEnvironment;
export let server: TusServer;
let entries: OutboxEntry[];
let line: Connection;

/** Before each test. */
export async function openScene(): Promise<void> {
  signer ??= await makeSigner('2026-1');
  stranger ??= await makeSigner('2026-2');
  vi.restoreAllMocks();
  environment = mockEnvironment();
  entries = [];
  line = 'unknown';
  server = createTusServer(signer, () =>
    entries.map(({ id, tracking, application }) => ({
      applicationId: id,
      trackingKey: tracking.key,
      attachments: application.attachments ?? [],
    })),
  );
  environment.answer = (asked) => {
    if (asked.path.startsWith('/api/uploads')) return server.answer(asked);
    if (asked.path === '/api/operator') return jsonAnswer(200, operator());
    if (asked.method === 'PUT') return accept(asked);
    return jsonAnswer(404, { code: 'thread-not-found' });
  };
}

const operator = (): object => ({
  openKinds: ['thanks'],
  descriptionMaxLength: 5_000,
  emergencyPhone: '112',
  receiptKeys: [signer.key],
  directoryVersion: '',
});

async function accept({ path }: Asked): Promise<HttpAnswer> {
  const id = path.split('/').at(-1) ?? '';
  const entry = (await listEntries(environment)).find((one) => one.id === id);
  if (!entry) throw new Error(`${id} is not in the outbox`);
  return jsonAnswer(201, { receipt: await signReceipt(claimsOf(entry), signer) });
}

/** A recording of so many bytes in chunks that fit no piece. */
async function recording(draftId: string, byteLength: number, kind: AttachmentKind): Promise<Attachment> {
  const { id } = await beginRecording({ draftId, kind, mediaType: 'audio/webm' }, environment);
  for (let left = byteLength; left > 0; left -= 10_007) {
    const chunk = crypto.getRandomValues(new Uint8Array(Math.min(left, 10_007)));
    await appendChunk(id, chunk.buffer, 1_000, environment);
  }
  const attachment = await finishRecording(id, 'description', environment);
  if (!attachment) throw new Error('nothing was recorded');
  return attachment;
}

/** An application with attachments of so many bytes, already received unless told otherwise. */
export async function sent(
  sizes: readonly (number | [AttachmentKind, number])[],
  isReceived = true,
): Promise<OutboxEntry> {
  const draft = await createDraft(environment);
  const attachments: Attachment[] = [];
  for (const size of sizes) {
    const [kind, byteLength] = typeof size === 'number' ? (['voice', size] as const) : size;
    attachments.push(await recording(draft.id, byteLength, kind));
  }
  const told = written(draft, { ...thanks(), description: undefined, attachments });
  const result = await sendDraft(told, { locale: 'tr', rules: RULES }, environment);
  if (!result.ok) throw new Error(JSON.stringify(result));
  const { entry } = result;
  if (isReceived)
    await write(environment, ['outbox'], (all) =>
      all
        .objectStore('outbox')
        .put({ ...entry, status: { state: 'received', receipt: 'x', claims: claimsOf(entry) } }),
    );
  entries.push(entry);
  return entry;
}

/** The line on which the following rounds are sent. */
export function lieOn(connection: Connection): void {
  line = connection;
}

export function round(isHurried = false, isAsked = false): Promise<UploadReport> {
  return uploadDue({ isHurried, isAsked, connection: () => line }, environment);
}

export async function statusOf(entry: OutboxEntry, index = 0): Promise<UploadState | undefined> {
  return (await listUploads(entry.application, environment))[index]?.upload;
}

export function first({ application }: OutboxEntry): Attachment {
  const attachment = application.attachments?.[0];
  if (!attachment) throw new Error('the application has no attachment');
  return attachment;
}

/** Bytes that the server holds. */
export function arrived({ id }: Attachment): number | undefined {
  return server.held.get(id)?.bytes.length;
}

/** Lets the first so many pieces through and then answers otherwise. */
export function afterPieces(count: number, answer: () => Promise<HttpAnswer> | HttpAnswer): void {
  let seen = 0;
  server.disturb = (asked) => (asked.bytes && seen++ === count ? answer() : undefined);
}

export const silence = (): Promise<never> => Promise.reject(new TypeError('no network'));
