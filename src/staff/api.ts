// The console's only way to the server: one function for each staff route of the contract (src/domain/wire.ts and
// transcript.ts). Nothing is tried again here; a repeated reply, transcript or file is safe because its id comes from the
// caller.

import * as v from 'valibot';
import type { AnswerFileKind } from '../domain/answer-document.ts';
import { type AnswerLimits, readAnswerLimits } from '../domain/answer-limits.ts';
import { type IdentityReads, identityReadsSchema } from '../domain/audit-wire.ts';
import { figuresSchema, type StaffFigures } from '../domain/figures-wire.ts';
import type { ApplicationKind } from '../domain/kinds.ts';
import { type ReplyTemplates, replyTemplatesSchema } from '../domain/reply-template.ts';
import {
  TRANSCRIPT_PATH,
  TRANSCRIPTIONS_PATH,
  type TranscriptInput,
  type Transcriptions,
  transcriptionsSchema,
} from '../domain/transcript.ts';
import { DIGEST_HEADER, operatorSchema, PATHS, pathOf } from '../domain/wire.ts';
import {
  answerMediaSchema,
  answerMediumSchema,
  type CaseCounts,
  caseCountsSchema,
  type PreparedCaptions,
  type ReplyInput,
  type STAFF_CASE_LISTS,
  type STAFF_DESKS,
  STAFF_PATHS,
  type StaffCase,
  type StaffCases,
  type StaffSession,
  staffCaseSchema,
  staffCasesSchema,
  staffSessionSchema,
  type UnsentMedium,
} from '../domain/wire-staff.ts';
import { type AccessApi, createAccessApi } from './access/access-api.ts';
import { browserCeremonies, type Ceremonies } from './access/ceremony.ts';
import { type ActionApi, createActionApi } from './actions/action-api.ts';
import { type IdentityReadsRoute, identityReadsPath } from './audit/audit-address.ts';
import { type ClipApi, createClipApi } from './clips/clip-api.ts';
import { createDeskApi, type DeskApi } from './desk/desk-api.ts';
import { createDirectoryApi, type DirectoryApi } from './directory/directory-api.ts';
import { type FiguresRoute, figuresPath } from './figures/figures-address.ts';
import { createProver, type Prover } from './proof/prover.ts';
import { createStaffCall, parser, type Result, resultOf } from './staff-call.ts';
import type { Upload } from './upload.ts';

export type StaffList = (typeof STAFF_CASE_LISTS)[number];

/** What a list is narrowed to. */
export interface ListFilter {
  query?: string | undefined;
  desk?: (typeof STAFF_DESKS)[number] | undefined;
  /** Id of a unit. */
  unit?: string | undefined;
  /** Id of a group of applications that are like each other. */
  likeness?: string | undefined;
  kind?: ApplicationKind | undefined;
  /** Id of a topic, or NOT_GIVEN. */
  topic?: string | undefined;
  /** Plate of a province, or NOT_GIVEN. */
  province?: string | undefined;
  /** Id of the institution that holds them. */
  institution?: string | undefined;
}

export interface ReplyToSend extends ReplyInput {
  applicationId: string;
  /** UUIDv7; the same for every attempt to send the same reply. */
  replyId: string;
}

export interface TranscriptToSend extends TranscriptInput {
  attachmentId: string;
  /** UUIDv7; the same for every attempt to send the same text. */
  transcriptId: string;
}

interface MediumToSend {
  applicationId: string;
  /** UUIDv7; the same for every attempt to send the same file. */
  id: string;
  kind: AnswerFileKind;
  file: Blob;
  /** Without parameters. */
  mediaType: string;
  /** SHA-256 of the file, base64. */
  digest: string;
  onSent: (sentBytes: number) => void;
  signal: AbortSignal;
}

interface MediumToCopy {
  from: { applicationId: string; id: string };
  /** The other case, and the copy's id: a UUIDv7, the same for every attempt to make the same copy. */
  to: { applicationId: string; id: string };
}

