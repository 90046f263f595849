// The suite against the vectors of RFC 9180, and against an implementation by other hands.

import { Aes128Gcm, DhkemP256HkdfSha256, HkdfSha256, CipherSuite as OtherSuite } from '@hpke/core';
import { describe, expect, it } from 'vitest';
import { RFC9180_A3_1 as RFC } from '../../tests/fixtures/rfc9180-a3.ts';
import { importKeyPair, readPublicKey, suite, writePublicKey } from './suite.ts';

const bytes = (hex: string): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(hex, 'hex'));
const hex = (given: ArrayBuffer | Uint8Array): string =>
  Buffer.from(given instanceof Uint8Array ? given : new Uint8Array(given)).toString('hex');
const count = (sequence: number) => new TextEncoder().encode(`Count-${sequence}`);

const recipient = () => importKeyPair(bytes(RFC.pkRm), bytes(RFC.skRm));
const context = async () =>
  suite.SetupRecipient(await recipient(), bytes(RFC.enc), { info: bytes(RFC.info) });

const other = new OtherSuite({
  kem: new DhkemP256HkdfSha256(),
  kdf: new HkdfSha256(),
  aead: new Aes128Gcm(),
});

describe('the suite', () => {
  it('is the one of the design: DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-128-GCM', () => {
    expect([suite.KEM.id, suite.KDF.id, suite.AEAD.id]).toEqual([0x0010, 0x0001, 0x0001]);
  });

  it('derives the key pair of RFC 9180 A.3.1', async () => {
    const { publicKey, privateKey } = await suite.DeriveKeyPair(bytes(RFC.ikmR), true);
    expect(hex(await writePublicKey(publicKey))).toBe(RFC.pkRm);
    expect(hex(await suite.SerializePrivateKey(privateKey))).toBe(RFC.skRm);
  });

  it('opens what A.3.1 seals first, and exports its secrets', async () => {
    const opened = await context();
    for (const { sequence, ct } of RFC.encryptions.slice(0, 3)) {
      expect(hex(await opened.Open(bytes(ct), count(sequence)))).toBe(RFC.pt);
    }
    for (const { context: about, value } of RFC.exports) {
      expect(hex(await opened.Export(bytes(about), 32))).toBe(value);
    }
  });

  it('opens all 257 that another implementation seals with the ephemeral key of A.3.1, which are those of the RFC', async () => {
    const sender = await other.createSenderContext({
      recipientPublicKey: await other.kem.deserializePublicKey(bytes(RFC.pkRm)),
      info: bytes(RFC.info),
      ekm: bytes(RFC.ikmE),
    });
    expect(hex(sender.enc)).toBe(RFC.enc);
    const opened = await context();
    const known = new Map<number, string>(RFC.encryptions.map(({ sequence, ct }) => [sequence, ct]));
    for (let sequence = 0; sequence <= 256; sequence++) {
      const sealed = new Uint8Array(await sender.seal(bytes(RFC.pt), count(sequence)));
      if (known.has(sequence)) expect(hex(sealed)).toBe(known.get(sequence));
      expect(hex(await opened.Open(sealed, count(sequence)))).toBe(RFC.pt);
    }
  });

  it('seals what the other implementation opens', async () => {
    const info = bytes(RFC.info);
    const keys = await recipient();
    const { encapsulatedSecret, ciphertext } = await suite.Seal(keys.publicKey, bytes(RFC.pt), {
      aad: count(0),
      info,
    });
    const opened = await other.open(
      {
        recipientKey: await other.kem.deserializePrivateKey(bytes(RFC.skRm)),
        enc: new Uint8Array(encapsulatedSecret),
        info,
      },
      new Uint8Array(ciphertext),
      count(0),
    );
    expect(hex(opened)).toBe(RFC.pt);
  });
});

describe('a public key', () => {
  it('that is no point of the curve is none', async () => {
    expect(await readPublicKey(bytes(RFC.pkRm))).toBeDefined();
    expect(await readPublicKey(bytes(RFC.pkRm).fill(1, 33))).toBeUndefined();
    expect(await readPublicKey(new Uint8Array(65))).toBeUndefined();
    expect(await readPublicKey(bytes(RFC.pkRm).subarray(1))).toBeUndefined();
  });
});
