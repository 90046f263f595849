// Sends a problem (src/domain/problem.ts) as application/problem+json (RFC 9457), with its sentence in the reader's
// language. Every error answer of the API passes through here; none carries a message of an exception.

import { randomInt } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  PROBLEM_MEDIA_TYPE,
  PROBLEM_STATUS,
  type Problem,
  type ProblemCode,
  problemType,
} from '../../src/domain/problem.ts';
import type { Violation } from '../../src/domain/violation.ts';
import { LANGUAGE_TAGS, type Locale } from '../../src/i18n/locale.ts';
import { translateFor } from '../texts.ts';
import { readerLocale } from './reader-locale.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** For the log. */
    problemCode: ProblemCode | null;
  }
}

/** What some codes say beside their sentence. */
export type ProblemDetails = Pick<Problem, 'missing' | 'beyond' | 'sealed' | 'work'>;

/** Answers that say when to come again. */
export const RETRIED_STATUSES: ReadonlySet<number> = new Set([429, 503]);
const RETRY_AFTER_S = { min: 5, max: 30 };

export function makeProblem(
  code: ProblemCode,
  locale: Locale,
  violations?: readonly Violation[],
  details?: ProblemDetails,
): Problem {
  return {
    type: problemType(code),
    title: translateFor(locale)(`problem.${code}`),
    status: PROBLEM_STATUS[code],
    code,
    ...(violations ? { violations: [...violations] } : {}),
    ...details,
  };
}

/** @param retryAfter seconds, of what may be tried again; absent: a few, different for everybody */
export function sendProblem(
  request: FastifyRequest,
  reply: FastifyReply,
  code: ProblemCode,
  violations?: readonly Violation[],
  details?: ProblemDetails,
  retryAfter = retryAfterS(),
): FastifyReply {
  const locale = readerLocale(request.headers['accept-language']);
  const problem = makeProblem(code, locale, violations, details);
  request.problemCode = code;
  if (RETRIED_STATUSES.has(problem.status)) reply.header('retry-after', retryAfter);
  return reply
    .code(problem.status)
    .header('content-language', LANGUAGE_TAGS[locale])
    .header('cache-control', 'no-store')
    .type(PROBLEM_MEDIA_TYPE)
    .serializer(JSON.stringify)
    .send(problem);
}

/** Seconds, spread out: devices that were refused together must not come back together. */
function retryAfterS(): number {
  return randomInt(RETRY_AFTER_S.min, RETRY_AFTER_S.max + 1);
}