export interface StaffApi {
  signIn: (invitation: string) => Promise<Result<StaffSession>>;
  readSession: () => Promise<Result<StaffSession>>;
  signOut: () => Promise<Result<undefined>>;
  /** One page of a list. @param after cursor of the page before; undefined for the first */
  listCases: (list: StaffList, after: string | undefined, filter?: ListFilter) => Promise<Result<StaffCases>>;
  /** How many stand behind the links above a list. */
  countCases: (list: StaffList, narrowing: Omit<ListFilter, 'query'>) => Promise<Result<CaseCounts>>;
  readCase: (applicationId: string) => Promise<Result<StaffCase>>;
  /** The case as it stands with the reply in it. */
  sendReply: (reply: ReplyToSend) => Promise<Result<StaffCase>>;
  /** What is being written, for the officer alone; read with the case. */
  keepReplyDraft: (applicationId: string, content: string) => Promise<Result<undefined>>;
  dropReplyDraft: (applicationId: string) => Promise<Result<undefined>>;
  /** One page of the recordings that wait to be put into writing. */
  listTranscriptions: (after: string | undefined) => Promise<Result<Transcriptions>>;
  sendTranscript: (transcript: TranscriptToSend) => Promise<Result<undefined>>;
  /** What is attached to the answer of a case and has not been sent. */
  listAnswerMedia: (applicationId: string) => Promise<Result<UnsentMedium[]>>;
  sendMedium: (medium: MediumToSend) => Promise<Result<UnsentMedium>>;
  removeMedium: (applicationId: string, id: string) => Promise<Result<undefined>>;
  /** What is ready for one case becomes ready for another. */
  copyMedium: (copy: MediumToCopy) => Promise<Result<UnsentMedium>>;
  /** For the colleagues of the case. */
  keepCaptions: (
    applicationId: string,
    id: string,
    captions: PreparedCaptions,
  ) => Promise<Result<UnsentMedium>>;
  /** What an answer can begin with. */
  listTemplates: (applicationId: string) => Promise<Result<ReplyTemplates>>;
  /** How large files may be; the defaults where the server cannot be asked. */
  readLimits: () => Promise<AnswerLimits>;
  readFigures: (asked: Omit<FiguresRoute, 'page'>) => Promise<Result<StaffFigures>>;
  /** Who has read whose identity. */
  listIdentityReads: (asked: Omit<IdentityReadsRoute, 'page'>) => Promise<Result<IdentityReads>>;
  clips: ClipApi;
  access: AccessApi;
  /** Asks the officer, where the server wants to know anew who they are. */
  prover: Prover;
  actions: ActionApi;
  desk: DeskApi;
  directory: DirectoryApi;
}

/**
 * @param send the browser's fetch, or a stand-in
 * @param upload sends files and tells how far they are
 * @param ceremonies of passkeys: the browser's, or a stand-in
 */
