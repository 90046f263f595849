// The server's side of an upload as a model: it keeps bytes as tus 1.0 says, checks what it is given, and signs a receipt
// over the whole. A test tells it what goes wrong.

import { SignJWT } from 'jose';
import type { Attachment } from '../domain/attachment.ts';
import { uploadReceiptHeader } from '../domain/upload-receipt.ts';
import { type Asked, jsonAnswer } from './environment.mock.ts';
import type { HttpAnswer } from './environment.ts';
import type { Signer } from './samples.mock.ts';

interface Held {
  bytes: Buffer;
  length: number;
}

export interface TusServer {
  /** What was asked, as `PATCH 128`, and `POST 0` where bytes go along. */
  lines: string[];
  held: Map<string, Held>;
  /** Answers in the place of the server; undefined lets it answer. */
  disturb: (asked: Asked) => Promise<HttpAnswer | undefined> | HttpAnswer | undefined;
  /** Signs the receipts. */
  signer: Signer;
  /** Of each receipt, what is written instead. */
  forge: object;
  expire(): void;
  answer(asked: Asked): Promise<HttpAnswer>;
}

export interface Expected {
  applicationId: string;
  trackingKey: string;
  attachments: readonly Attachment[];
}

export function createTusServer(signer: Signer, expected: () => readonly Expected[]): TusServer {
  const receiptOf = (attachment: Attachment, applicationId: string): Promise<string> =>
    new SignJWT({
      attachmentId: attachment.id,
      applicationId,
      digest: attachment.digest,
      byteLength: attachment.byteLength,
      storedAt: '2026-11-23T10:00:01.000Z',
      ...server.forge,
    })
      .setProtectedHeader(uploadReceiptHeader(server.signer.key.kid))
      .sign(server.signer.privateKey);

  async function serve({ path, method, headers, bytes }: Asked): Promise<HttpAnswer> {
    const id =
      path === '/api/uploads' ? idIn(headers['upload-metadata'] ?? '') : (path.split('/').at(-1) ?? '');
    const owner = expected().find(({ attachments }) => attachments.some((one) => one.id === id));
    const attachment = owner?.attachments.find((one) => one.id === id);
    if (!owner || !attachment || headers.authorization !== `Bearer ${owner.trackingKey}`) return tus(404);
    if (headers['tus-resumable'] !== '1.0.0') return tus(412);
    if (method === 'POST') {
      if (Number(headers['upload-length']) !== attachment.byteLength) return tus(400);
      if (!server.held.has(id))
        server.held.set(id, { bytes: Buffer.alloc(0), length: attachment.byteLength });
    }
    const held = server.held.get(id);
    if (!held) return tus(404);
    const isNew = method === 'POST' && held.bytes.length === 0;
    if (method === 'DELETE') {
      if (held.bytes.length === held.length)
        return jsonAnswer(422, { code: 'upload-not-allowed' }, { 'tus-resumable': '1.0.0' });
      server.held.delete(id);
      return tus(204);
    }
    if (method === 'PATCH' && Number(headers['upload-offset']) !== held.bytes.length) return tus(409);
    if (bytes && (method === 'PATCH' || isNew)) {
      const [, checksum] = (headers['upload-checksum'] ?? '').split(' ');
      if (checksum !== undefined && (await sha256(bytes)).toString('base64') !== checksum) return tus(460);
      held.bytes = Buffer.concat([held.bytes, bytes]);
    }
    const offset = { 'upload-offset': String(held.bytes.length) };
    const status = { POST: 201, PATCH: 204, HEAD: 200 }[method as 'POST' | 'PATCH' | 'HEAD'];
    if (held.bytes.length < held.length) return tus(status, offset);
    if ((await sha256(held.bytes)).toString('base64url') !== attachment.digest) {
      held.bytes = Buffer.alloc(0);
      return jsonAnswer(409, { code: 'upload-digest-mismatch' }, { 'tus-resumable': '1.0.0' });
    }
    const receipt = await receiptOf(attachment, owner.applicationId);
    return tus(status, { ...offset, 'upload-receipt': receipt });
  }

  const server: TusServer = {
    lines: [],
    held: new Map(),
    disturb: () => undefined,
    signer,
    forge: {},
    expire: () => server.held.clear(),
    async answer(asked) {
      const offset = asked.headers['upload-offset'] ?? (asked.bytes ? '0' : '');
      server.lines.push(`${asked.method} ${offset}`.trim());
      return (await server.disturb(asked)) ?? (await serve(asked));
    },
  };
  return server;
}

export function tus(status: number, headers: Record<string, string> = {}): HttpAnswer {
  return jsonAnswer(status, '', { 'tus-resumable': '1.0.0', ...headers });
}

/** Another implementation than the one under test. */
async function sha256(bytes: Uint8Array): Promise<Buffer> {
  return Buffer.from(await crypto.subtle.digest('SHA-256', new Uint8Array(bytes)));
}

export function idIn(metadata: string): string {
  const [, value = ''] = /attachmentId ([^,]+)/.exec(metadata) ?? [];
  return Buffer.from(value, 'base64').toString();
}
