// The life of one attachment's upload, as a pure machine. What acts is src/offline/uploads.ts.
//
//                progress ↺ (the server's word of how many bytes it holds)
//     waiting ───────────────────────▶ uploaded    (a verified receipt: only now may the bytes leave the device)
//      ↺  │ └─ refused ─▶ refused                   (kept, with the reason)
//    failed, mismatch, unverified
//         └─ cancel ─▶ cancelled ─ resume ─▶ waiting
//                          └─ receipt ─▶ uploaded   (all of it had arrived before: what is stored belongs to the case)
//
// U1  `uploaded` is reached only with a verified receipt over this attachment's id, length and digest.
// U2  The offset is the server's, never this device's memory: after any silence it is asked for again.
// U3  An upload that the server has forgotten (expired) begins again from the bytes that are still here.
// U4  A whole that does not have its digest at the server is sent again, a few times, and then told of.
// U5  A wait can never be longer than the longest delay, whatever the device's clock did meanwhile.

import type { AttachmentKind } from './attachment.ts';
import { BACKOFF_CAP_MS, backoffDelayMs, type Outcome } from './retry.ts';

/** tus 1.0 (https://tus.io/protocols/resumable-upload). */
export const UPLOAD_PATHS = { uploads: '/api/uploads', upload: '/api/uploads/:id' } as const;

/** Order of sending: voice, photos, documents, then all that moves. */
export const UPLOAD_ORDER: readonly AttachmentKind[] = [
  'voice',
  'photo',
  'document',
  'audio',
  'sign-video',
  'video',
];

export interface WaitingUpload {
  state: 'waiting';
  /** Bytes that the server has confirmed. */
  offset: number;
  /** Failures since the last progress. */
  attempts: number;
  notBefore: number;
  isPaused: boolean;
  /** How often the whole did not have its digest. */
  mismatches: number;
  /** The server has said that its disk is full; until the next progress. */
  isServerFull?: boolean | undefined;
}

export type UploadState =
  | WaitingUpload
  /** `wasCancelled`: it was taken back when all of it had arrived, and stays. */
  | { state: 'uploaded'; receipt: string; wasCancelled?: true }
  /** `problem`: the server's code, or `lost`: the bytes on this device are no longer what the manifest says. */
  | { state: 'refused'; problem: string }
  /** `isTold`: the server has thrown away what it held. */
  | { state: 'cancelled'; isTold: boolean };

export type UploadEvent =
  /** The server holds so many bytes; fewer than before where it has forgotten some (U2, U3). */
  | { kind: 'progress'; offset: number }
  /** The caller has verified it (U1). */
  | { kind: 'receipt'; receipt: string }
  /** The server has the whole, and it has another digest. */
  | { kind: 'mismatch'; random: number }
  /** An answer claimed success without a receipt that holds. */
  | { kind: 'unverified'; random: number }
  | { kind: 'failed'; outcome: Exclude<Outcome, { kind: 'accepted' }>; random: number; isFull?: boolean }
  | { kind: 'lost' }
  | { kind: 'hurry' }
  | { kind: 'cancel' }
  | { kind: 'told' }
  | { kind: 'resume' };

const MOST_MISMATCHES = 3;
/** The longest wait that the machine itself sets (RETRY_AFTER_CAP_MS + BACKOFF_CAP_MS, rounded up). */
const LONGEST_WAIT_MS = 2 * 60 * 60_000;

export function initialUploadState(): WaitingUpload {
  return { state: 'waiting', offset: 0, attempts: 0, notBefore: 0, isPaused: false, mismatches: 0 };
}

/** @param now device clock, milliseconds. An event that does not fit the state changes nothing. */
export function stepUpload(state: UploadState, event: UploadEvent, now: number): UploadState {
  switch (state.state) {
    case 'waiting':
      return stepWaiting(state, event, now);
    case 'refused':
      return event.kind === 'resume' && state.problem !== 'lost' ? initialUploadState() : state;
    case 'cancelled':
      if (event.kind === 'told') return { ...state, isTold: true };
      if (event.kind === 'receipt') return { state: 'uploaded', receipt: event.receipt, wasCancelled: true };
      return event.kind === 'resume' ? initialUploadState() : state;
    case 'uploaded':
      return state;
  }
}

function stepWaiting(state: WaitingUpload, event: UploadEvent, now: number): UploadState {
  switch (event.kind) {
    case 'progress':
      // The same as before is no progress: what fails there goes on waiting longer.
      if (event.offset === state.offset) return state;
      return {
        ...state,
        offset: event.offset,
        attempts: 0,
        notBefore: 0,
        isPaused: false,
        isServerFull: undefined,
      };
    case 'receipt':
      return { state: 'uploaded', receipt: event.receipt };
    case 'mismatch':
      return state.mismatches + 1 >= MOST_MISMATCHES
        ? { state: 'refused', problem: 'upload-digest-mismatch' }
        : { ...later(state, 0, event.random, now), offset: 0, mismatches: state.mismatches + 1 };
    case 'unverified':
      return later(state, 0, event.random, now);
    case 'failed':
      return afterFailure(
        { ...state, isServerFull: event.isFull || undefined },
        event.outcome,
        event.random,
        now,
      );
    case 'lost':
      return { state: 'refused', problem: 'lost' };
    case 'hurry':
      return { ...state, notBefore: 0, isPaused: false };
    case 'cancel':
      return { state: 'cancelled', isTold: false };
    case 'told':
    case 'resume':
      return state;
  }
}

function afterFailure(
  state: WaitingUpload,
  outcome: Exclude<Outcome, { kind: 'accepted' }>,
  random: number,
  now: number,
): UploadState {
  switch (outcome.kind) {
    case 'retry':
      return later(state, outcome.retryAfterMs, random, now);
    case 'pause':
      return { ...state, attempts: state.attempts + 1, notBefore: now + BACKOFF_CAP_MS, isPaused: true };
    case 'refused':
      return { state: 'refused', problem: outcome.problem };
  }
}

function later(state: WaitingUpload, retryAfterMs: number, random: number, now: number): WaitingUpload {
  const attempts = state.attempts + 1;
  return { ...state, attempts, notBefore: now + backoffDelayMs(attempts, retryAfterMs, random) };
}

/** Milliseconds until the upload may go on; 0 = now; undefined = never by itself. */
export function uploadWaitMs(state: UploadState, now: number): number | undefined {
  if (state.state !== 'waiting') return undefined;
  const wait = state.notBefore - now;
  return wait <= 0 || wait > LONGEST_WAIT_MS ? 0 : wait;
}

/** What the citizen wants of the sending of large things. */
export interface UploadSettings {
  wifiOnly: boolean;
  /** Smaller recordings and photos. */
  saveData: boolean;
}

export const DEFAULT_UPLOAD_SETTINGS: UploadSettings = { wifiOnly: false, saveData: false };

/** What the browser tells of the line; most tell nothing. */
export type Connection = 'unmetered' | 'metered' | 'unknown';

/**
 * Whether attachments may be sent now. A line of which nothing is known may cost money: then only a person's own "send
 * now" sends.
 */
export function mayUpload({ wifiOnly }: UploadSettings, connection: Connection, isAsked: boolean): boolean {
  return !wifiOnly || isAsked || connection === 'unmetered';
}
