// The OpenAPI document: whole, true to the routes, and with examples that work as they stand.

import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startMediaQueue } from '../../server/attachments/media-queue.ts';
import { DEFAULT_PIPELINE_LIMITS } from '../../server/attachments/pipeline/limits.ts';
import { limitsOnlySandbox } from '../../server/attachments/pipeline/sandbox.ts';
import { EXAMPLE_ATTACHMENT, EXAMPLE_ATTACHMENT_BYTES } from '../../server/http/examples.ts';
import { RENDITION_PATH } from '../../src/domain/attachment-rendition.ts';
import { AUDIT_PATHS } from '../../src/domain/audit-wire.ts';
import { DESK_PATHS } from '../../src/domain/desk-wire.ts';
import { KEEPING_PATHS } from '../../src/domain/directory-keeping.ts';
import {
  DIRECTORY_PATHS,
  importReportSchema,
  wholeDirectorySchema,
} from '../../src/domain/directory-wire.ts';
import { FIGURES_PATHS } from '../../src/domain/figures-wire.ts';
import { NOTICE_STOP_PATH } from '../../src/domain/notice.ts';
import { parseReceipt } from '../../src/domain/receipt.ts';
import { SEALED_PATHS, sealedAcceptedSchema, sealedAttachmentSchema } from '../../src/domain/sealed.ts';
import { SIGN_CLIP_PATHS, signClipsSchema, staffClipsSchema } from '../../src/domain/sign-clip-wire.ts';
import { STAFF_ACTION_PATH, staffActionSchema } from '../../src/domain/staff-action.ts';
import { suggestionsSchema } from '../../src/domain/suggestion-wire.ts';
import { THREAD_ACT_PATH, threadActSchema } from '../../src/domain/thread-act.ts';
import {
  TRANSCRIPT_PATH,
  TRANSCRIPTIONS_PATH,
  transcriptInputSchema,
  transcriptionsSchema,
  transcriptSchema,
} from '../../src/domain/transcript.ts';
import { UPLOAD_PATHS } from '../../src/domain/upload.ts';
import { isUuidv7 } from '../../src/domain/uuid.ts';
import {
  acceptedSchema,
  directorySchema,
  HEALTH_PATH,
  OPENAPI_PATH,
  operatorSchema,
  PATHS,
  pathOf,
  READINESS_PATH,
  threadsSchema,
} from '../../src/domain/wire.ts';
import {
  ACCESS_PATHS,
  accountChangeSchema,
  accountSchema,
  accountsSchema,
  assertionSchema,
  invitedSchema,
  newAccountSchema,
  newPasskeySchema,
  ownSessionsSchema,
  passkeySchema,
  passkeysSchema,
} from '../../src/domain/wire-access.ts';
import {
  answerMediaSchema,
  answerMediumSchema,
  replySchema,
  STAFF_PATHS,
  signInSchema,
  staffCaseSchema,
  staffCasesSchema,
  staffSessionSchema,
} from '../../src/domain/wire-staff.ts';
import {
  makeTemporaryFolder,
  silentLogger,
  startTestDatabase,
  startTimeoutMs,
  type TestDatabases,
} from './databases.ts';
import { freshId, openTestApp, type TestApp } from './http-app.ts';

