// C1, C2, C3, C5 of README.md.

import { Aes128Gcm, DhkemP256HkdfSha256, HkdfSha256, CipherSuite as OtherSuite } from '@hpke/core';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { openAnswer, sealAnswer } from './answer.ts';
import { openApplication, readEnvelope, sealApplication } from './envelope.ts';
import { PADDING_STEP, pack, unpack } from './frame.ts';
import type { EnvelopeHeader } from './header.ts';
import {
  APPLICATION_ID,
  KEY_ID,
  makeParties,
  OTHER_PARCEL,
  PARCEL,
  type Parties,
  turned,
} from './sealing.mock.ts';
import { suite, writePublicKey } from './suite.ts';

let parties: Parties;
beforeAll(async () => {
  parties = await makeParties();
});

const HEADER: EnvelopeHeader = { parcel: PARCEL, keyId: KEY_ID };
const AGREED_AT = '2026-11-27T09:30:00.000Z';
const BODY = new TextEncoder().encode('{"version":1,"subject":"Sokak lambası ışık vermiyor"}');

const seal = (body: Uint8Array = BODY, header = HEADER) =>
  sealApplication(header, parties.server.publicKey, {
    id: APPLICATION_ID,
    mayBeCarried: true,
    agreedAt: AGREED_AT,
    replyKey: parties.writer.publicKey,
    body,
  });

function read(sealed: Uint8Array) {
  const found = readEnvelope(sealed);
  if (!found) throw new Error('This is no envelope');
  return found;
}

describe('an envelope', () => {
  it('gives the server the exact bytes, the id, the consent with its time, and the writer’s key', async () => {
    const opened = await openApplication(read(await seal()), parties.server);
    expect(opened).toMatchObject({ id: APPLICATION_ID, mayBeCarried: true, agreedAt: AGREED_AT });
    expect(opened?.body).toEqual(BODY);
    expect(opened && (await writePublicKey(opened.replyKey))).toEqual(
      await writePublicKey(parties.writer.publicKey),
    );
  });

  it('says in the clear what a carrier needs, and neither the application’s id nor a word of it (C2, C3)', async () => {
    const askAfter = '2026-11-27T10:00:00.000Z';
    const sealed = await seal(BODY, { ...HEADER, askAfter });
    expect(read(sealed).header).toEqual({ parcel: PARCEL, keyId: KEY_ID, askAfter });
    const text = Buffer.from(sealed).toString('latin1');
    for (const secret of [APPLICATION_ID, 'subject', 'Sokak']) expect(text).not.toContain(secret);
  });

  it('is opened by nobody without the server’s key, its writer included', async () => {
    const sealed = read(await seal());
    expect(await openApplication(sealed, parties.writer)).toBeUndefined();
    expect(await openApplication(sealed, parties.stranger)).toBeUndefined();
  });

  it('opens no more when any byte of it was changed, cut off or added (C1)', async () => {
    const sealed = await seal();
    const clearLength = read(sealed).clear.length;
    const places = [
      0,
      3,
      5,
      8,
      clearLength - 2,
      clearLength,
      clearLength + 40,
      clearLength + 66,
      sealed.length - 1,
    ];
    const changed = [
      ...places.map((at) => turned(sealed, at)),
      sealed.subarray(0, -1),
      new Uint8Array([...sealed, 0]),
    ];
    for (const bytes of changed) {
      const found = readEnvelope(bytes);
      expect(found && (await openApplication(found, parties.server))).toBeUndefined();
    }
  });

  it('cannot be given another header: not a later hour for an emergency, not another name (C1)', async () => {
    const sealed = await seal(BODY, { ...HEADER, askAfter: '2026-11-27T10:00:00.000Z' });
    const text = Buffer.from(sealed).toString('latin1');
    const swap = (from: string, to: string) =>
      readEnvelope(new Uint8Array(Buffer.from(text.replace(from, to), 'latin1')));
    for (const swapped of [swap('2026', '2036'), swap(PARCEL, OTHER_PARCEL)]) {
      expect(swapped?.header).toBeDefined();
      expect(swapped && (await openApplication(swapped, parties.server))).toBeUndefined();
    }
  });

  it('is as long for a short text as for a somewhat longer one (C2)', async () => {
    const [short, longer] = [await seal(new Uint8Array(10)), await seal(new Uint8Array(400))];
    expect(short.length).toBe(longer.length);
    expect((await seal(new Uint8Array(PADDING_STEP))).length).toBe(short.length + PADDING_STEP);
  });

  it('is opened by an implementation by other hands, by what the protocol says alone', async () => {
    const { publicKey, privateKey } = await suite.GenerateKeyPair(true);
    const sealed = await sealApplication(HEADER, publicKey, {
      id: APPLICATION_ID,
      mayBeCarried: false,
      replyKey: parties.writer.publicKey,
      body: BODY,
    });
    const other = new OtherSuite({
      kem: new DhkemP256HkdfSha256(),
      kdf: new HkdfSha256(),
      aead: new Aes128Gcm(),
    });
    const end = 6 + new DataView(sealed.buffer).getUint16(4);
    const secret = new Uint8Array(await suite.SerializePrivateKey(privateKey));
    const inner = await other.open(
      {
        recipientKey: await other.kem.deserializePrivateKey(secret),
        enc: sealed.slice(end, end + 65),
        info: new TextEncoder().encode('kopru sealed application v1'),
      },
      sealed.slice(end + 65),
      sealed.slice(0, end),
    );
    const view = new DataView(inner);
    const parts: Buffer[] = [];
    for (let at = 0; parts.length < 3; at += 4 + view.getUint32(at)) {
      parts.push(Buffer.from(inner, at + 4, view.getUint32(at)));
    }
    expect(JSON.parse(String(parts[0]))).toEqual({ id: APPLICATION_ID, mayBeCarried: false });
    expect(parts[2]?.equals(BODY)).toBe(true);
  });

  it('is nothing that any other bytes could be', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => readEnvelope(bytes) === undefined),
      { numRuns: 200 },
    );
  });
});

