// The shapes that lie on the phone's disk. A change here is a new migration (migrations.ts), never an edit in place.

import type { DBSchema } from 'idb';
import type { ActReceiptClaims } from '../domain/act-receipt.ts';
import type { Application, Draft } from '../domain/application.ts';
import type { AttachmentKind } from '../domain/attachment.ts';
import type { SaveMark } from '../domain/last-word.ts';
import type { OutboxState } from '../domain/outbox.ts';
import type { ActInWriting } from '../domain/thread-act.ts';
import type { UploadSettings, UploadState } from '../domain/upload.ts';
import type { Directory, Operator, ReceiptKey, Thread } from '../domain/wire.ts';
import type { KeyPair } from '../sealing/suite.ts';
import type { SealedChunkKey, SealedEntry } from './sealed-schema.ts';

export const DATABASE_NAME = 'kopru';

/**
 * How personal content lies on the disk (sealing.ts): initialisation vector (12 bytes), AES-256-GCM with its tag (16).
 */
export interface Sealed {
  sealed: ArrayBuffer;
  /** What is sealed is a pad, and this is what lies under it (prepared-pad.ts, last-words.ts). */
  over?: ArrayBuffer | undefined;
}

/** `revision` grows with every save, so that a tab notices that another one has saved since (no clock is asked). */
export interface DraftRecord {
  id: string;
  revision: number;
  draft: Draft;
  /** Of the last save; none before the first, or by an earlier version. */
  by?: SaveMark | undefined;
}

export interface OutboxEntry {
  /** UUIDv7, the application's id at the server. Fresh for each "Gönder", never the draft's. */
  id: string;
  /** The draft it was frozen from: a second "Gönder" of the same draft finds the first. */
  draftId: string;
  application: Application;
  /** JSON exactly as it is sent, in every attempt. */
  body: string;
  /** SHA-256 of the body's UTF-8 bytes, base64url. */
  digest: string;
  tracking: { code: string; key: string };
  /** Milliseconds of the device's clock. */
  createdAt: number;
  status: OutboxState;
  /** Its writer gives it to carriers, too (given-copy.ts). Opens nothing but answers. */
  given?: GivenCopy | undefined;
}

export interface GivenCopy {
  /** The parcel's random name. */
  parcel: string;
  /** The secret cannot be taken out of the browser. */
  keys: KeyPair;
  /** When its writer agreed. Milliseconds of the device's clock. */
  agreedAt: number;
}

export interface StoredThread {
  applicationId: string;
  /** Opens the thread at the server; the code itself is not kept here. */
  trackingKey: string;
  thread: Thread;
  /** Replies that this device has not shown yet. */
  unreadReplyIds: string[];
  /** Milliseconds of the device's clock. */
  refreshedAt: number;
}

/**
 * A recording or file, whose bytes lie beside it in `chunks`. It belongs to the draft or application whose manifest names
 * it, or to the act; until it is in one, to the draft or act at which it was begun.
 */
export interface RecordingRecord {
  /** UUIDv7; the attachment's id in the manifest and at the server. */
  id: string;
  draftId: string;
  kind: AttachmentKind;
  /** Of a file, for its owner to know it by; it stays here. */
  name?: string;
  /** As the recorder or the file says it, with codecs: what plays it must know them. */
  mediaType: string;
  /** Bytes in `chunks`. */
  byteLength: number;
  /** 0 where it is not known: of files. */
  durationMs: number;
  /** Milliseconds of the device's clock. */
  createdAt: number;
  /**
   * `growing`: being recorded or read in, or cut off in the middle of that, or recorded where there was no room to mark it.
   * `cut-off`: a file that was found so; half a file is none, so that its bytes are gone and its name is here until
   * its owner has seen it.
   */
  state: 'growing' | 'whole' | 'cut-off';
  /** SHA-256 of a whole one, base64url; '' of any other. */
  digest: string;
  upload: UploadState;
}

/** What the citizen does in a thread: being prepared, waiting to be sent, or what came of it. */
export interface ActRecord<Act extends ActInWriting = ActInWriting> {
  /** UUIDv7, the act's id at the server. Fresh for each sending of what was refused. */
  id: string;
  applicationId: string;
  /** Opens the thread at the server. */
  trackingKey: string;
  act: Act;
  /** JSON exactly as it is sent, in every attempt; '' while it is prepared. */
  body: string;
  /** SHA-256 of the body's UTF-8 bytes, base64url; '' while it is prepared. */
  digest: string;
  /** Milliseconds of the device's clock. */
  createdAt: number;
  status: { state: 'writing' } | OutboxState<ActReceiptClaims>;
  /** As a draft's. */
  by?: SaveMark | undefined;
}

