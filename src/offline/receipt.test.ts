import { exportSPKI, SignJWT, UnsecuredJWT } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { verifyReceipt } from './receipt.ts';
import { claimsOf, makeSigner, type Signer, signReceipt } from './samples.mock.ts';

const entry = { id: '01900000-0000-7000-8000-000000000001', digest: 'A'.repeat(43) };
let server: Signer;
let stranger: Signer;
beforeAll(async () => {
  server = await makeSigner('2026-1');
  stranger = await makeSigner('2026-1');
});

const verify = (jws: string) => verifyReceipt(jws, entry, [server.key]);

describe('a receipt', () => {
  it("holds with the server's signature over this id and this digest", async () => {
    const jws = await signReceipt(claimsOf(entry), server);
    expect(await verify(jws)).toEqual({ ok: true, claims: claimsOf(entry) });
  });

  it('does not hold by another key of the same name', async () => {
    const jws = await signReceipt(claimsOf(entry), stranger);
    expect(await verify(jws)).toEqual({ ok: false, reason: 'signature' });
  });

  it('does not hold by a key that nobody has heard of', async () => {
    const jws = await signReceipt(claimsOf(entry), await makeSigner('2027-1'));
    expect(await verify(jws)).toEqual({ ok: false, reason: 'unknown-key' });
  });

  it('does not hold for another digest', async () => {
    const jws = await signReceipt(claimsOf({ ...entry, digest: 'B'.repeat(43) }), server);
    expect(await verify(jws)).toEqual({ ok: false, reason: 'other-digest' });
  });

  it('does not hold for another application', async () => {
    const jws = await signReceipt(claimsOf({ ...entry, id: entry.id.replace(/1$/, '2') }), server);
    expect(await verify(jws)).toEqual({ ok: false, reason: 'other-id' });
  });

  it('does not hold unsigned (alg none)', async () => {
    const jws = new UnsecuredJWT({ ...claimsOf(entry) }).encode();
    expect(await verify(jws)).toEqual({ ok: false, reason: 'malformed' });
    expect(await verify(`${jws}AAAA`)).toEqual({ ok: false, reason: 'malformed' });
  });

  it('does not hold by HS256 with the public key as the secret', async () => {
    const publicKey = await crypto.subtle.importKey(
      'jwk',
      server.key,
      { name: 'ECDSA', namedCurve: 'P-256' },
      true,
      ['verify'],
    );
    const secret = new TextEncoder().encode(await exportSPKI(publicKey));
    const header = { alg: 'HS256', typ: 'kopru-receipt', kid: server.key.kid };
    const jws = await new SignJWT({ ...claimsOf(entry) }).setProtectedHeader(header).sign(secret);
    expect(await verify(jws)).toEqual({ ok: false, reason: 'malformed' });
  });

  it('does not hold when its claims were changed after signing', async () => {
    const [head, , signature] = (await signReceipt(claimsOf(entry), server)).split('.');
    const changed = Buffer.from(JSON.stringify({ ...claimsOf(entry), dueOn: '2036-12-23' }));
    expect(await verify(`${head}.${changed.toString('base64url')}.${signature}`)).toEqual({
      ok: false,
      reason: 'signature',
    });
  });

  it('does not hold when it is cut off, wherever', async () => {
    const jws = await signReceipt(claimsOf(entry), server);
    for (const length of [0, 1, jws.indexOf('.'), jws.lastIndexOf('.'), jws.length - 1]) {
      expect(await verify(jws.slice(0, length))).toEqual({ ok: false, reason: 'malformed' });
    }
  });

  it('does not hold by a published key that is no point of the curve', async () => {
    const jws = await signReceipt(claimsOf(entry), server);
    const broken = { ...server.key, x: 'AAAA' };
    expect(await verifyReceipt(jws, entry, [broken])).toEqual({ ok: false, reason: 'signature' });
  });
});
