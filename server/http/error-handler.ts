// Turns whatever was thrown on the way of a request into a problem. What is expected has a code of its own; the rest
// is a bug of ours: 500, and a line in the log that names its place and not its words.

import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { ProblemCode } from '../../src/domain/problem.ts';
import { codePointCount } from '../../src/domain/text.ts';
import { isViolationCode, type Violation } from '../../src/domain/violation.ts';
import { isConnectionLost } from '../store/fault.ts';
import { sendProblem } from './problem-reply.ts';
import { InvalidInputError } from './valibot-provider.ts';

/** Of every text, or by field. */
type MaxLength = number | Readonly<Record<string, number>>;

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The problem of a body that does not fit its schema, where it is not 'malformed-request'. */
    invalidBody?: { code: ProblemCode; maxLength: MaxLength };
  }
}

/** A body that is not JSON in UTF-8. */
export class MalformedJsonError extends Error {
  override readonly name = 'MalformedJsonError';
}

const FASTIFY_CODES: Readonly<Record<string, ProblemCode>> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'media-type-not-supported',
  FST_ERR_CTP_BODY_TOO_LARGE: 'body-too-large',
};

export function handleError(
  error: FastifyError | InvalidInputError | MalformedJsonError,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  if (error instanceof MalformedJsonError) return sendProblem(request, reply, 'malformed-json');
  if (error instanceof InvalidInputError) return handleInvalidInput(error, request, reply);
  const known = FASTIFY_CODES[error.code];
  if (known) return sendProblem(request, reply, known);
  if (isConnectionLost(error)) {
    request.log.error({ event: 'database-away', err: error }, 'The database did not answer');
    return sendProblem(request, reply, 'unavailable');
  }
  const status = error.statusCode ?? 500;
  if (status === 403 || status === 404) return sendProblem(request, reply, 'not-found');
  if (status < 500) return sendProblem(request, reply, 'malformed-request');
  request.log.error(
    { event: 'request-failed', route: request.routeOptions.url, err: error },
    'Request failed',
  );
  return sendProblem(request, reply, 'internal');
}

function handleInvalidInput(
  error: InvalidInputError & { validationContext?: string },
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  if (error.validationContext === 'params') return sendProblem(request, reply, 'malformed-id');
  if (error.validationContext === 'querystring')
    return sendProblem(request, reply, 'malformed-request', violationsOf(error, {}));
  const { invalidBody } = request.routeOptions.config;
  if (error.validationContext !== 'body' || invalidBody === undefined) {
    return sendProblem(request, reply, 'malformed-request');
  }
  return sendProblem(request, reply, invalidBody.code, violationsOf(error, invalidBody.maxLength));
}

function violationsOf({ issues }: InvalidInputError, maxLength: MaxLength): Violation[] {
  return issues.map(({ path, message, received, input }) => {
    const key = path?.[0]?.key;
    const field = typeof key === 'string' ? key : '';
    const max = typeof maxLength === 'number' ? maxLength : maxLength[field];
    if (message === 'too-long' && typeof input === 'string' && max !== undefined) {
      return { field, code: 'too-long', params: { max, length: codePointCount(input) } };
    }
    const code = received === 'undefined' ? 'required' : 'format';
    return { field, code: isViolationCode(message) ? message : code };
  });
}
