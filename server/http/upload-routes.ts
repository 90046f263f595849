// /api/uploads: the bytes of an attachment, resumable (tus 1.0; server/attachments/uploads.ts). What tus asks of HTTP and
// the library does not do is done here: the version's refusal, the method override, the checksum; and every failure
// becomes a problem of ours.
//
// A wrong key gets the answer of an upload that does not exist, and gets it later and later (guess-brake.ts).

import { ERRORS } from '@tus/server';
import type { FastifyReply, FastifyRequest } from 'fastify';
import * as v from 'valibot';
import type { ProblemCode } from '../../src/domain/problem.ts';
import { UPLOAD_PATHS } from '../../src/domain/upload.ts';
import { S3Failure } from '../attachments/blob-store/s3-client.ts';
import { CHECKSUM_ALGORITHMS, parseChecksum } from '../attachments/upload-checksum.ts';
import { UploadProblem } from '../attachments/upload-problem.ts';
import type { UploadRequest } from '../attachments/uploads.ts';
import { trackingMacs } from '../intake/tracking-mac.ts';
import type { Services } from '../services.ts';
import { discardBody } from './discard-body.ts';
import { EXAMPLE_ATTACHMENT_ID } from './examples.ts';
import { createGuessBrake, type GuessBrake } from './guess-brake.ts';
import { sendProblem } from './problem-reply.ts';
import { uuidv7Param } from './route-schemas.ts';
import { createTokenLimit } from './token-limit.ts';
import { describeUpload } from './upload-documents.ts';
import type { ApiPlugin, App } from './valibot-provider.ts';

export const VERSION = '1.0.0';
export const PART_MEDIA_TYPE = 'application/offset+octet-stream';
/** All that the library may see: proxies add headers that it would judge. */
const PASSED_ON = [
  'tus-resumable',
  'upload-length',
  'upload-offset',
  'upload-metadata',
  'upload-defer-length',
  'upload-concat',
  'content-type',
  'content-length',
] as const;
/** Of the library's answers; the rest is for other origins, which are not served. */
const PASSED_BACK = /^(tus-|upload-|location$|cache-control$|connection$)/;

const PROBLEM_OF_STATUS: Readonly<Record<number, ProblemCode>> = {
  400: 'malformed-request',
  403: 'malformed-request',
  404: 'not-found',
  409: 'upload-offset-conflict',
  410: 'upload-expired',
  413: 'upload-too-large',
  501: 'malformed-request',
};

const idParams = v.object({
  id: uuidv7Param('The attachment’s id, as the manifest has it.', EXAMPLE_ATTACHMENT_ID),
});

export function uploadRoutes(services: Services): ApiPlugin {
  return async (scope) => {
    // The bytes go where they belong as they come, whatever they are called.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
    const brake = createGuessBrake(scope, services);
    const isOverLimit = createTokenLimit(services.now, services.keyLimits.reading);
    const handler = async (request: FastifyRequest, reply: FastifyReply) => {
      const key = bearerOf(request.headers.authorization);
      if (key === '' || !isOverLimit(key)) return handle(services, brake, request, reply);
      discardBody(request, reply);
      return sendProblem(request, reply, 'too-many-requests');
    };
    addCollectionRoutes(scope, handler);
    addUploadRoutes(scope, handler);
  };
}

type Handler = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;

function addCollectionRoutes(scope: App, handler: Handler): void {
  scope.route({ method: 'POST', url: UPLOAD_PATHS.uploads, ...describeUpload('createUpload'), handler });
  scope.route({
    method: 'OPTIONS',
    url: UPLOAD_PATHS.uploads,
    ...describeUpload('readUploadProtocol'),
    handler,
  });
}

function addUploadRoutes(scope: App, handler: Handler): void {
  const url = UPLOAD_PATHS.upload;
  scope.route({ method: 'HEAD', url, ...describeUpload('readUpload', idParams), handler });
  scope.route({ method: 'PATCH', url, ...describeUpload('continueUpload', idParams), handler });
  scope.route({ method: 'DELETE', url, ...describeUpload('endUpload', idParams), handler });
  // For clients that may only GET and POST: see X-HTTP-Method-Override.
  scope.route({ method: 'POST', url, schema: { params: idParams, hide: true }, handler });
}

