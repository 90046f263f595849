// The OpenAPI 3.1 document at /api/openapi.json, out of the schemas that the routes are judged by. What a schema
// checks by code (a length in code points, a UUIDv7) is asked of the check itself, so the document cannot drift.

import fastifySwagger from '@fastify/swagger';
import { type ConversionConfig, toJsonSchema } from '@valibot/to-json-schema';
import type { FastifySchema } from 'fastify';
import * as v from 'valibot';
import { MISSING_FORMS } from '../../src/domain/answer-in-kind.ts';
import { PROBLEM_MEDIA_TYPE, PROBLEM_STATUS, type ProblemCode } from '../../src/domain/problem.ts';
import { VIOLATION_CODES } from '../../src/domain/violation.ts';
import { OPENAPI_PATH } from '../../src/domain/wire.ts';
import { WORK_HEADER } from '../../src/domain/work.ts';
import { makeProblem, RETRIED_STATUSES } from './problem-reply.ts';
import { SESSION_COOKIE, type StaffAccess } from './staff-session.ts';
import { type App, isSchema } from './valibot-provider.ts';
import { workChallengeSchema } from './work.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What the route may answer, beside the problems that every route has. */
    problems?: readonly ProblemCode[];
    takesBody?: boolean;
    /** Where the handler judges the body itself. */
    documentedBody?: v.GenericSchema;
    /** Of a body that is bytes: its media type. */
    documentedBytes?: string;
    documentedHeaders?: v.GenericSchema;
    /** Before it is let in, where more comes than can be taken (gate.ts). */
    asksForWork?: boolean;
    /** The answer is bytes of whatever type, whole or in part. */
    answersBytes?: boolean;
    /** The answer is a page for people. */
    answersPage?: boolean;
  }
}

const COMMON_PROBLEMS: readonly ProblemCode[] = ['internal', 'unavailable'];
const BODY_PROBLEMS: readonly ProblemCode[] = [
  'malformed-json',
  'body-too-large',
  'media-type-not-supported',
];

type OverrideActionContext = Parameters<NonNullable<ConversionConfig['overrideAction']>>[0];

/** An upper bound for the search in `longestAccepted`, above every limit that we set. */
const LENGTH_CEILING = 2 ** 17;

const violationSchema = v.object({
  field: v.pipe(v.string(), v.description('The field’s name; empty when the whole is meant.')),
  code: v.picklist(VIOLATION_CODES),
  params: v.optional(v.object({ max: v.number(), length: v.number() })),
});

const problemSchema = (codes: readonly ProblemCode[], asksForWork = false): v.GenericSchema => {
  const entries = {
    type: v.pipe(v.string(), v.description('`urn:kopru:problem:` and the code.')),
    title: v.pipe(v.string(), v.description('For people, in the language of `Accept-Language`.')),
    status: v.number(),
    code: v.picklist(codes),
    violations: v.optional(v.array(violationSchema)),
  };
  const missing = v.optional(v.array(v.picklist(MISSING_FORMS)));
  const number = v.number();
  const beyond = v.optional(
    v.object({ piece: number, endMs: number, durationMs: number, attachmentId: v.optional(v.string()) }),
  );
  const sealed = v.optional(v.pipe(v.string(), v.description('The reason, for the writer alone.')));
  const work = v.optional(
    v.pipe(workChallengeSchema, v.description(`Come in earlier: the solution goes into \`${WORK_HEADER}\`.`)),
  );
  const withWork = asksForWork && codes.includes('unavailable') ? { ...entries, work } : entries;
  const withSealed = codes.includes('sealed-refused') ? { ...withWork, sealed } : withWork;
  const withMissing = codes.includes('answer-not-in-kind') ? { ...withSealed, missing } : withSealed;
  return v.object(codes.includes('cues-beyond-end') ? { ...withMissing, beyond } : withMissing);
};

const retryAfter = {
  'Retry-After': { type: 'integer', description: 'Seconds to wait; different for everybody.' },
};

/** Before the routes are registered. */
export async function addOpenapi(app: App): Promise<void> {
  await app.register(fastifySwagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Köprü',
        version: '1',
        description: 'Carries a citizen’s application to the state, and the answer back.',
      },
      tags: [
        { name: 'citizen', description: 'What a citizen’s device uses. Needs no account.' },
        { name: 'staff', description: 'What the officers’ console uses. Needs a session.' },
        { name: 'operation', description: 'What watches the server.' },
      ],
      components: {
        securitySchemes: {
          staffSession: { type: 'apiKey', in: 'cookie', name: SESSION_COOKIE },
          trackingKey: {
            type: 'http',
            scheme: 'bearer',
            description: 'The `trackingKey` of the application.',
          },
        },
      },
    },
    transform: ({ schema, url, route }) => ({
      schema: documentRoute(schema ?? {}, route.config ?? {}),
      url,
    }),
  });
}

export function addOpenapiRoute(app: App): void {
  app.get(
    OPENAPI_PATH,
    {
      schema: {
        operationId: 'readOpenapi',
        tags: ['operation'],
        summary: 'Read this document',
        description: 'OpenAPI 3.1. Each example works as it stands.',
        response: {
          200: v.pipe(
            v.object({ openapi: v.string() }),
            v.description('The document.'),
            v.examples([{ openapi: '3.1.0' }]),
          ),
        },
      },
    },
    async (_, reply) =>
      reply.header('cache-control', 'no-cache').send({ ...app.swagger(), openapi: '3.1.0' }),
  );
}

