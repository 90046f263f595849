// One attachment of a sealed application, in chunks that may be sent one by one and opened one by one, in any request, by any
// server: nothing has to be remembered between them.
//
//   head  = clear ‖ encapsulated key ‖ Seal( pack(letter, reply key), aad = clear, info )      goes before each request's chunks
//   key   = Export( "chunks", 16 bytes )                                                       RFC 9180 § 5.3
//   chunk = AES-128-GCM( key, nonce, 64 kB of it, aad = clear )
//   nonce = seven zeros ‖ number of the chunk, 32 bits ‖ 1 for the last one, else 0            STREAM (Hoang et al., 2015)
//
// The key is of this attachment alone, so that a nonce never comes twice; a chunk that is moved, left out, doubled or taken from
// another attachment does not open, nor does one that only became the last (C4).

import * as v from 'valibot';
import { isUuidv7 } from '../domain/uuid.ts';
import { concat, fromJsonBytes, pack, toJsonBytes, unpack } from './frame.ts';
import { type AttachmentHeader, type ReadSealed, readSealed, writeClear } from './header.ts';
import { type Key, type KeyPair, readPublicKey, suite, TAG_BYTES, writePublicKey } from './suite.ts';

/** Of what is sealed in one chunk; only the last one is shorter. */
export const CHUNK_BYTES = 64 * 1024;
export const SEALED_CHUNK_BYTES = CHUNK_BYTES + TAG_BYTES;

const INFO = new TextEncoder().encode('kopru sealed attachment v1');
const EXPORTED = new TextEncoder().encode('chunks');
const KEY_BYTES = 16;
const NONCE_BYTES = 12;

const letterSchema = v.object({
  /** Of the application, as the server knows it. */
  applicationId: v.pipe(v.string(), v.check(isUuidv7)),
  /** As the manifest has it. */
  attachmentId: v.pipe(v.string(), v.check(isUuidv7)),
  /** Opens the application's uploads at the server; a carrier does not have it. */
  trackingKey: v.string(),
  byteLength: v.pipe(v.number(), v.integer(), v.minValue(1)),
});
export type AttachmentLetter = v.InferOutput<typeof letterSchema>;

/** Seals or opens chunks of one attachment. */
export interface ChunkCipher {
  seal: (index: number, isLast: boolean, bytes: Uint8Array<ArrayBuffer>) => Promise<Uint8Array<ArrayBuffer>>;
  /** @returns undefined where it is another chunk, of another attachment, or was changed */
  open: (
    index: number,
    isLast: boolean,
    sealed: Uint8Array<ArrayBuffer>,
  ) => Promise<Uint8Array<ArrayBuffer> | undefined>;
}

export async function sealAttachment(
  header: AttachmentHeader,
  serverKey: Key,
  { replyKey, ...letter }: AttachmentLetter & { replyKey: Key },
): Promise<{ head: Uint8Array<ArrayBuffer>; chunks: ChunkCipher }> {
  const clear = writeClear('KSA1', header);
  const { encapsulatedSecret, ctx } = await suite.SetupSender(serverKey, { info: INFO });
  const sealed = await ctx.Seal(pack(toJsonBytes(letter), await writePublicKey(replyKey)), clear);
  const chunks = await createChunkCipher(await ctx.Export(EXPORTED, KEY_BYTES), clear);
  return { head: concat(clear, encapsulatedSecret, sealed), chunks };
}

export function readAttachmentHead(head: Uint8Array): ReadSealed<AttachmentHeader> | undefined {
  return readSealed('KSA1', head);
}

export interface OpenedAttachment extends AttachmentLetter {
  replyKey: Key;
  chunks: ChunkCipher;
}

/** @returns undefined where the key is another one, or anything was changed */
export async function openAttachment(
  { clear, encapsulatedSecret, ciphertext }: ReadSealed<AttachmentHeader>,
  keys: KeyPair,
): Promise<OpenedAttachment | undefined> {
  try {
    const ctx = await suite.SetupRecipient(keys, encapsulatedSecret, { info: INFO });
    const [letterBytes, point] = unpack(await ctx.Open(ciphertext, clear), 2) ?? [];
    const letter = v.safeParse(letterSchema, letterBytes && fromJsonBytes(letterBytes));
    const replyKey = point && (await readPublicKey(point));
    if (!letter.success || !replyKey) return undefined;
    const chunks = await createChunkCipher(await ctx.Export(EXPORTED, KEY_BYTES), clear);
    return { ...letter.output, replyKey, chunks };
  } catch {
    return undefined; // The library says that it does not open, and not why; nor may we.
  }
}

/** How many chunks so many bytes are. */
export const chunkCount = (byteLength: number): number => Math.ceil(byteLength / CHUNK_BYTES);

async function createChunkCipher(secret: Uint8Array, clear: Uint8Array): Promise<ChunkCipher> {
  const key = await crypto.subtle.importKey('raw', new Uint8Array(secret), 'AES-GCM', false, [
    'encrypt',
    'decrypt',
  ]);
  const additionalData = new Uint8Array(clear);
  const parameters = (index: number, isLast: boolean) => ({
    name: 'AES-GCM',
    iv: nonceOf(index, isLast),
    additionalData,
    tagLength: 8 * TAG_BYTES,
  });
  return {
    seal: async (index, isLast, bytes) =>
      new Uint8Array(await crypto.subtle.encrypt(parameters(index, isLast), key, bytes)),
    open: async (index, isLast, sealed) => {
      try {
        return new Uint8Array(await crypto.subtle.decrypt(parameters(index, isLast), key, sealed));
      } catch {
        return undefined;
      }
    },
  };
}

function nonceOf(index: number, isLast: boolean): Uint8Array<ArrayBuffer> {
  const nonce = new Uint8Array(NONCE_BYTES);
  new DataView(nonce.buffer).setUint32(NONCE_BYTES - 5, index);
  nonce[NONCE_BYTES - 1] = isLast ? 1 : 0;
  return nonce;
}
