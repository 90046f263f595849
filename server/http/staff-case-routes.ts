// /api/staff/cases…: the officer's list, one case, and the reply to it. What an officer may see and do is decided in
// server/casework; here it only becomes HTTP.

import * as v from 'valibot';
import { OVERRIDE_REASON_LENGTH } from '../../src/domain/answer-limits.ts';
import {
  CASE_COUNT_MAX,
  caseCountsQuerySchema,
  caseCountsSchema,
  REPLY_MAX_LENGTH,
  replySchema,
  STAFF_PATHS,
  SUMMARY_MAX_LENGTH,
  staffCasesQuerySchema,
  staffCasesSchema,
} from '../../src/domain/wire-staff.ts';
import { countLists } from '../casework/case-counts.ts';
import { listCases } from '../casework/case-lists.ts';
import { readCase } from '../casework/cases.ts';
import { isCursor } from '../casework/cursor.ts';
import { sendReply } from '../casework/replies.ts';
import type { Services } from '../services.ts';
import { EXAMPLE_CASE_COUNTS } from './desk-examples.ts';
import {
  EXAMPLE_ID,
  EXAMPLE_REPLY,
  EXAMPLE_REPLY_ID,
  EXAMPLE_STAFF_CASE,
  EXAMPLE_STAFF_CASES,
} from './examples.ts';
import { sendProblem } from './problem-reply.ts';
import { uuidv7Param } from './route-schemas.ts';
import { toStaffCase } from './staff-case-answer.ts';
import { staffOf } from './staff-session.ts';
import { documentedCase } from './thread-documents.ts';
import type { App } from './valibot-provider.ts';

const caseParams = v.object({ id: uuidv7Param('The application’s id.', EXAMPLE_ID) });
const replyParams = v.object({
  ...caseParams.entries,
  replyId: uuidv7Param('A UUIDv7 in lower case, made by the officer’s device.', EXAMPLE_REPLY_ID),
});

/** The longest texts and captions in four-byte characters, escaped or not, fit. */
const REPLY_MAX_BYTES = 4 * 1024 * 1024;

const security = [{ staffSession: [] }];
const caseAnswer = (description: string) =>
  v.pipe(documentedCase, v.description(description), v.examples([EXAMPLE_STAFF_CASE]));

export function addStaffCaseRoutes(app: App, services: Services): void {
  addLists(app, services);
  addCase(app, services);
}

function addLists(app: App, { database }: Services): void {
  app.get(
    STAFF_PATHS.cases,
    {
      schema: {
        operationId: 'listCases',
        tags: ['staff'],
        summary: 'List cases',
        description:
          'A page of the cases that the officer may see; `next` is the cursor of the page after it. With `query` those whose \
application says all its words, in whatever form, with or without Turkish letters; `total` then counts to 1000 at most. `topic=-` and \
`province=-` are those that have none.',
        security,
        querystring: staffCasesQuerySchema,
        response: {
          200: v.pipe(staffCasesSchema, v.description('One page.'), v.examples([EXAMPLE_STAFF_CASES])),
        },
      },
      config: { permission: 'case.read', problems: ['malformed-request', 'unauthenticated'] },
    },
    async (request, reply) => {
      const { list, after } = request.query;
      if (!isCursor(after, list)) return sendProblem(request, reply, 'malformed-request');
      return listCases(database, staffOf(request).officer, request.query);
    },
  );
  app.get(
    STAFF_PATHS.caseCounts,
    {
      schema: {
        operationId: 'countCases',
        tags: ['staff'],
        summary: 'Count the cases of each list',
        description: `How many each list has, narrowed as it is asked for; and in \`list\`, narrowed to no desk, unit or group, how many all have,
the officer’s desk and their unit. Each to ${CASE_COUNT_MAX}: one more stands for more. Closed cases are not counted.`,
        security,
        querystring: caseCountsQuerySchema,
        response: {
          200: v.pipe(caseCountsSchema, v.description('The numbers.'), v.examples([EXAMPLE_CASE_COUNTS])),
        },
      },
      config: { permission: 'case.read', problems: ['malformed-request', 'unauthenticated'] },
    },
    async (request) => countLists(database, staffOf(request).officer, request.query),
  );
}

function addCase(app: App, services: Services): void {
  const { database, calendar, now, config } = services;
  app.get(
    STAFF_PATHS.case,
    {
      schema: {
        operationId: 'readCase',
        tags: ['staff'],
        summary: 'Read one case',
        description: 'A case that the officer may not see is answered like one that does not exist.',
        security,
        params: caseParams,
        response: { 200: caseAnswer('The case.') },
      },
      config: { permission: 'case.read', problems: ['malformed-id', 'unauthenticated', 'not-found'] },
    },
    async (request, reply) => {
      const found = await readCase(database, staffOf(request).officer, request.params.id, {
        nowMs: now(),
        calendar,
      });
      return found ? toStaffCase(services, found) : sendProblem(request, reply, 'not-found');
    },
  );
  app.put(
    STAFF_PATHS.reply,
    {
      bodyLimit: REPLY_MAX_BYTES,
      schema: {
        operationId: 'sendReply',
        tags: ['staff'],
        summary: 'Answer a case',
        description: `The citizen reads the reply at the next sync. Sending the same reply again changes nothing. A case whose
citizen asked for sign language, audio or plain language needs it: 422 \`answer-not-in-kind\` names in \`missing\` what lacks.
A coordinator may close it without, by \`override\`, with a reason that the citizen reads.`,
        security,
        params: replyParams,
        body: v.pipe(replySchema, v.examples([EXAMPLE_REPLY])),
        response: {
          201: caseAnswer('Answered; the case as it is now.'),
          200: caseAnswer('Answered before by this very reply.'),
        },
      },
      config: {
        permission: 'case.answer',
        takesBody: true,
        invalidBody: {
          code: 'reply-not-valid',
          maxLength: {
            text: REPLY_MAX_LENGTH,
            summary: SUMMARY_MAX_LENGTH,
            override: OVERRIDE_REASON_LENGTH.max,
          },
        },
        problems: [
          'malformed-id',
          'unauthenticated',
          'forbidden',
          'override-not-allowed',
          'not-found',
          'reply-conflict',
          'answer-media-not-ready',
          'answer-not-in-kind',
          'cues-beyond-end',
          'reply-not-valid',
        ],
      },
    },
    async (request, reply) => {
      const { id: applicationId, replyId } = request.params;
      const sent = await sendReply(
        database,
        staffOf(request).officer,
        { ...request.body, applicationId, replyId },
        { nowMs: now(), calendar },
        config.attachments.limits.answerDocuments,
      );
      if (!sent.ok) {
        if (sent.code === 'reply-not-valid') return sendProblem(request, reply, sent.code, sent.violations);
        const { ok: _, code, ...details } = sent;
        return sendProblem(request, reply, code, undefined, details);
      }
      return reply.code(sent.isNew ? 201 : 200).send(toStaffCase(services, sent.case));
    },
  );
}
