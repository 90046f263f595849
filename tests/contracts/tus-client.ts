// An application with attachments on a test server, and tus spoken to it by hand: one function for each request, so that
// a test can say exactly what it sends.

import { createHash, randomBytes } from 'node:crypto';
import type { Attachment } from '../../src/domain/attachment.ts';
import { anApplication, freshId } from './http-app.ts';

export interface SentApplication {
  origin: string;
  applicationId: string;
  trackingKey: string;
  attachments: Attachment[];
}

export interface TestAttachment {
  bytes: Buffer;
  changes?: Partial<Attachment>;
}

/** The manifest's entry for these bytes. */
export function describeAttachment({ bytes, changes = {} }: TestAttachment): Attachment {
  return {
    id: freshId(),
    kind: 'video',
    role: 'supporting',
    mediaType: 'video/webm',
    byteLength: bytes.length,
    digest: createHash('sha256').update(bytes).digest('base64url'),
    ...changes,
  };
}

/** Delivers an application that announces these bytes. */
export async function sendApplication(
  origin: string,
  given: readonly TestAttachment[],
): Promise<SentApplication> {
  const [applicationId, trackingKey] = [freshId(), randomBytes(32).toString('base64url')];
  const attachments = given.map(describeAttachment);
  const body = JSON.stringify(anApplication({ trackingKey, attachments }));
  const put = () =>
    fetch(`${origin}/api/applications/${applicationId}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body,
    });
  const answer = await untilLetIn(put);
  if (answer.status !== 201) throw new Error(`The application was answered with ${answer.status}`);
  return { origin, applicationId, trackingKey, attachments };
}

/**
 * To a server of its own, as a device asks: a machine that runs other tests at the same time may be too busy, and says so; films are put off
 * first (server/attachments/shedding.ts). Nothing of what is refused so has been taken.
 */
export async function untilLetIn(ask: () => Promise<Response>): Promise<Response> {
  for (let attempt = 0; ; attempt++) {
    const answer = await ask();
    if (answer.status !== 503 || attempt === 40) return answer;
    await answer.body?.cancel();
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

export const OFFSET_TYPE = 'application/offset+octet-stream';
const base64 = (text: string) => Buffer.from(text).toString('base64');

/** Headers whose value is undefined are left out. */
type HeaderChanges = Readonly<Record<string, string | undefined>>;

/** One attachment's requests. */
export interface TusClient {
  id: string;
  metadata: string;
  ask: (method: string, path: string, headers?: HeaderChanges, body?: Buffer | string) => Promise<Response>;
  create: (headers?: HeaderChanges, body?: Buffer) => Promise<Response>;
  head: (headers?: HeaderChanges) => Promise<Response>;
  patch: (offset: number, body: Buffer | string, headers?: HeaderChanges) => Promise<Response>;
  end: (headers?: HeaderChanges) => Promise<Response>;
  /** What HEAD says, as a number. */
  offset: () => Promise<number>;
}

export function tusClient(
  { origin, applicationId, trackingKey, attachments }: SentApplication,
  index = 0,
): TusClient {
  const attachment = attachments[index];
  if (!attachment) throw new Error('No such attachment');
  const { id, byteLength } = attachment;
  const path = `/api/uploads/${id}`;
  const metadata = `applicationId ${base64(applicationId)},attachmentId ${base64(id)}`;
  const ask: TusClient['ask'] = (method, at, changes = {}, body) => {
    const headers = { authorization: `Bearer ${trackingKey}`, 'tus-resumable': '1.0.0', ...changes };
    const given = Object.entries(headers).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    );
    const payload = body === undefined ? {} : { body: typeof body === 'string' ? body : viewOf(body) };
    return fetch(origin + at, { method, headers: Object.fromEntries(given), ...payload });
  };
  const head: TusClient['head'] = (changes = {}) => ask('HEAD', path, changes);
  return {
    id,
    metadata,
    ask,
    create: (changes = {}, body) =>
      ask(
        'POST',
        '/api/uploads',
        { 'upload-length': String(byteLength), 'upload-metadata': metadata, ...changes },
        body,
      ),
    head,
    patch: (offset, body, changes = {}) =>
      ask('PATCH', path, { 'upload-offset': String(offset), 'content-type': OFFSET_TYPE, ...changes }, body),
    end: (changes = {}) => ask('DELETE', path, changes),
    offset: async () => Number((await head()).headers.get('upload-offset')),
  };
}

/** The same bytes: a copy of many would be counted as the server's time (npm run bench). */
function viewOf({ buffer, byteOffset, byteLength }: Buffer): Uint8Array<ArrayBuffer> {
  return new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength);
}