/** Recording and the place of the chunk's first byte in it: any byte is found without counting. */
export type ChunkKey = [recordingId: string, offset: number];

/** A sign video or sound of an answer, kept here to be played without a connection. */
export interface AnswerRecord {
  applicationId: string;
  /** The medium's id at the server. */
  id: string;
  /** In which form: a name of attachment-rendition.ts. */
  rendition: string;
  mediaType: string;
  /** Hex SHA-256 of the whole, as the server says it; '' where it did not. */
  digest: string;
  byteLength: number;
  /** Of these bytes so many are here; the whole when they are all. */
  keptBytes: number;
  /** JPEG. */
  poster?: ArrayBuffer | undefined;
}

/** Place of a medium's record (-1), of its poster (-2), or of a piece's first byte in the medium. One application's lie beside one another. */
export type AnswerKey = [applicationId: string, mediumId: string, offset: number];
/** It shows what the answer says, so that it is sealed as the pieces are. */
export const POSTER = -2;

/** `whole`: the institutions are those of the whole directory of this version (whole-directory.ts). */
export type KeptDirectory = Directory & { whole?: { version: string; askedAt: number } };

/**
 * Seals what is personal. Not extractable: no script reads its bytes. They lie on the disk nevertheless
 * (docs/decisions/0036), unless a PIN wraps them (0041).
 */
export type KeyRecord = { name: 'key'; id?: string } & (
  | { key: CryptoKey; lock?: never }
  | { key?: never; lock: PinLock }
);

/** AES-256-GCM over the key's bytes, by a key that PBKDF2-HMAC-SHA-256 makes of the PIN. */
export interface PinLock {
  salt: Uint8Array<ArrayBuffer>;
  rounds: number;
  iv: Uint8Array<ArrayBuffer>;
  wrapped: ArrayBuffer;
  /** The key before, until all that it has sealed is sealed anew: wrapped by the new one, if it had a PIN itself. */
  older?: CryptoKey | { iv: Uint8Array<ArrayBuffer>; wrapped: ArrayBuffer } | undefined;
}

type RetiredName = `retired ${string}`;

export function retiredName(id: string): RetiredName {
  return `retired ${id}`;
}

export type DeviceRecord =
  | { name: 'operator'; operator: Operator }
  /** Every key that was ever pinned, so that an older receipt stays verifiable. */
  | { name: 'receipt-keys'; keys: ReceiptKey[] }
  | { name: 'directory'; directory: KeptDirectory }
  /** There since the first save; its absence beside a set marker means that the browser emptied the store. */
  | { name: 'stored' }
  | { name: 'uploads'; settings: UploadSettings }
  | KeyRecord
  /** Mark of a key that was replaced (device-key.ts, L1). */
  | { name: RetiredName }
  /** PINs that were tried since one was right; counted before each try (pin-lock.ts). */
  | { name: 'pin-tries'; count: number }
  /** Nothing lies here any more that an older version left readable. */
  | { name: 'resealed' };

/** Records as the code meets them. On the disk all but their clear part is sealed (sealing.ts, CLEAR). */
export interface KopruSchema extends DBSchema {
  drafts: { key: string; value: DraftRecord };
  outbox: { key: string; value: OutboxEntry; indexes: { 'by-draft': string } };
  threads: { key: string; value: StoredThread };
  recordings: { key: string; value: RecordingRecord };
  /** Immutable: a Blob that was read and put back is corrupt on some phones. */
  chunks: { key: ChunkKey; value: ArrayBuffer | Sealed };
  /** Pieces are immutable, as `chunks`. */
  answers: { key: AnswerKey; value: AnswerRecord | ArrayBuffer | Sealed };
  acts: { key: string; value: ActRecord };
  /** What this phone cannot read: sealed here, or carried for others. */
  sealed: { key: string; value: SealedEntry };
  /** Immutable, as `chunks`. */
  sealedChunks: { key: SealedChunkKey; value: ArrayBuffer };
  device: { key: DeviceRecord['name']; value: DeviceRecord };
}