const jsonSchema = v.looseObject({});
const media = v.object({ schema: jsonSchema, example: v.optional(v.unknown()) });
const content = v.record(v.string(), media);
const parameter = v.object({
  name: v.string(),
  in: v.picklist(['path', 'query', 'header']),
  required: v.optional(v.boolean()),
  example: v.optional(v.string()),
  schema: jsonSchema,
});
const operation = v.object({
  operationId: v.pipe(v.string(), v.regex(/^[a-z][A-Za-z]+$/)),
  tags: v.tuple([v.picklist(['citizen', 'staff', 'operation'])]),
  summary: v.pipe(v.string(), v.minLength(5)),
  description: v.pipe(v.string(), v.minLength(20)),
  parameters: v.optional(v.array(parameter)),
  requestBody: v.optional(v.object({ required: v.literal(true), content })),
  responses: v.record(
    v.pipe(v.string(), v.regex(/^[2-5]\d\d$/)),
    v.object({
      description: v.pipe(v.string(), v.minLength(3)),
      content: v.optional(content),
      headers: v.optional(jsonSchema),
    }),
  ),
});
const documentSchema = v.object({
  openapi: v.pipe(v.string(), v.regex(/^3\.1\.\d$/)),
  info: v.object({ title: v.string(), version: v.string(), description: v.string() }),
  paths: v.record(v.pipe(v.string(), v.startsWith('/api/')), v.record(v.string(), operation)),
  components: v.object({
    securitySchemes: v.object({
      staffSession: v.looseObject({ in: v.literal('cookie') }),
      trackingKey: v.looseObject({ scheme: v.literal('bearer') }),
    }),
  }),
});
type Document = v.InferOutput<typeof documentSchema>;
type Operation = v.InferOutput<typeof operation>;

/** Parts of paths that are names of ours, not ids. */
const NAMED = new Set(['rendition', 'slot', 'file', 'table', 'token', 'rowId', 'year', 'parcel', 'place']);

let databases: TestDatabases;
let folder: string;
let test: TestApp;
let document: Document;

beforeAll(async () => {
  databases = await startTestDatabase();
  folder = await makeTemporaryFolder();
  test = await openTestApp(await databases.fresh(), folder);
  document = v.parse(documentSchema, (await test.app.inject(OPENAPI_PATH)).json());
}, startTimeoutMs);

afterAll(async () => {
  await test.close();
  await databases.stop();
  await rm(folder, { recursive: true, force: true });
}, startTimeoutMs);

const operations = (): { path: string; method: string; operation: Operation }[] =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, found]) => ({ path, method, operation: found })),
  );

const find = (id: string) => {
  const found = operations().find(({ operation }) => operation.operationId === id);
  if (!found) throw new Error(`no operation ${id}`);
  return found.operation;
};

const bodyExample = (id: string) => find(id).requestBody?.content['application/json']?.example;
const answerExample = (id: string, status: string) =>
  find(id).responses[status]?.content?.['application/json']?.example;