export function createStaffApi(
  send: typeof fetch,
  upload: Upload,
  ceremonies: Ceremonies = browserCeremonies,
): StaffApi {
  const prover = createProver(createStaffCall(send), ceremonies);
  const call = createStaffCall(send, prover.ask);
  return {
    signIn: (invitation) => call('POST', STAFF_PATHS.session, parser(staffSessionSchema), { invitation }),
    readSession: () => call('GET', STAFF_PATHS.session, parser(staffSessionSchema)),
    signOut: async () => done(await call('DELETE', STAFF_PATHS.session, isEmpty)),
    listCases: (list, after, filter = {}) => {
      const params = paramsOf({ list, after, ...filter });
      return call('GET', `${STAFF_PATHS.cases}?${params}`, parser(staffCasesSchema));
    },
    countCases: (list, narrowing) =>
      call('GET', `${STAFF_PATHS.caseCounts}?${paramsOf({ list, ...narrowing })}`, parser(caseCountsSchema)),
    readCase: (id) => call('GET', pathOf(STAFF_PATHS.case, { id }), parser(staffCaseSchema)),
    sendReply: ({ applicationId, replyId, ...reply }) => {
      const parse = parser(staffCaseSchema);
      const withReply = (body: unknown): StaffCase | undefined => {
        const answered = parse(body);
        // An answer without our reply in it, or our draft, is no proof that it was kept.
        const isKept =
          answered?.life?.draft?.replyId === replyId || answered?.replies.some(({ id }) => id === replyId);
        return isKept ? answered : undefined;
      };
      return call('PUT', pathOf(STAFF_PATHS.reply, { id: applicationId, replyId }), withReply, reply);
    },
    keepReplyDraft: async (id, content) =>
      done(await call('PUT', pathOf(STAFF_PATHS.replyDraft, { id }), isEmpty, { content })),
    dropReplyDraft: async (id) => done(await call('DELETE', pathOf(STAFF_PATHS.replyDraft, { id }), isEmpty)),
    listTranscriptions: (after) => {
      const query = after === undefined ? '' : `?${new URLSearchParams({ after })}`;
      return call('GET', TRANSCRIPTIONS_PATH + query, parser(transcriptionsSchema));
    },
    sendTranscript: async ({ attachmentId, transcriptId, ...transcript }) => {
      const path = pathOf(TRANSCRIPT_PATH, { id: attachmentId, transcriptId });
      // Only the very text that was sent proves that it was kept.
      const parse = (body: unknown) =>
        v.is(v.object({ id: v.literal(transcriptId) }), body) ? true : undefined;
      return done(await call('PUT', path, parse, transcript));
    },
    listAnswerMedia: async (id) => {
      const path = pathOf(STAFF_PATHS.answerMedia, { id });
      const result = await call('GET', path, parser(answerMediaSchema));
      if (!result.ok) return result;
      const { media, documents = [] } = result.value;
      return { ok: true, value: [...media, ...documents] };
    },
    sendMedium: (medium) => sendMedium(upload, medium),
    removeMedium: async (applicationId, attachmentId) => {
      const path = pathOf(STAFF_PATHS.answerMedium, { id: applicationId, attachmentId });
      return done(await call('DELETE', path, isEmpty));
    },
    copyMedium: ({ from, to }) => {
      const ids = { id: from.applicationId, attachmentId: from.id, copyId: to.id };
      const path = pathOf(STAFF_PATHS.answerMediumCopy, ids);
      return call('PUT', path, parser(answerMediumSchema), { applicationId: to.applicationId });
    },
    keepCaptions: (applicationId, attachmentId, captions) => {
      const path = pathOf(STAFF_PATHS.answerCaptions, { id: applicationId, attachmentId });
      return call('PUT', path, parser(answerMediumSchema), captions);
    },
    listTemplates: (id) =>
      call('GET', pathOf(STAFF_PATHS.replyTemplates, { id }), parser(replyTemplatesSchema)),
    readLimits: async () => {
      const result = await call('GET', PATHS.operator, parser(operatorSchema));
      return readAnswerLimits(result.ok ? result.value.attachments : undefined);
    },
    readFigures: (asked) => call('GET', figuresPath(asked), parser(figuresSchema)),
    listIdentityReads: (asked) => call('GET', identityReadsPath(asked), parser(identityReadsSchema)),
    clips: createClipApi(call, upload),
    access: createAccessApi(call, ceremonies),
    prover,
    actions: createActionApi(call),
    desk: createDeskApi(call),
    directory: createDirectoryApi(send, call),
  };
}

async function sendMedium(upload: Upload, medium: MediumToSend): Promise<Result<UnsentMedium>> {
  const { applicationId, id, kind, file, mediaType, digest, onSent, signal } = medium;
  const path = pathOf(STAFF_PATHS.answerMedium, { id: applicationId, attachmentId: id });
  const query = new URLSearchParams({ kind });
  const headers = { 'content-type': mediaType, [DIGEST_HEADER]: `sha-256=:${digest}:` };
  try {
    const { status, text } = await upload({ path: `${path}?${query}`, headers, file, onSent, signal });
    return resultOf(status, text, parser(answerMediumSchema));
  } catch {
    return { ok: false, failure: { kind: 'unreachable' } };
  }
}

function paramsOf(values: Readonly<Record<string, string | undefined>>): URLSearchParams {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) if (value !== undefined) params.set(name, value);
  return params;
}

/** 204. */
function isEmpty(body: unknown): true | undefined {
  return body === undefined || undefined;
}

function done(result: Result<true>): Result<undefined> {
  return result.ok ? { ok: true, value: undefined } : result;
}
