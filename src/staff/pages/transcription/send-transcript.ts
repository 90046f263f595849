// Sends a transcript and says what came of it, in the terms that whoever wrote it can act on.

import type { Cue } from '../../../domain/cue.ts';
import type { TranscriptKind } from '../../../domain/transcript.ts';
import type { TranscriptToSend } from '../../api.ts';
import type { Failure, Result } from '../../staff-call.ts';

/** The sentences `staff.transcription.<trouble>`. */
export type TranscriptTrouble =
  | 'unreachable'
  | 'serverTrouble'
  | 'signedOut'
  | 'notYours'
  | 'notValid'
  /** A piece lies beyond the end of the recording, as the server has measured it. */
  | 'beyondEnd'
  /** The citizen has confirmed or corrected an earlier text meanwhile. */
  | 'settled';

export type TranscriptOutcome =
  | { ok: true; transcriptId: string }
  | { ok: false; trouble: TranscriptTrouble };

export interface TranscriptSender {
  send: (transcript: TranscriptToSend) => Promise<Result<undefined>>;
  makeId: () => string;
}

interface TranscriptToKeep {
  attachmentId: string;
  /** The draft's: the same for every attempt. */
  transcriptId: string;
  kind: TranscriptKind;
  cues: Cue[];
}

/**
 * @returns the id under which the text was kept: another one where an earlier version had arrived under this one after all;
 * the newest text counts
 */
export async function sendTranscript(
  { send, makeId }: TranscriptSender,
  { attachmentId, transcriptId, kind, cues }: TranscriptToKeep,
): Promise<TranscriptOutcome> {
  const text = { attachmentId, kind, language: 'tr', cues } as const;
  let id = transcriptId;
  let sent = await send({ ...text, transcriptId: id });
  if (!sent.ok && sent.failure.kind === 'refused' && sent.failure.code === 'transcript-conflict') {
    id = makeId();
    sent = await send({ ...text, transcriptId: id });
  }
  return sent.ok ? { ok: true, transcriptId: id } : { ok: false, trouble: troubleOf(sent.failure) };
}

function troubleOf(failure: Failure): TranscriptTrouble {
  if (failure.kind === 'unreachable') return 'unreachable';
  if (failure.kind === 'malformed') return 'serverTrouble';
  switch (failure.code) {
    case 'unauthenticated':
      return 'signedOut';
    case 'transcript-settled':
      return 'settled';
    case 'forbidden':
    case 'not-found':
      return 'notYours';
    case 'cues-beyond-end':
      return 'beyondEnd';
    case 'transcript-not-valid':
    case 'body-too-large':
      return 'notValid';
    default:
      return 'serverTrouble';
  }
}
