// What lies on the disk of applications that this phone cannot read: its own sealed ones, and those that it carries for others.

import type { OutboxState } from '../domain/outbox.ts';
import type { KeyPair } from '../sealing/suite.ts';

export interface SealedEntry {
  /** The parcel's random name; nothing else names it. */
  parcel: string;
  /** As it is sent, in every attempt. */
  envelope: ArrayBuffer;
  /** SHA-256 of the envelope, base64. */
  digest: string;
  /** Milliseconds of the device's clock. */
  createdAt: number;
  /** Of an emergency: from this instant on it is sent only after somebody was asked, whose yes puts it off. Milliseconds. */
  askAfter?: number | undefined;
  /** `received`: the server has answered; `receipt` is its answer, still sealed to the writer, base64url. */
  status: OutboxState<null>;
  /** With a refusal: the reason, sealed to the writer, base64url. */
  reason?: string | undefined;
  /** Of this phone's own; absent of what is carried for somebody else. */
  own?: OwnParcel | undefined;
  attachments: SealedAttachment[];
}

/** What the writer's phone needs to know a receipt for its own. It opens nothing but answers. */
export interface OwnParcel {
  /** The secret cannot be taken out of the browser. */
  keys: KeyPair;
  /** Of the application at the server. */
  id: string;
  /** SHA-256 of the application's bytes, base64url. */
  digest: string;
  /** The writer agrees that others carry it; the server has that in the sealed letter. */
  mayBeCarried: boolean;
}

/** An attachment whose sealed chunks lie in `sealedChunks`. Its place is that in the list. */
export interface SealedAttachment {
  head: ArrayBuffer;
  chunks: number;
  /** Of all its sealed chunks together. */
  bytes: number;
  /** The server holds it whole. */
  isStored: boolean;
  /** The server will never take it: the problem's code. */
  problem?: string | undefined;
  /** The server's receipt, still sealed to the writer, base64url: of a carried one; of an own one until a page has opened it. */
  receipt?: string | undefined;
  /** Of an own one: what its receipt must say. */
  own?: { id: string; digest: string; byteLength: number } | undefined;
}

export type SealedChunkKey = [parcel: string, place: number, index: number];
