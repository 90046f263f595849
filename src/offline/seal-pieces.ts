// What both ways of sealing on this phone share: the server's key, a parcel's name, and a recording's bytes chunk by chunk
// (seal-draft.ts, given-copy.ts).

import * as v from 'valibot';
import { type AcceptanceKey, sealingSchema } from '../domain/sealed.ts';
import { CHUNK_BYTES, type ChunkCipher, chunkCount } from '../sealing/attachment.ts';
import { concat } from '../sealing/frame.ts';
import { type Key, readPublicKey } from '../sealing/suite.ts';
import { fromBase64url, toBase64url } from './base64url.ts';
import { type OfflineEnvironment, platform } from './environment.ts';
import { readOperator } from './operator-store.ts';
import { readBytes } from './recordings.ts';

const HOUR_MS = 60 * 60_000;

export interface ServerKey {
  id: string;
  key: Key;
  /** How old an emergency may become before somebody is asked (invariant 9). */
  patienceMs: number;
}

/** @returns undefined where this phone has never heard it. @throws StorageFault */
export async function readServerKey(environment: OfflineEnvironment): Promise<ServerKey | undefined> {
  const offered = v.safeParse(sealingSchema, (await readOperator(environment)).sealing);
  if (!offered.success) return undefined;
  const { key: point, emergencyAskHours } = offered.output;
  const key = await readPublicKey(pointOf(point));
  return key && { id: point.kid, key, patienceMs: emergencyAskHours * HOUR_MS };
}

/** Whether this phone knows the server's key, without which nothing can be sealed. @throws StorageFault */
export async function canSeal(environment: OfflineEnvironment = platform): Promise<boolean> {
  return (await readServerKey(environment)) !== undefined;
}

function pointOf({ x, y }: AcceptanceKey): Uint8Array {
  const empty = new Uint8Array();
  return concat(new Uint8Array([4]), fromBase64url(x) ?? empty, fromBase64url(y) ?? empty);
}

/** 128 random bits. */
export function newParcel(environment: OfflineEnvironment): string {
  return toBase64url(environment.cryptography.randomBytes(16));
}

/** One chunk of a recording, sealed. @returns undefined where not all of its bytes are here. @throws StorageFault */
export async function sealChunk(
  chunks: ChunkCipher,
  { id, byteLength }: { id: string; byteLength: number },
  index: number,
  environment: OfflineEnvironment,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const offset = index * CHUNK_BYTES;
  const length = Math.min(CHUNK_BYTES, byteLength - offset);
  const bytes = await readBytes(id, offset, length, environment);
  if (bytes?.length !== length) return undefined;
  return await chunks.seal(index, index === chunkCount(byteLength) - 1, bytes);
}