interface DocumentedConfig {
  problems?: readonly ProblemCode[];
  takesBody?: boolean;
  documentedBody?: v.GenericSchema;
  documentedBytes?: string;
  documentedHeaders?: v.GenericSchema;
  asksForWork?: boolean;
  answersBytes?: boolean;
  answersPage?: boolean;
  permission?: StaffAccess;
  proof?: 'fresh';
}

function documentRoute(schema: FastifySchema, config: DocumentedConfig): Record<string, unknown> {
  const { params, querystring, body, response, operationId, ...texts } = schema;
  const bodySchema = config.documentedBody ?? body;
  return {
    ...texts,
    // The plugin takes every HEAD for the shadow of a GET, and names it so.
    ...(operationId === undefined ? {} : { operationId: operationId.replace(/-head$/, '') }),
    ...(isSchema(params) ? { params: toDocument(params) } : {}),
    ...(isSchema(querystring) ? { querystring: toDocument(querystring) } : {}),
    ...(config.documentedHeaders ? { headers: toDocument(config.documentedHeaders) } : {}),
    ...(isSchema(bodySchema)
      ? { body: { content: { 'application/json': { schema: toDocument(bodySchema) } } } }
      : {}),
    ...(config.documentedBytes
      ? { body: { content: { [config.documentedBytes]: { schema: { type: 'string', format: 'binary' } } } } }
      : {}),
    response: {
      ...documentAnswers(response),
      ...(config.answersBytes ? documentBytes() : {}),
      ...(config.answersPage ? documentPage() : {}),
      ...documentProblems(config),
    },
  };
}

function documentAnswers(response: unknown): Record<string, unknown> {
  const answers = Object.entries(response ?? {}).map(([status, schema]) => {
    if (!isSchema(schema)) throw new Error('An answer must be described by a valibot schema');
    const { description, examples, ...rest } = toDocument(schema);
    if (rest.type === 'null') return [status, { type: 'null', description }];
    const media = { schema: rest, example: examples?.[0] };
    return [status, { description, content: { 'application/json': media } }];
  });
  return Object.fromEntries(answers);
}

function documentBytes(): Record<string, unknown> {
  const content = { '*/*': { schema: { type: 'string', format: 'binary' } } };
  return {
    200: { description: 'The whole.', content },
    206: { description: 'The range that was asked for.', content },
  };
}

function documentPage(): Record<string, unknown> {
  const content = { 'text/html': { schema: { type: 'string' } } };
  return {
    200: { description: 'A page.', content },
    404: { description: 'A page that says that the link is none of ours.', content },
  };
}

function documentProblems({
  problems = [],
  takesBody,
  asksForWork,
  permission,
  proof,
}: DocumentedConfig): Record<string, unknown> {
  const codes = [
    ...new Set([
      ...problems,
      ...problemsOf(permission),
      ...(proof === undefined ? [] : (['proof-needed'] as const)),
      ...(takesBody ? BODY_PROBLEMS : []),
      ...COMMON_PROBLEMS,
    ]),
  ];
  const byStatus = Object.groupBy(codes, (code) => PROBLEM_STATUS[code]);
  const answers = Object.entries(byStatus).map(([status, group = []]) => {
    const [first = 'internal'] = group;
    const media = {
      schema: toDocument(problemSchema(group, asksForWork)),
      example: makeProblem(first, 'en'),
    };
    const description = group.map((code) => `\`${code}\``).join(', ');
    const headers = RETRIED_STATUSES.has(Number(status)) ? { headers: retryAfter } : {};
    return [status, { description, content: { [PROBLEM_MEDIA_TYPE]: media }, ...headers }];
  });
  return Object.fromEntries(answers);
}

function problemsOf(permission: StaffAccess | undefined): ProblemCode[] {
  if (permission === undefined || permission === 'anyone') return [];
  const ofEvery: ProblemCode[] = ['unauthenticated', 'too-many-requests'];
  return permission === 'signed-in' ? ofEvery : [...ofEvery, 'forbidden'];
}

function toDocument(schema: v.GenericSchema) {
  const { $schema: _, ...document } = toJsonSchema(schema, {
    target: 'draft-2020-12',
    typeMode: 'input',
    errorMode: 'ignore',
    overrideAction: documentCheck,
  });
  return document;
}

/** JSON Schema counts code points too (§ 6.3.1), so a limit found by asking the check is exactly the limit. */
function documentCheck({ valibotAction, jsonSchema }: OverrideActionContext) {
  // Of a list it is the length of all its texts together, for which JSON Schema has no word.
  if (isLengthCheck(valibotAction) && jsonSchema.type === 'string') {
    return { ...jsonSchema, maxLength: longestAccepted(valibotAction.requirement) };
  }
  // The domain may be written in any script (src/domain/email.ts), which `email` would not allow.
  return isEmailCheck(valibotAction) ? { ...jsonSchema, format: 'idn-email' } : undefined;
}

function isEmailCheck(action: { type: string }): boolean {
  return action.type === 'check' && 'message' in action && action.message === 'email';
}

type LengthCheck = v.CheckAction<string, 'too-long'>;

function isLengthCheck(action: { type: string }): action is LengthCheck {
  return action.type === 'check' && 'message' in action && action.message === 'too-long';
}

function longestAccepted(accepts: (text: string) => boolean): number {
  let low = 0;
  let high = LENGTH_CEILING;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (accepts('x'.repeat(middle))) low = middle;
    else high = middle - 1;
  }
  return low;
}
