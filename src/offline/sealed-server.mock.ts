// A server that opens what it is sent sealed, for tests of phones that seal and of phones that carry: it takes an application once by
// its id, sealed or in the open, and an attachment chunk by chunk.

import { SignJWT } from 'jose';
import { uploadReceiptHeader } from '../domain/upload-receipt.ts';
import { sealAnswer } from '../sealing/answer.ts';
import {
  CHUNK_BYTES,
  chunkCount,
  openAttachment,
  readAttachmentHead,
  SEALED_CHUNK_BYTES,
} from '../sealing/attachment.ts';
import { type OpenedApplication, openApplication, readEnvelope } from '../sealing/envelope.ts';
import { type Key, makeKeyPair, writePublicKey } from '../sealing/suite.ts';
import { toBase64url } from './base64url.ts';
import { webCryptography } from './cryptography.ts';
import { type Asked, jsonAnswer } from './environment.mock.ts';
import type { HttpAnswer } from './environment.ts';
import { claimsOf, makeSigner, signReceipt } from './samples.mock.ts';

const KEY_ID = 'n4bQgYhMfWWaL-qgxVrQFaO_TxsrC4Is0V1sFbDwCgg';

export interface SealedServer {
  answer: (asked: Asked) => Promise<HttpAnswer>;
  /** By id: what was accepted, and how often it was brought. */
  accepted: Map<string, { application?: OpenedApplication; times: number }>;
  /** Bytes of attachments by their id. */
  stored: Map<string, Uint8Array>;
  /** Set: everything is refused, opened, for this. */
  violations?: { field: string; code: string }[];
}

export async function startSealedServer(): Promise<SealedServer> {
  const signer = await makeSigner('2026-1');
  const keys = await makeKeyPair();
  const point = Buffer.from(await writePublicKey(keys.publicKey));
  const operator = {
    openKinds: ['thanks', 'disaster'],
    descriptionMaxLength: 5_000,
    emergencyPhone: '112',
    receiptKeys: [signer.key],
    directoryVersion: '',
    sealing: {
      emergencyAskHours: 24,
      key: {
        kty: 'EC',
        crv: 'P-256',
        x: point.subarray(1, 33).toString('base64url'),
        y: point.subarray(33).toString('base64url'),
        kid: KEY_ID,
        use: 'enc',
      },
    },
  };
  const server: SealedServer = {
    accepted: new Map(),
    stored: new Map(),
    async answer(asked) {
      if (asked.path === '/api/operator') return jsonAnswer(200, operator);
      if (asked.path.includes('/attachments/')) return await takeChunks(asked);
      if (asked.path.startsWith('/api/sealed/')) return await take(asked);
      if (asked.path.startsWith('/api/applications/')) return await takeOpen(asked);
      return jsonAnswer(404, {});
    },
  };
  const sealed = async (said: object, replyKey: Key, parcel: string, place: number | null) =>
    toBase64url(await sealAnswer(said, { replyKey, parcel, place }));
  const digestOf = async (bytes: Uint8Array) =>
    toBase64url(await webCryptography.sha256(new Uint8Array(bytes)));

  async function take({ bytes = new Uint8Array() }: Asked): Promise<HttpAnswer> {
    const envelope = readEnvelope(bytes);
    const application = envelope && (await openApplication(envelope, keys));
    if (!envelope || !application) return jsonAnswer(422, { code: 'sealed-unreadable' });
    const { id, replyKey, body } = application;
    const { parcel } = envelope.header;
    if (server.violations) {
      const reason = { problem: 'application-not-valid', violations: server.violations };
      return jsonAnswer(422, {
        code: 'sealed-refused',
        sealed: await sealed(reason, replyKey, parcel, null),
      });
    }
    const times = (server.accepted.get(id)?.times ?? 0) + 1;
    server.accepted.set(id, { application, times });
    const receipt = await signReceipt(claimsOf({ id, digest: await digestOf(body) }), signer);
    return jsonAnswer(times === 1 ? 201 : 200, { sealed: await sealed({ receipt }, replyKey, parcel, null) });
  }

  async function takeOpen({ path, body = '' }: Asked): Promise<HttpAnswer> {
    const id = path.slice('/api/applications/'.length);
    const times = (server.accepted.get(id)?.times ?? 0) + 1;
    server.accepted.set(id, { ...server.accepted.get(id), times });
    const digest = await digestOf(new TextEncoder().encode(body));
    return jsonAnswer(times === 1 ? 201 : 200, {
      receipt: await signReceipt(claimsOf({ id, digest }), signer),
    });
  }

  async function takeChunks(asked: Asked): Promise<HttpAnswer> {
    const body = Buffer.from(asked.bytes ?? new Uint8Array());
    const headEnd = 4 + body.readUInt32BE(0);
    const head = readAttachmentHead(body.subarray(4, headEnd));
    const attachment = head && (await openAttachment(head, keys));
    if (!head || !attachment) return jsonAnswer(422, { code: 'sealed-unreadable' });
    const { attachmentId, applicationId, byteLength, chunks } = attachment;
    let held = server.stored.get(attachmentId) ?? new Uint8Array();
    let index = body.readUInt32BE(headEnd);
    for (let at = headEnd + 4; at < body.length; at += SEALED_CHUNK_BYTES, index++) {
      const chunk = Uint8Array.from(body.subarray(at, at + SEALED_CHUNK_BYTES));
      const part = await chunks.open(index, index === chunkCount(byteLength) - 1, chunk);
      if (!part) return jsonAnswer(422, { code: 'sealed-unreadable' });
      if (index * CHUNK_BYTES === held.length) held = Buffer.concat([held, part]);
    }
    server.stored.set(attachmentId, held);
    if (held.length < byteLength)
      return jsonAnswer(200, { state: 'receiving', chunks: Math.floor(held.length / CHUNK_BYTES) });
    const claims = { attachmentId, applicationId, digest: await digestOf(held), byteLength };
    const uploadReceipt = await new SignJWT({ ...claims, storedAt: '2026-11-23T10:00:01.000Z' })
      .setProtectedHeader({ ...uploadReceiptHeader(signer.key.kid) })
      .sign(signer.privateKey);
    const { parcel, place } = head.header;
    return jsonAnswer(200, {
      state: 'stored',
      sealed: await sealed({ uploadReceipt }, attachment.replyKey, parcel, place),
    });
  }
  return server;
}
