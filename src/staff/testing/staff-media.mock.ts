// The routes of transcripts and of what is attached to an answer, for staff-server.mock.ts.

import { type AnswerFileKind, isDocumentKind } from '../../domain/answer-document.ts';
import type { ProblemCode } from '../../domain/problem.ts';
import { readTranscript, type TranscriptInput } from '../../domain/transcript.ts';
import {
  type PreparedCaptions,
  STAFF_PAGE_SIZE,
  type StaffCase,
  type UnsentMedium,
} from '../../domain/wire-staff.ts';
import type { StaffServer } from './staff-server.mock.ts';

export function desk({ transcriptions }: StaffServer, query: URLSearchParams): Response {
  const from = Number(query.get('after') ?? 0);
  const end = from + STAFF_PAGE_SIZE;
  return Response.json({
    items: transcriptions.slice(from, end),
    total: transcriptions.length,
    next: end < transcriptions.length ? String(end) : null,
  });
}

export function offerTranscript(
  server: StaffServer,
  attachmentId: string,
  id: string,
  body: unknown,
): Response | ProblemCode {
  const found = server.cases.find(({ attachments }) => attachments?.some((one) => one.id === attachmentId));
  const earlier = readTranscript(found?.attachments?.find((one) => one.id === attachmentId)?.transcript);
  if (!found) return 'not-found';
  if (earlier?.verdict && earlier.verdict.kind !== 'again') return 'transcript-settled';
  const input = body as TranscriptInput;
  if (earlier?.id === id) {
    const isSame = JSON.stringify(earlier.cues) === JSON.stringify(input.cues);
    return isSame ? Response.json(earlier) : 'transcript-conflict';
  }
  const transcript = { ...input, id, at: '2026-11-23T08:00:00.000Z' };
  server.cases = server.cases.map((other) =>
    other === found ? withTranscript(found, attachmentId, transcript) : other,
  );
  return Response.json(transcript, { status: 201 });
}

function withTranscript(found: StaffCase, attachmentId: string, transcript: unknown): StaffCase {
  const attachments = (found.attachments ?? []).map((one) =>
    one.id === attachmentId ? { ...one, transcript } : one,
  );
  return { ...found, attachments };
}

export function listMedia({ media }: StaffServer, applicationId: string): Response {
  const all = media.get(applicationId) ?? [];
  const is = (isDocument: boolean) => all.filter(({ kind }) => isDocumentKind(kind) === isDocument);
  return Response.json({ media: is(false), documents: is(true) });
}

export function keepMedium(
  { media, isQuick }: StaffServer,
  applicationId: string,
  id: string,
  query: URLSearchParams,
): Response {
  const known = media.get(applicationId) ?? [];
  const earlier = known.find((one) => one.id === id);
  if (earlier) return Response.json(earlier);
  const kind = query.get('kind') as AnswerFileKind;
  const arrived: UnsentMedium = { id, kind, state: 'stored', byteLength: 1_000, renditions: [] };
  const ready: UnsentMedium = isDocumentKind(kind)
    ? { ...arrived, state: 'ready', renditions: [kind === 'photo' ? 'image' : 'original'] }
    : { ...arrived, state: 'ready', durationMs: 5_000, renditions: ['mp4', 'webm'] };
  media.set(applicationId, [...known, ready]);
  return Response.json(isQuick ? ready : arrived, { status: 201 });
}

export function copyMedium(
  { media }: StaffServer,
  applicationId: string,
  id: string,
  path: string,
  to: string,
): Response | ProblemCode {
  const found = media.get(applicationId)?.find((one) => one.id === id);
  if (!found) return 'not-found';
  const copy = { ...found, id: path.split('/').at(-1) ?? '' };
  media.set(to, [...(media.get(to) ?? []).filter((one) => one.id !== copy.id), copy]);
  return Response.json(copy, { status: 201 });
}

export function keepCaptions(
  { media }: StaffServer,
  applicationId: string,
  id: string,
  { cues, after }: PreparedCaptions,
): Response | ProblemCode {
  const known = media.get(applicationId) ?? [];
  const one = known.find((medium) => medium.id === id);
  if (!one) return 'not-found';
  if (one.captions?.at !== after) return 'captions-conflict';
  const kept = { ...one, captions: { cues, by: 'Defne Korkmaz', at: '2026-11-23T07:05:00.000Z' } };
  media.set(
    applicationId,
    known.map((medium) => (medium === one ? kept : medium)),
  );
  return Response.json(kept);
}

export function removeMedium(
  { media }: StaffServer,
  applicationId: string,
  id: string,
): Response | ProblemCode {
  const known = media.get(applicationId) ?? [];
  if (!known.some((one) => one.id === id)) return 'not-found';
  media.set(
    applicationId,
    known.filter((one) => one.id !== id),
  );
  return new Response(null, { status: 204 });
}