async function handle(
  services: Services,
  brake: GuessBrake,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { headers } = request;
  const method = methodOf(request);
  if (method !== 'OPTIONS') {
    reply.header('tus-resumable', VERSION);
    const refusal = findRefusal(request, method);
    if (refusal === 'tus-version-not-supported') reply.header('tus-version', VERSION);
    if (refusal) return sendProblem(request, reply, refusal);
  }
  const length = headers['upload-length']?.toString();
  const takesBody = method === 'PATCH' || method === 'POST';
  // A creation may bring bytes, and says so by their type (creation-with-upload).
  const bringsBytes = takesBody && headers['content-type'] === PART_MEDIA_TYPE;
  const trackingKey = bearerOf(headers.authorization);
  const answer = await services.uploads.handle(toUploadRequest(request, method), {
    body: bringsBytes ? request.raw : undefined,
    trackingMacs: trackingMacs(services.trackingSecrets, trackingKey),
    claimedLength: length !== undefined && /^\d{1,15}$/.test(length) ? Number(length) : undefined,
    checksum: parseChecksum(headers['upload-checksum']?.toString() ?? ''),
  });
  const { response, failure } = answer;
  for (const [name, value] of response.headers) if (PASSED_BACK.test(name)) reply.header(name, value);
  if (response.ok) {
    if (method === 'OPTIONS') reply.header('tus-checksum-algorithm', CHECKSUM_ALGORITHMS.join(','));
    return reply.code(response.status).headers(answer.headers).send();
  }
  if (takesBody) discardBody(request, reply);
  const problem = problemOf(request, response.status, failure);
  if (answer.isStranger) await brake({ trackingKey, address: request.ip });
  return sendProblem(request, reply, problem);
}

/** "The Server MUST interpret … this as the request's method and ignore the actual method." */
function methodOf({ method, headers }: FastifyRequest): string {
  return headers['x-http-method-override']?.toString().toUpperCase() ?? method;
}

function findRefusal({ headers }: FastifyRequest, method: string): ProblemCode | undefined {
  if (headers['tus-resumable'] !== VERSION) return 'tus-version-not-supported';
  if (!['POST', 'HEAD', 'PATCH', 'DELETE'].includes(method)) return 'method-not-allowed';
  if (method === 'PATCH' && headers['content-type'] !== PART_MEDIA_TYPE) return 'media-type-not-supported';
  const checksum = headers['upload-checksum'];
  if (checksum !== undefined && !parseChecksum(checksum.toString())) return 'malformed-request';
  return undefined;
}

/** Any other text is the key of nobody. */
function bearerOf(authorization: string | undefined): string {
  return /^Bearer +([\w-]+)$/i.exec(authorization ?? '')?.[1] ?? '';
}

function toUploadRequest(request: FastifyRequest, method: string): UploadRequest {
  const headers = new Headers();
  for (const name of PASSED_ON) {
    const value = request.headers[name];
    if (value !== undefined) headers.set(name, value.toString());
  }
  return makeUploadRequest(request, { method, path: request.url, headers });
}

/** As much of a web request as the library looks at. The body goes beside it (server/attachments/upload-call.ts). */
export function makeUploadRequest(
  { raw }: FastifyRequest,
  { method, path, headers }: { method: string; path: string; headers: Headers },
): UploadRequest {
  return {
    method,
    url: `http://localhost${path}`,
    headers,
    body: null,
    runtime: { name: 'node', node: { req: raw } },
  } as unknown as UploadRequest;
}

/** @throws what is a bug, or the database's absence, for the error handler */
export function problemOf(request: FastifyRequest, status: number, failure: unknown): ProblemCode {
  if (failure instanceof UploadProblem) return failure.code;
  if (failure instanceof S3Failure) {
    request.log.error({ event: 'object-store-away', err: failure }, 'The object store did not answer');
    return 'unavailable';
  }
  if (failure instanceof Error && !('status_code' in failure)) {
    throw new Error('An upload failed', { cause: failure });
  }
  // Cancelled for another request of the same upload, or its connection broke: what came is kept.
  if (failure === ERRORS.ABORTED) return 'unavailable';
  return PROBLEM_OF_STATUS[status] ?? 'internal';
}
