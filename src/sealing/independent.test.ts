// A sealed attachment, opened by nothing but docs/protocol.md, "Sealed applications", and an implementation of RFC 9180 by other hands: no line
// of src/sealing but what seals. Whoever has the server's key can open what was sealed without us, and our chunks end where they say (C4).

import { webcrypto } from 'node:crypto';
import { Aes128Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from '@hpke/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { CHUNK_BYTES, sealAttachment } from './attachment.ts';
import { KEY_ID, LETTER, makeParties, PARCEL, type Parties, WHOLE } from './sealing.mock.ts';
import { type KeyPair, suite, writePublicKey } from './suite.ts';

const other = new CipherSuite({
  kem: new DhkemP256HkdfSha256(),
  kdf: new HkdfSha256(),
  aead: new Aes128Gcm(),
});
const utf8 = (text: string) => new TextEncoder().encode(text);

let parties: Parties;
let serverKeys: KeyPair;
/** As it is sent. */
let head: Uint8Array<ArrayBuffer>;
let sealed: Uint8Array<ArrayBuffer>[];
beforeAll(async () => {
  parties = await makeParties();
  serverKeys = await suite.GenerateKeyPair(true);
  const made = await sealAttachment({ parcel: PARCEL, keyId: KEY_ID, place: 1 }, serverKeys.publicKey, {
    ...LETTER,
    replyKey: parties.writer.publicKey,
  });
  ({ head } = made);
  const parts = [0, 1, 2].map((index) => WHOLE.slice(index * CHUNK_BYTES, (index + 1) * CHUNK_BYTES));
  sealed = await Promise.all(parts.map((part, index) => made.chunks.seal(index, index === 2, part)));
});

/** The head by the table of the protocol: "KSA1", length of the header (16 bits), header, 65 bytes of key, ciphertext. */
async function openHead() {
  const clearBytes = 6 + new DataView(head.buffer, head.byteOffset).getUint16(4);
  const clear = head.slice(0, clearBytes);
  const recipientKey = await other.kem.deserializePrivateKey(
    new Uint8Array(await suite.SerializePrivateKey(serverKeys.privateKey)),
  );
  const context = await other.createRecipientContext({
    recipientKey,
    enc: head.slice(clearBytes, clearBytes + 65),
    info: utf8('kopru sealed attachment v1'),
  });
  const inner = new Uint8Array(await context.open(head.slice(clearBytes + 65), clear));
  const lengthOf = (at: number) => new DataView(inner.buffer).getUint32(at);
  const letterEnd = 4 + lengthOf(0);
  const raw = await context.export(utf8('chunks'), 16);
  return {
    clear,
    header: JSON.parse(Buffer.from(clear.subarray(6)).toString()),
    letter: JSON.parse(Buffer.from(inner.subarray(4, letterEnd)).toString()),
    replyKey: inner.slice(letterEnd + 4, letterEnd + 4 + lengthOf(letterEnd)),
    key: await webcrypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['decrypt']),
  };
}

/** Chunks as one file, whose last is the last that came. @throws OperationError where one does not open */
async function openAll(chunks: readonly Uint8Array<ArrayBuffer>[]): Promise<Buffer> {
  const { clear, key } = await openHead();
  const parts = chunks.map(async (chunk, index) => {
    const iv = Buffer.alloc(12);
    iv.writeUInt32BE(index, 7);
    iv[11] = Number(index === chunks.length - 1);
    return new Uint8Array(
      await webcrypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData: clear }, key, chunk),
    );
  });
  return Buffer.concat(await Promise.all(parts));
}

/** How WebCrypto says that a tag does not hold. */
const UNOPENED = { name: 'OperationError' };

describe('an implementation by other hands', () => {
  it('reads whose the attachment is and to whom the receipt is sealed', async () => {
    const { header, letter, replyKey } = await openHead();
    expect(header).toEqual({ parcel: PARCEL, keyId: KEY_ID, place: 1 });
    expect(letter).toEqual(LETTER);
    expect(replyKey).toEqual(await writePublicKey(parties.writer.publicKey));
  });

  it('opens all its chunks, to the same bytes', async () => {
    expect((await openAll(sealed)).equals(WHOLE)).toBe(true);
  });

  const [first, second, last] = [0, 1, 2];
  it.each([
    ['without its last chunk', [first, second]],
    ['with a chunk left out', [first, last]],
    ['with two chunks exchanged', [second, first, last]],
    ['with a chunk twice', [first, second, second, last]],
    ['with its last chunk twice', [first, second, last, last]],
  ])('refuses it %s', async (_, order) => {
    const chunks = order.map((index) => sealed[index] ?? expect.fail());
    await expect(openAll(chunks)).rejects.toMatchObject(UNOPENED);
  });

  it.each([0, 1, 2])('refuses it with one bit changed in chunk %i, or its end cut off', async (index) => {
    const turned = sealed.map((chunk) => chunk.slice());
    const chunk = turned[index] ?? expect.fail();
    chunk[chunk.length >> 1] = (chunk[chunk.length >> 1] ?? 0) ^ 1;
    await expect(openAll(turned)).rejects.toMatchObject(UNOPENED);
    await expect(
      openAll(sealed.with(index, (sealed[index] ?? expect.fail()).slice(0, -1))),
    ).rejects.toMatchObject(UNOPENED);
  });
});
