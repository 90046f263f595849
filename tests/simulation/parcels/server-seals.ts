// The server's half of sealing: the app's own envelope and answer, over the stand-in. Brought after the hooks of planting.ts are there.

import '../planting.ts';
import { hash } from 'node:crypto';
import { parseJson } from '../../../server/http/json-body.ts';
import { makePair, openNow, type StandInKey } from './hpke.ts';

const envelopes = await import('../../../src/sealing/envelope.ts');
const { sealAnswer } = await import('../../../src/sealing/answer.ts');
const { unpack } = await import('../../../src/sealing/frame.ts');

/** Made once for all lives. */
const KEYS = makePair();
const INFO = new TextEncoder().encode('kopru sealed application v1');

/** As /api/operator offers it. */
export const OFFERED_SEALING = {
  emergencyAskHours: 24,
  key: {
    kty: 'EC',
    crv: 'P-256',
    x: coordinate(1),
    y: coordinate(33),
    kid: 'n4bQgYhMfWWaL-qgxVrQFaO_TxsrC4Is0V1sFbDwCgg',
    use: 'enc',
  },
};

function coordinate(from: number): string {
  return Buffer.from(KEYS.publicKey.point, 'hex')
    .subarray(from, from + 32)
    .toString('base64url');
}

export interface OpenedParcel {
  /** Of the application. */
  id: string;
  body: string;
  /** Seals an answer to its writer, base64url. */
  seal: (answer: object) => Promise<string>;
}

/** @returns undefined where it does not open */
export async function openParcel(bytes: Uint8Array): Promise<OpenedParcel | undefined> {
  const read = envelopes.readEnvelope(bytes);
  const opened = read && (await envelopes.openApplication(read, KEYS as never));
  if (!read || !opened) return undefined;
  const to = { replyKey: opened.replyKey, parcel: read.header.parcel, place: null };
  return {
    id: opened.id,
    body: Buffer.from(opened.body).toString(),
    seal: async (answer) => Buffer.from(await sealAnswer(answer, to)).toString('base64url'),
  };
}

/** What is in a parcel on a disk, for the oracles. */
export interface Inside {
  /** Of the application. */
  id: string;
  /** Of its bytes, base64url. */
  digest: string;
  text: string;
  /** Nobody who carries it may read these. */
  secrets: string[];
}

export function readParcel(bytes: Uint8Array): string {
  return lookInto(bytes).text;
}

export function lookInto(bytes: Uint8Array): Inside {
  const read = envelopes.readEnvelope(bytes);
  const key: StandInKey = KEYS.privateKey;
  const inner =
    read && openNow(key, read.encapsulatedSecret, read.ciphertext, { aad: read.clear, info: INFO });
  const [letter, , body] = (inner && unpack(inner, 3)) ?? [];
  const parsed = parseJson(Buffer.from(body ?? []));
  const said = parseJson(Buffer.from(letter ?? []));
  if (!parsed.ok || !said.ok) throw new Error('a parcel on the disk does not open');
  const { description, trackingKey } = parsed.value as { description: string; trackingKey: string };
  const { id } = said.value as { id: string };
  const digest = hash('sha256', body ?? new Uint8Array(), 'base64url');
  return { id, digest, text: description, secrets: [`"${description}"`, id, trackingKey] };
}
