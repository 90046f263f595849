// A sign video, sound or document that is attached to an answer, from the choice of its file until it can be sent.
//
//     reading ─▶ uploading ─▶ processing ─▶ ready
//        │           │             └──────▶ rejected    the server says why; only taking it away helps
//        └───────────┴─▶ failed ──again──▶ reading
//     lost: a reload took the file before the server had all of it; its captions are still here
//
// Pure; answer-media.ts acts.

import type { AnswerFileKind } from '../../domain/answer-document.ts';
import type { AnswerMediaKind } from '../../domain/answer-in-kind.ts';
import { bareMediaType } from '../../domain/media-type.ts';
import { isSendable, REPLY_MAX_MEDIA, type UnsentMedium } from '../../domain/wire-staff.ts';
import type { Failure } from '../staff-call.ts';

/** The sentences `staff.medium.fault.<fault>`. */
export type MediumFault =
  | 'unreachable'
  | 'serverTrouble'
  | 'signedOut'
  | 'notYours'
  | 'answered'
  | 'tooLarge'
  | 'wrongType'
  | 'noRoom'
  | 'changed'
  | 'unreadable'
  /** Somebody else has kept captions meanwhile. */
  | 'captionsConflict'
  /** A caption lies beyond the end, as the server has measured it. */
  | 'beyondEnd';

export type MediumState =
  | { state: 'reading' | 'uploading'; percent: number }
  | { state: 'failed'; fault: MediumFault }
  | { state: 'lost' }
  /** `isAsked`: it was attached before, and the server has not yet said whether it is there. */
  | { state: 'processing'; isAsked?: true }
  | { state: 'ready'; stored: UnsentMedium }
  | { state: 'rejected'; problem: string | undefined };

export interface Medium {
  id: string;
  kind: AnswerFileKind;
  /** Of the file, where it was chosen here. */
  name: string | undefined;
  at: MediumState;
}

/** Whether the server has all of it. */
export function isStored({ at }: Medium): boolean {
  return at.state === 'processing' || at.state === 'ready' || at.state === 'rejected';
}

export function stateOfStored(stored: UnsentMedium): MediumState {
  if (isSendable(stored)) return { state: 'ready', stored };
  return stored.state === 'rejected'
    ? { state: 'rejected', problem: stored.problem }
    : { state: 'processing' };
}

/** Why a file cannot be taken; undefined: it can. The sentences `staff.medium.refused.<reason>`. */
export type Refusal = 'empty' | 'tooLarge' | 'wrongType' | 'tooMany';

const TYPES: Readonly<Record<AnswerMediaKind, RegExp>> = { 'sign-video': /^video\//, audio: /^audio\// };

/** @param count how many are attached already */
export function refusalOf(
  kind: AnswerMediaKind,
  file: Pick<File, 'size' | 'type'>,
  maxBytes: number,
  count: number,
): Refusal | undefined {
  if (count >= REPLY_MAX_MEDIA) return 'tooMany';
  if (file.size === 0) return 'empty';
  if (file.size > maxBytes) return 'tooLarge';
  // A type that the browser does not know is judged by the server, from the content.
  return file.type !== '' && !TYPES[kind].test(file.type) ? 'wrongType' : undefined;
}

const USUAL_TYPES: Readonly<Record<AnswerFileKind, string>> = {
  audio: 'audio/mpeg',
  'sign-video': 'video/mp4',
  document: 'application/pdf',
  photo: 'image/jpeg',
};

/** What the file really is, the server finds out. */
export function mediaTypeOf(kind: AnswerFileKind, file: Pick<File, 'type'>): string {
  return bareMediaType(file.type) ?? USUAL_TYPES[kind];
}

export function faultOf(failure: Failure): MediumFault {
  if (failure.kind === 'unreachable') return 'unreachable';
  if (failure.kind === 'malformed') return 'serverTrouble';
  switch (failure.code) {
    case 'unauthenticated':
      return 'signedOut';
    case 'forbidden':
    case 'not-found':
      return 'notYours';
    case 'reply-conflict':
      return 'answered';
    case 'upload-too-large':
    case 'body-too-large':
      return 'tooLarge';
    case 'media-type-not-supported':
      return 'wrongType';
    case 'storage-full':
      return 'noRoom';
    case 'captions-conflict':
      return 'captionsConflict';
    case 'cues-beyond-end':
      return 'beyondEnd';
    case 'media-digest-mismatch':
    case 'media-conflict':
      return 'changed';
    default:
      return 'serverTrouble';
  }
}