describe('parts', () => {
  it('come out as they went in, and nothing else does', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 40 }), { minLength: 1, maxLength: 4 }), (parts) => {
        const packed = pack(...parts);
        expect(packed.length % PADDING_STEP).toBe(0);
        expect(unpack(packed, parts.length)?.map((part) => [...part])).toEqual(
          parts.map((part) => [...part]),
        );
      }),
      { numRuns: 100 },
    );
    const packed = pack(BODY);
    expect(unpack(turned(packed, packed.length - 1), 1)).toBeUndefined();
    expect(unpack(packed.subarray(0, 20), 1)).toBeUndefined();
    expect(unpack(new Uint8Array(3), 1)).toBeUndefined();
  });
});

describe('an answer', () => {
  const answer = { receipt: 'a.b.c' };
  const place = null;

  it('is opened by its writer only, for this parcel and this place', async () => {
    const { writer, stranger } = parties;
    const sealed = await sealAnswer(answer, { replyKey: writer.publicKey, parcel: PARCEL, place });
    expect(await openAnswer(sealed, { keys: writer, parcel: PARCEL, place })).toEqual(answer);
    expect(await openAnswer(sealed, { keys: stranger, parcel: PARCEL, place })).toBeUndefined();
    expect(await openAnswer(sealed, { keys: writer, parcel: OTHER_PARCEL, place })).toBeUndefined();
    expect(await openAnswer(sealed, { keys: writer, parcel: PARCEL, place: 0 })).toBeUndefined();
    expect(await openAnswer(turned(sealed, 80), { keys: writer, parcel: PARCEL, place })).toBeUndefined();
    expect(await openAnswer(new Uint8Array(3), { keys: writer, parcel: PARCEL, place })).toBeUndefined();
  });

  it('does not show by its length whether it is a yes or a no (C2)', async () => {
    const to = { replyKey: parties.writer.publicKey, parcel: PARCEL, place };
    const refusal = {
      problem: 'application-not-valid',
      violations: [{ field: 'subject', code: 'required' }],
    };
    const lengths = await Promise.all(
      [answer, refusal].map(async (one) => (await sealAnswer(one, to)).length),
    );
    expect(lengths[0]).toBe(lengths[1]);
  });
});