describe('the OpenAPI document', () => {
  it('describes every path of the protocol, each operation under a name of its own', () => {
    const groups = [
      PATHS,
      UPLOAD_PATHS,
      STAFF_PATHS,
      SIGN_CLIP_PATHS,
      DIRECTORY_PATHS,
      ACCESS_PATHS,
      AUDIT_PATHS,
      DESK_PATHS,
      FIGURES_PATHS,
      KEEPING_PATHS,
      SEALED_PATHS,
    ];
    const apart = [
      HEALTH_PATH,
      NOTICE_STOP_PATH,
      OPENAPI_PATH,
      READINESS_PATH,
      RENDITION_PATH,
      STAFF_ACTION_PATH,
      THREAD_ACT_PATH,
      TRANSCRIPT_PATH,
      TRANSCRIPTIONS_PATH,
    ];
    const all: string[] = [...groups.flatMap((group) => Object.values<string>(group)), ...apart];
    const paths = all.map((path) => path.replace(/:(\w+)/g, '{$1}'));
    expect(Object.keys(document.paths).toSorted()).toEqual(paths.toSorted());
    const ids = operations().map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBe(90);
  });

  it('declares each part of a path that is to be filled, with an example', () => {
    for (const { path, operation } of operations()) {
      const wanted = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const declared = (operation.parameters ?? []).filter((one) => one.in === 'path');
      expect(declared.map(({ name }) => name)).toEqual(wanted);
      const isExample = ({ name, example = '' }: (typeof declared)[number]) =>
        NAMED.has(name) ? example !== '' : isUuidv7(example);
      expect(declared.every((one) => one.required && isExample(one))).toBe(true);
    }
  });

  it('names for each operation what can go wrong, as problem+json with an example', () => {
    for (const { operation } of operations()) {
      const problems = Object.entries(operation.responses).filter(([status]) => Number(status) >= 400);
      expect(problems.map(([status]) => status)).toEqual(expect.arrayContaining(['500', '503']));
      // A person who follows a damaged link is answered by a page.
      for (const [status, answer] of problems.filter((problem) => !problem[1].content?.['text/html'])) {
        const example = answer.content?.['application/problem+json']?.example;
        expect(example).toMatchObject({ status: Number(status), title: expect.stringMatching(/\w{3}/) });
        const isRetried = status === '429' || status === '503';
        expect([status, 'Retry-After' in (answer.headers ?? {})]).toEqual([status, isRetried]);
      }
    }
  });

  it('says the limits that the checks hold, found by asking the checks', () => {
    const application = find('deliverApplication').requestBody?.content['application/json']?.schema;
    expect(application).toMatchObject({
      type: 'object',
      required: expect.arrayContaining(['version', 'kind', 'subject', 'trackingKey']),
      properties: {
        subject: { type: 'string', minLength: 1, maxLength: 120 },
        description: { maxLength: 5000 },
        fullName: { maxLength: 100 },
        email: { format: 'idn-email' },
        trackingKey: { pattern: '^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$' },
      },
    });
    expect(find('sendReply').requestBody?.content['application/json']?.schema).toMatchObject({
      properties: { text: { maxLength: 20_000 }, summary: { maxLength: 2_000 } },
    });
  });

  it('gives examples that its own schemas accept', () => {
    v.parse(threadsSchema, answerExample('openThreads', '200'));
    v.parse(sealedAcceptedSchema, answerExample('deliverSealedApplication', '201'));
    v.parse(sealedAttachmentSchema, answerExample('deliverSealedChunks', '200'));
    v.parse(operatorSchema, answerExample('readOperator', '200'));
    v.parse(directorySchema, answerExample('readDirectory', '200'));
    v.parse(staffSessionSchema, answerExample('signIn', '201'));
    v.parse(passkeysSchema, answerExample('listPasskeys', '200'));
    v.parse(passkeySchema, answerExample('addPasskey', '201'));
    v.parse(ownSessionsSchema, answerExample('listSessions', '200'));
    v.parse(accountsSchema, answerExample('listAccounts', '200'));
    v.parse(accountSchema, answerExample('changeAccount', '200'));
    v.parse(invitedSchema, answerExample('recoverAccount', '201'));
    v.parse(assertionSchema, bodyExample('signInWithPasskey'));
    v.parse(newPasskeySchema, bodyExample('addPasskey'));
    v.parse(newAccountSchema, bodyExample('inviteAccount'));
    v.parse(accountChangeSchema, bodyExample('changeAccount'));
    v.parse(staffCasesSchema, answerExample('listCases', '200'));
    v.parse(signClipsSchema, answerExample('listSignClips', '200'));
    v.parse(staffClipsSchema, answerExample('listClipPlaces', '200'));
    v.parse(staffCaseSchema, answerExample('sendReply', '201'));
    v.parse(answerMediumSchema, answerExample('putAnswerMedium', '201'));
    v.parse(answerMediaSchema, answerExample('listAnswerMedia', '200'));
    v.parse(transcriptionsSchema, answerExample('listTranscriptions', '200'));
    v.parse(transcriptSchema, answerExample('offerTranscript', '201'));
    v.parse(suggestionsSchema, answerExample('suggestHolders', '200'));
    v.parse(wholeDirectorySchema, answerExample('readWholeDirectory', '200'));
    v.parse(importReportSchema, answerExample('importDirectory', '200'));
    v.parse(signInSchema, bodyExample('signIn'));
    v.parse(transcriptInputSchema, bodyExample('offerTranscript'));
    v.parse(threadActSchema, bodyExample('deliverAct'));
    v.parse(replySchema, bodyExample('sendReply'));
    v.parse(staffActionSchema, bodyExample('takeAction'));
    const { receipt } = v.parse(acceptedSchema, answerExample('deliverApplication', '201'));
    expect(parseReceipt(receipt, (text) => Buffer.from(text, 'base64url').toString())).toBeDefined();
  });

  it('gives an application that is accepted under a fresh id with a fresh tracking key, and opens', async () => {
    const application = v.parse(
      v.looseObject({ trackingKey: v.string() }),
      bodyExample('deliverApplication'),
    );
    const trackingKey = randomBytes(32).toString('base64url');
    const delivered = await test.app.inject({
      method: 'PUT',
      url: `/api/applications/${freshId()}`,
      payload: { ...application, trackingKey },
    });
    expect(delivered.statusCode).toBe(201);
    const opened = await test.app.inject({
      method: 'POST',
      url: PATHS.threads,
      payload: { ...v.parse(jsonSchema, bodyExample('openThreads')), trackingKey },
    });
    expect(opened.statusCode).toBe(200);
  });

  it('gives examples that work together exactly as they stand', async () => {
    const [id] = find('deliverApplication').parameters ?? [];
    const application = v.parse(jsonSchema, bodyExample('deliverApplication'));
    const put = { method: 'PUT', url: `/api/applications/${id?.example}`, payload: application } as const;
    expect((await test.app.inject(put)).statusCode).toBe(201);
    const payload = v.parse(jsonSchema, bodyExample('openThreads'));
    const opened = await test.app.inject({ method: 'POST', url: PATHS.threads, payload });
    expect(opened.json().threads).toHaveLength(1);
  });

  it('gives one whole upload that works as it stands, once its attachment is announced', async () => {
    const application = v.parse(v.looseObject({}), bodyExample('deliverApplication'));
    const fresh = await openTestApp(await databases.fresh(), folder);
    const [id] = find('deliverApplication').parameters ?? [];
    const payload = { ...application, attachments: [EXAMPLE_ATTACHMENT] };
    const delivered = await fresh.app.inject({
      method: 'PUT',
      url: `/api/applications/${id?.example}`,
      payload,
    });
    expect(delivered.statusCode).toBe(201);
    const ask = (operationId: string, method: 'POST' | 'HEAD' | 'PATCH', bytes = '') => {
      const parameters = find(operationId).parameters ?? [];
      const headers = parameters
        .filter((one) => one.in === 'header')
        .map(({ name, example }) => [name, example]);
      const place = parameters.find((one) => one.in === 'path')?.example;
      return fresh.app.inject({
        method,
        url: place === undefined ? UPLOAD_PATHS.uploads : pathOf(UPLOAD_PATHS.upload, { id: place }),
        headers: {
          authorization: `Bearer ${application.trackingKey}`,
          'content-type': 'application/offset+octet-stream',
          ...Object.fromEntries(headers),
        },
        payload: bytes,
      });
    };
    expect((await ask('createUpload', 'POST', EXAMPLE_ATTACHMENT_BYTES)).statusCode).toBe(201);
    expect((await ask('readUpload', 'HEAD')).headers).toMatchObject({ 'upload-receipt': expect.any(String) });
    expect((await ask('continueUpload', 'PATCH', EXAMPLE_ATTACHMENT_BYTES)).statusCode).toBe(409);
    expect(await lookAt(fresh, EXAMPLE_ATTACHMENT.id)).toEqual({ state: 'ready', problem: null });
    const copy = await fresh.app.inject({
      url: pathOf(RENDITION_PATH, { id: EXAMPLE_ATTACHMENT.id, rendition: 'original' }),
      headers: { authorization: `Bearer ${application.trackingKey}` },
    });
    expect([copy.statusCode, copy.headers['content-type']]).toEqual([200, EXAMPLE_ATTACHMENT.mediaType]);
    await fresh.close();
  });
});

/** What comes of a stored attachment by the rules of the real pipeline. */
async function lookAt({ database, stores, clock }: TestApp, id: string) {
  const queue = startMediaQueue({
    database,
    blobs: stores.blobs,
    tools: { sandbox: limitsOnlySandbox(), media: undefined },
    limits: DEFAULT_PIPELINE_LIMITS,
    workFolder: join(folder, 'media-work'),
    now: () => clock.nowMs,
    log: silentLogger,
  });
  await queue.drain();
  await queue.stop();
  const found = database.selectFrom('attachment').select(['state', 'problem']).where('id', '=', id);
  return await found.executeTakeFirstOrThrow();
}
